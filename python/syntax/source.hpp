// Source: where program text comes from. The lexer pulls a few bytes at a time, so that a file or the serial
// line needs no buffer for the whole program.
#pragma once

#include <cstring>
#include <span>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::syntax {

class Source {
  public:
    /// Waits until there is at least one byte, puts up to `into.size()` of them there and returns how many. 0
    /// is the end, also the second time. A source that breaks off (file error, Ctrl-C) ends; its owner knows
    /// why.
    [[nodiscard]] virtual usize read(std::span<u8> into) = 0;

  protected:
    ~Source() = default;
};

/// Text in memory that takes byte loads; it outlives the source.
class StringSource final : public Source {
  public:
    explicit StringSource(std::string_view text) : rest_(text) {}

    usize read(std::span<u8> into) override {
        const usize count = rest_.size() < into.size() ? rest_.size() : into.size();
        if (count != 0) std::memcpy(into.data(), rest_.data(), count);
        rest_.remove_prefix(count);
        return count;
    }

  private:
    std::string_view rest_;
};

}  // namespace kinglet::syntax
