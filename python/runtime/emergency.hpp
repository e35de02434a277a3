// Exceptions that need no memory. Two are constants: MemoryError, and RecursionError for a recursion that has
// used up the heap. The third takes any builtin type, one argument, a short text and the innermost places of
// a traceback: it is what is raised while the heap is locked (micropython.heap_lock; in an interrupt). There
// is one, so the next such exception overwrites it.
#pragma once

#include "python/runtime/exception.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

extern Exception spare_memory_error;
extern Exception spare_recursion_error;

/// True for these three: they lie outside of the heap, and only this file stores anything in them.
bool is_spare(const Exception& exception);

/// The exception for a locked heap, with no argument or one; more are dropped.
Exception* emergency_exception(const Type& type, const Value* arguments, u32 count);
/// How many bytes its traceback has room for; 0 for any other exception.
usize emergency_traceback_bytes(const Exception& exception);
/// Tells the collector what it holds.
void emergency_trace(Tracer&);
/// Forgets what it holds: for a Python that begins where another one was.
void emergency_reset();

/// The text of that exception: what does not fit is cut off.
class EmergencyText final : public Printer {
  public:
    EmergencyText();
    Str& finish();

  private:
    void do_write(const char* bytes, usize count) override;
    usize length_ = 0;
};

}  // namespace kinglet::runtime
