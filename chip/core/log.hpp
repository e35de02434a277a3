// What the chip has to say to whoever runs it: accesses that nothing models, writes that the silicon would
// ignore, resets. A sink receives finished lines; without one they are dropped before they are formatted.
// Nothing here allocates.
#pragma once

#include "base/integers.hpp"
#include "chip/core/clock.hpp"

namespace kinglet::chip {

enum class LogLevel : u8 {
    Info,     // what a curious user wants to see
    Warning,  // the program does something that silicon punishes, or that this chip does not model
};

class LogSink {
  public:
    /// text ends without a newline and lives only during the call.
    virtual void log(LogLevel level, u64 nanoseconds, const char* source, const char* text) = 0;

  protected:
    ~LogSink() = default;
};

class Log {
  public:
    explicit Log(const Clock& clock) : clock_(clock) {}

    void set_sink(LogSink* sink) { sink_ = sink; }
    /// source: the block's name in the memory map. Lines longer than 200 characters are cut.
    [[gnu::format(printf, 4, 5)]] void write(LogLevel level, const char* source, const char* format, ...);

  private:
    const Clock& clock_;
    LogSink* sink_ = nullptr;
};

}  // namespace kinglet::chip
