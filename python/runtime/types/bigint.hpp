// How the files of int make large ints: allocate with room to spare, fill in, finish. Not for others: int.hpp
// is.
#pragma once

#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bigint_digits.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

/// A large int of `count` zero digits; nullptr with MemoryError raised.
BigInt* bigint_allocate(Thread&, usize count);

/// The value of a number in the first `count` digits of `number`, which becomes a small int if it fits. The
/// rest goes back to the heap.
Value bigint_finish(BigInt* number, u32 count, bool is_negative);

/// Digits for the time of a computation: a few on the C stack, more on the heap, given back at the end.
class DigitBuffer {
  public:
    explicit DigitBuffer(Thread& thread) : thread_(thread) {}
    ~DigitBuffer() {
        if (words_ != nullptr && words_ != inline_) thread_.heap.free_raw(words_);
    }
    DigitBuffer(const DigitBuffer&) = delete;
    DigitBuffer& operator=(const DigitBuffer&) = delete;

    /// Makes room, once; nullptr with MemoryError raised.
    u32* create(usize count);
    /// The same without an exception.
    u32* try_create(usize count);

  private:
    static constexpr usize kInlineDigits = 12;
    Thread& thread_;
    u32* words_ = nullptr;
    u32 inline_[kInlineDigits];
};

}  // namespace kinglet::runtime
