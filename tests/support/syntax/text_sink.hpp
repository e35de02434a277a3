// A SymbolSink that keeps everything as text, and a Memory over malloc that can be told to fail: what the
// tests of the syntax need of a client.
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "python/syntax/memory.hpp"
#include "python/syntax/sink.hpp"

namespace kinglet::syntax {

class TextSink final : public SymbolSink {
  public:
    enum class Kind : u8 { BigInteger, Float, Imaginary, String, Bytes };
    struct Entry {
        Kind kind;
        u32 base;
        std::string text;
    };

    Symbol intern(std::string_view name) override;
    Literal big_integer(std::string_view digits, u32 base) override {
        return add({Kind::BigInteger, base, std::string(digits)});
    }
    Literal floating(std::string_view text) override { return add({Kind::Float, 10, std::string(text)}); }
    Literal imaginary(std::string_view text) override {
        return add({Kind::Imaginary, 10, std::string(text)});
    }
    Literal string(std::string_view utf8) override { return add({Kind::String, 0, std::string(utf8)}); }
    Literal bytes(std::string_view data) override { return add({Kind::Bytes, 0, std::string(data)}); }

    const std::string& text(Symbol symbol) const { return names_[static_cast<usize>(symbol) - 1]; }
    const Entry& entry(Literal literal) const { return literals_[static_cast<usize>(literal) - 1]; }
    /// The call of that number (from 0) is refused, as when memory runs out.
    void fail_at(u32 call) { calls_left_ = call; }

  private:
    Literal add(Entry entry);
    bool refuses() { return calls_left_ != kNever && calls_left_-- == 0; }

    static constexpr u32 kNever = 0xFFFFFFFF;
    std::vector<std::string> names_;
    std::map<std::string, Symbol, std::less<>> symbols_;
    std::vector<Entry> literals_;
    u32 calls_left_ = kNever;
};

class TestMemory final : public Memory {
  public:
    void* allocate(usize bytes) override {
        if (allocations_++ == failing_) return nullptr;
        if (failing_ < allocations_ && persistent_) return nullptr;
        in_use_ += bytes;
        if (in_use_ > peak_) peak_ = in_use_;
        return std::malloc(bytes);
    }
    void release(void* memory, usize bytes) override {
        in_use_ -= bytes;
        std::free(memory);
    }

    /// The allocation of that number (from 0) fails, and with `persistent` all later ones.
    void fail_at(u32 allocation, bool persistent) {
        failing_ = allocation;
        persistent_ = persistent;
    }
    u32 allocations() const { return allocations_; }
    usize in_use() const { return in_use_; }
    usize peak() const { return peak_; }

  private:
    u32 allocations_ = 0;
    u32 failing_ = 0xFFFFFFFF;
    bool persistent_ = false;
    usize in_use_ = 0;
    usize peak_ = 0;
};

}  // namespace kinglet::syntax
