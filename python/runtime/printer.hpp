// Where text goes: a byte sink with the helpers that printing needs. Sinks: the console, a growing str, a
// counter.
#pragma once

#include <string_view>

#include "base/integers.hpp"
#include "python/runtime/value.hpp"

namespace kinglet::runtime {

class Thread;

class Printer {
  public:
    /// Writes bytes; they may lie in flash. Errors stay in the sink (see each).
    void write(std::string_view bytes) { do_write(bytes.data(), bytes.size()); }
    /// Writes bytes as they are, where text is changed on its way (line ends at a terminal).
    void write_raw(std::string_view bytes) { do_write_raw(bytes.data(), bytes.size()); }
    /// Writes a C text, which may lie in flash.
    void write_text(const char* text);
    void write_byte(char byte) { do_write(&byte, 1); }
    void write_unsigned(Word n, u32 base = 10);
    void write_signed(SignedWord n);
    /// Says how much is to come; false: the sink knows that it cannot take it, so nobody need try.
    bool reserve(usize count) { return do_reserve(count); }
    /// Sends on what the sink holds back.
    void flush() { do_flush(); }
    /// `count` times the byte.
    void fill(char byte, usize count);

  protected:
    ~Printer() = default;

  private:
    virtual void do_write(const char* bytes, usize count) = 0;
    virtual void do_write_raw(const char* bytes, usize count) { do_write(bytes, count); }
    virtual bool do_reserve(usize) { return true; }
    virtual void do_flush() {}
};

}  // namespace kinglet::runtime
