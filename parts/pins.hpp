// Pins by number and by name. Every board has GPIO0 to GPIO16, A0 and RST; what else a pin is called, and
// which ones can be reached at all, the board says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/integers.hpp"

namespace kinglet::parts {

inline constexpr u32 kGpioCount = 17;
inline constexpr u32 kAnalogPin = 17;
inline constexpr u32 kResetPin = 18;
inline constexpr u32 kPinCount = 19;
inline constexpr u32 kNoPin = ~0u;

/// "GPIO5", "A0", "RST"
std::string pin_name(u32 pin);
/// The pin of that name on every board, or kNoPin.
u32 find_pin(std::string_view name);

class PinNames {
  public:
    /// Another name for a pin. False if the name is another pin's already.
    bool add(std::string_view name, u32 pin);
    /// From the first call on only these pins can be reached by a wiring.
    void bring_out(u32 pin) { brought_out_ |= 1u << pin; }
    bool is_brought_out(u32 pin) const { return !brought_out_ || (brought_out_ >> pin & 1); }
    /// By the board's names first. kNoPin if there is none of that name.
    u32 find(std::string_view name) const;

  private:
    struct Name {
        std::string name;
        u32 pin;
    };
    std::vector<Name> names_;
    u32 brought_out_ = 0;
};

}  // namespace kinglet::parts
