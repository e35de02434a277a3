#include "chip/core/log.hpp"

#include <cstdarg>
#include <cstdio>

namespace kinglet::chip {

void Log::write(LogLevel level, const char* source, const char* format, ...) {
    if (!sink_) return;
    char text[201];
    va_list arguments;
    va_start(arguments, format);
    std::vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sink_->log(level, clock_.nanoseconds(), source, text);
}

}  // namespace kinglet::chip
