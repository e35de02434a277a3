#include "parts/pins.hpp"

namespace kinglet::parts {

std::string pin_name(u32 pin) {
    if (pin == kAnalogPin) return "A0";
    if (pin == kResetPin) return "RST";
    return "GPIO" + std::to_string(pin);
}

u32 find_pin(std::string_view name) {
    for (u32 pin = 0; pin < kPinCount; ++pin)
        if (pin_name(pin) == name) return pin;
    return kNoPin;
}

bool PinNames::add(std::string_view name, u32 pin) {
    for (const Name& known : names_)
        if (known.name == name) return known.pin == pin;
    names_.push_back({std::string(name), pin});
    return true;
}

u32 PinNames::find(std::string_view name) const {
    for (const Name& known : names_)
        if (known.name == name) return known.pin;
    return find_pin(name);
}

}  // namespace kinglet::parts
