// A light-emitting diode with its resistor, between the pin and ground (active=high) or the supply
// (active=low). It glows only when the chip drives the pin: a pull-up of 30 kOhm and more is too weak. By
// itself it pulls the pin a little to its own other end.
#include "parts/part.hpp"
#include "parts/wave_meter.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kActive };
enum Property : u32 { kOn, kBrightness, kFrequency, kBlinks };
enum Polarity : u32 { kHigh, kLow };

constexpr PinSpec kPins[] = {{"pin"}};
constexpr const char* kPolarities[] = {"high", "low"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::choice("active", "high", "the level at which it glows", kPolarities)};
constexpr PropertySpec kProperties[] = {
    {"on", Value::Type::Flag, "it glows at this moment"},
    {"brightness", Value::Type::Number, "as the eye sees it: the part of the time it is on", Unit::Percent},
    {"frequency", Value::Type::Number, "with which it blinks; 0: it does not", Unit::Hertz},
    {"blinks", Value::Type::Number, "how often it went on"}};

class Led final : public Part {
  public:
    explicit Led(const Placement& placement)
        : Part(placement),
          active_level_(placement.count(kActive) == kHigh),
          wire_(placement.wire(0)),
          driver_(wire_),
          seen_(chip::WireObserver::of_strength<&Led::on_wire>(wire_, this)),
          meter_(
              this, [](void* self) { static_cast<Led*>(self)->changed(); }, clock(), events()) {
        driver_.set(chip::Strength::PadPull, !active_level_);
        meter_.set_level(is_on());
    }

    Value read(u32 property, u32) const override {
        switch (property) {
            case kOn: return Value::flag(is_on());
            case kBrightness: return Value::of(meter_.duty(), Unit::Percent);
            case kFrequency: return Value::of(meter_.hertz(), Unit::Hertz);
            default: return Value::of(static_cast<double>(blinks_));
        }
    }
    void restart() override {
        blinks_ = 0;
        meter_.restart();
    }
    void snapshot(chip::Archive& archive) override { archive(driver_, meter_, blinks_); }

  private:
    bool is_on() const { return wire_.strength() == chip::Strength::Push && wire_.level() == active_level_; }
    void on_wire(chip::Wire&) {
        if (is_on() == meter_.level()) return;
        if (is_on()) ++blinks_;
        meter_.set_level(is_on());
        changed();
    }

    bool active_level_;
    chip::Wire& wire_;
    chip::WireDriver driver_;
    chip::WireObserver seen_;
    WaveMeter meter_;
    u64 blinks_ = 0;
};

}  // namespace

extern const PartKind led_part = {"led",
                                  "a light-emitting diode",
                                  kPins,
                                  kParameters,
                                  kProperties,
                                  {},
                                  [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                      return std::make_unique<Led>(placement);
                                  }};

}  // namespace kinglet::parts
