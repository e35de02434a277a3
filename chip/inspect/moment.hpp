// Moment: a point of the board's time, as a cycle or in milliseconds.
#pragma once

#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

#include "chip/core/clock.hpp"

namespace kinglet::chip {

struct Moment {
    enum class Unit : u8 { Cycles, Nanoseconds };
    Unit unit = Unit::Cycles;
    u64 value = 0;

    bool has_come(const Clock& clock) const {
        return (unit == Unit::Cycles ? clock.now() : clock.nanoseconds()) >= value;
    }
    /// "1000000" is a cycle, "12.5ms" a time. False when the text is neither.
    [[nodiscard]] bool parse(const std::string& text) {
        constexpr double kMostMilliseconds = 1e12;
        if (text.empty() || text[0] < '0' || text[0] > '9') return false;
        char* end = nullptr;
        if (!text.ends_with("ms")) {
            unit = Unit::Cycles;
            value = std::strtoull(text.c_str(), &end, 10);
            return *end == 0;
        }
        const double milliseconds = std::strtod(text.c_str(), &end);
        unit = Unit::Nanoseconds;
        if (std::string_view(end) != "ms" || !(milliseconds < kMostMilliseconds)) return false;
        value = static_cast<u64>(std::llround(milliseconds * 1e6));
        return true;
    }
};

}  // namespace kinglet::chip
