// StrBuilder: a Printer that collects its text and makes a str (or bytes) of it. Short texts stay in the
// builder itself, so a number's or a name's text needs no memory but the result's. Lives on the C stack.
#pragma once

#include "python/runtime/printer.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

class StrBuilder final : public Printer {
  public:
    explicit StrBuilder(Thread& thread) : thread_(thread) {}
    ~StrBuilder();
    StrBuilder(const StrBuilder&) = delete;
    StrBuilder& operator=(const StrBuilder&) = delete;

    /// What was written so far; in RAM, readable by bytes; the next write may move it.
    std::string_view text() const { return {data_, length_}; }
    usize length() const { return length_; }
    /// The same, to change what is there: upper case for hexadecimal digits.
    char* data() { return data_; }
    /// Room for `count` bytes more, to be written to before add(); nullptr: memory ran out.
    char* room(usize count) { return do_reserve(count) ? data_ + length_ : nullptr; }
    /// Takes in bytes that were written to room().
    void add(usize count) { length_ += count; }
    /// Memory ran out at a write; what is there is not whole. No exception is set until finish().
    bool has_failed() const { return failed_; }

    /// The text, which is valid UTF-8, as a str; nullptr with MemoryError raised.
    Str* finish();
    /// The text as bytes; nullptr with MemoryError raised.
    Bytes* finish_bytes();

  private:
    void do_write(const char* bytes, usize count) override;
    /// False, and the builder has failed, if there is no memory.
    bool do_reserve(usize count) override;

    static constexpr usize kInlineBytes = 48;
    Thread& thread_;
    char* data_ = inline_;
    usize length_ = 0;
    usize capacity_ = kInlineBytes;
    usize wanted_ = 0;  // bytes of the allocation that failed
    bool failed_ = false;
    char inline_[kInlineBytes];
};

}  // namespace kinglet::runtime
