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

    /// Moves the cursor, by backspaces if it is near.
    void move_left(usize columns);
    void erase_to_end_of_line();

  private:
    hal::Stream& stream_;
    Executor& executor_;
};

}  // namespace kinglet::repl
