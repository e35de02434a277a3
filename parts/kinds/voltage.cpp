// A voltage at the board's analog pin: a sensor, a battery, a laboratory supply.
#include <algorithm>

#include "parts/analog_source.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kValue };
enum Verb : u32 { kSet, kRises, kFalls };

constexpr double kMost = 24;  // volts: what anyone would hold against such a pin
constexpr PinSpec kPins[] = {{"pin", PinSpec::Use::Analog}};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::number("value", "0 V", "in the beginning", 0, kMost, Unit::Volts)};
constexpr PropertySpec kProperties[] = {{"value", Value::Type::Number, "at the pin", Unit::Volts}};
constexpr auto kVolts = Value::Type::Number;
constexpr VerbSpec kVerbs[] = {
    {"set", "to a voltage", VerbSpec::Takes::Value, kVolts, Unit::Volts},
    {"rises", "steadily, from one voltage to a higher one", VerbSpec::Takes::Ramp, kVolts, Unit::Volts},
    {"falls", "steadily, from one voltage to a lower one", VerbSpec::Takes::Ramp, kVolts, Unit::Volts},
};

class Voltage final : public AnalogSource {
  public:
    explicit Voltage(const Placement& placement) : AnalogSource(placement, placement.number(kValue)) {}

    Value read(u32, u32) const override { return Value::of(volts(), Unit::Volts); }
    const char* refuses(const Action& action) const override {
        const double from = action.from.number, to = action.value.number;
        if (std::min(from, to) < 0 || std::max(from, to) > kMost) return "a voltage is from 0 V to 24 V";
        if (action.verb == kRises && to <= from) return "it rises to a higher voltage";
        if (action.verb == kFalls && to >= from) return "it falls to a lower voltage";
        return nullptr;
    }
    void begin_action(const Action& action) override {
        if (action.verb == kSet)
            set_volts(action.value.number);
        else
            move_volts(action.from.number, action.value.number, action.duration);
    }
};

}  // namespace

extern const PartKind voltage_part = {"voltage",
                                      "a voltage at the analog pin",
                                      kPins,
                                      kParameters,
                                      kProperties,
                                      kVerbs,
                                      [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                          return std::make_unique<Voltage>(placement);
                                      }};

}  // namespace kinglet::parts
