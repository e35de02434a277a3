// StandardInput: hands standard input to the program that `kinglet run` has started, over the board's serial
// line. A line knows no flow control and the board keeps 256 bytes at the most, so a text goes out line by
// line, when the board has nothing else to do: that is when it waits for a key, or sleeps.
#pragma once

#include <string>

#include "host/kinglet/board.hpp"

namespace kinglet::host {

class StandardInput {
  public:
    /// After each slice of the board's time. At the end of the input the program gets a Ctrl-D, which input()
    /// takes for the end, once it has waited for a while.
    void feed(Board& board);

    /// Something was sent that the program may not have read: the prompt behind it will.
    bool may_be_unread() const { return unread_ != 0 || end_is_sent_; }

  private:
    bool is_waiting(const chip::MachineStats& now);
    void fill();
    void send(Board& board, std::string_view text);

    std::string text_;  // of what was read from standard input: not yet sent
    bool has_ended_ = false;
    bool end_is_sent_ = false;
    usize unread_ = 0;      // bytes that the board may not have looked at yet
    u64 instructions_ = 0;  // of the board, at the last look
    u64 nanoseconds_ = 0;   // likewise
    u64 work_ = 0;          // instructions since something was sent
    u64 waiting_ns_ = 0;    // how long the board has done nothing
};

}  // namespace kinglet::host
