// The terminal that kinglet-py was started in, as the prompt's byte stream. In raw mode while the prompt
// reads, as it was while a program runs.
#pragma once

#include <termios.h>

#include "device/hal/stream.hpp"

namespace kinglet::host {

class TerminalStream final : public hal::Stream {
  public:
    TerminalStream();
    ~TerminalStream();
    TerminalStream(const TerminalStream&) = delete;
    TerminalStream& operator=(const TerminalStream&) = delete;

    /// Keys come one by one and unechoed, or as the system handles them (Ctrl-C is a signal then).
    void set_raw(bool raw);

  private:
    usize do_read(std::span<u8> into) override;
    usize do_write(std::span<const u8> bytes) override;
    hal::Readiness do_wait(hal::Readiness wanted, u64 microseconds) override;
    hal::Readiness do_ready() const override;
    bool do_is_open() const override { return !ended_; }

    termios before_{};
    bool is_terminal_ = false;
    bool ended_ = false;
};

}  // namespace kinglet::host
