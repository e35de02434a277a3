// Terminal: the byte stream as the prompt sees it: keys in, text and VT100 commands out. While it waits for a
// key the Executor may work.
#pragma once

#include <string_view>

#include "device/hal/stream.hpp"
#include "python/repl/executor.hpp"

namespace kinglet::repl {

class Terminal {
  public:
    static constexpr int kClosed = -1;

    Terminal(hal::Stream& stream, Executor& executor) : stream_(stream), executor_(executor) {}

    /// Waits for the next byte. kClosed when there will never be one.
    int read();

    /// Writes bytes as they are. They may lie in flash.
    void write(std::string_view text);
    /// Writes a text that ends with a zero. It may lie in flash.
    void write(const char* text);
    void write_byte(u8 byte);

    /// Moves the cursor within a row of the screen, by backspaces if it is near.
    void move_left(usize columns);
    /// Moves the cursor through text that may have been wrapped, however wide the screen is: up to the end of
    /// the row above where the terminal can (xterm's mode 45; tmux and screen always do).
    void move_back(usize columns);
    void erase_to_end_of_line();

  private:
    hal::Stream& stream_;
    Executor& executor_;
};

}  // namespace kinglet::repl
