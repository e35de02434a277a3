// A potentiometer between ground and a voltage, its wiper at the board's analog pin.
#include "parts/analog_source.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kTop, kPosition };
enum Property : u32 { kAt, kValue };
enum Verb : u32 { kSet, kTurns };

constexpr PinSpec kPins[] = {{"pin", PinSpec::Use::Analog}};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::number("top", "3.3 V", "the voltage at its upper end", 0, 24, Unit::Volts),
    ParameterSpec::number("position", "0 %", "in the beginning", 0, 1, Unit::Percent)};
constexpr PropertySpec kProperties[] = {
    {"position", Value::Type::Number, "of the wiper; 100 % is the upper end", Unit::Percent},
    {"value", Value::Type::Number, "the voltage at the wiper", Unit::Volts}};
constexpr VerbSpec kVerbs[] = {
    {"set", "to a position", VerbSpec::Takes::Value, Value::Type::Number, Unit::Percent},
    {"turns", "steadily, from one position to another", VerbSpec::Takes::Ramp, Value::Type::Number,
     Unit::Percent},
};

class Potentiometer final : public AnalogSource {
  public:
    explicit Potentiometer(const Placement& placement)
        : AnalogSource(placement, placement.number(kPosition) * placement.number(kTop)),
          top_(placement.number(kTop)) {}

    Value read(u32 property, u32) const override {
        return property == kValue ? Value::of(volts(), Unit::Volts)
                                  : Value::of(top_ > 0 ? volts() / top_ : 0, Unit::Percent);
    }
    const char* refuses(const Action& action) const override {
        const double from = action.from.number, to = action.value.number;
        return from < 0 || to < 0 || from > 1 || to > 1 ? "a position is from 0 % to 100 %" : nullptr;
    }
    void begin_action(const Action& action) override {
        if (action.verb == kSet)
            set_volts(action.value.number * top_);
        else
            move_volts(action.from.number * top_, action.value.number * top_, action.duration);
    }

  private:
    double top_;
};

}  // namespace

extern const PartKind potentiometer_part = {
    "potentiometer",
    "a potentiometer at the analog pin",
    kPins,
    kParameters,
    kProperties,
    kVerbs,
    [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
        return std::make_unique<Potentiometer>(placement);
    }};

}  // namespace kinglet::parts
