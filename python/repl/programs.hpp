// The two forms in which the prompt has a program: typed and kept, or still on its way through the serial
// line.
#pragma once

#include <cstring>

#include "python/repl/terminal.hpp"

namespace kinglet::repl {

/// Text in memory, which must not change meanwhile.
class TypedProgram final : public Program {
  public:
    explicit TypedProgram(std::string_view text) : rest_(text) {}
    usize read(std::span<u8> into) override;

  private:
    std::string_view rest_;
};

/// Text of raw-paste mode, in windows that the other side is told of.
class PastedProgram final : public Program {
  public:
    /// Announces two windows.
    explicit PastedProgram(Terminal& terminal);
    usize read(std::span<u8> into) override;
    bool was_interrupted() const override { return interrupted_; }
    /// The text is of no more use: tells the other side to stop, and drops what is on its way.
    void finish();
    bool is_closed() const { return closed_; }

  private:
    Terminal& terminal_;
    u16 window_left_;
    bool ended_ = false;
    bool interrupted_ = false;
    bool closed_ = false;
};

}  // namespace kinglet::repl
