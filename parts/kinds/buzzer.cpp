// A piezo sounder that has no oscillator of its own: it sounds with the frequency of its pin.
#include "parts/part.hpp"
#include "parts/wave_meter.hpp"

namespace kinglet::parts {

namespace {

enum Property : u32 { kOn, kFrequency, kDuty };

constexpr double kLowestTone = 20;  // Hz: below it is a series of clicks
constexpr PinSpec kPins[] = {{"pin"}};
constexpr PropertySpec kProperties[] = {
    {"on", Value::Type::Flag, "it sounds, with 20 Hz or more"},
    {"frequency", Value::Type::Number, "of its pin; 0: silent", Unit::Hertz},
    {"duty", Value::Type::Number, "the part of the time the pin is high; 50 % is the loudest",
     Unit::Percent}};

class Buzzer final : public Part {
  public:
    explicit Buzzer(const Placement& placement)
        : Part(placement),
          seen_(chip::WireObserver::of<&Buzzer::on_wire>(placement.wire(0), this)),
          meter_(
              this, [](void* self) { static_cast<Buzzer*>(self)->changed(); }, clock(), events()) {
        meter_.set_level(placement.wire(0).level());
    }

    Value read(u32 property, u32) const override {
        switch (property) {
            case kOn: return Value::flag(meter_.hertz() >= kLowestTone);
            case kFrequency: return Value::of(meter_.hertz(), Unit::Hertz);
            default: return Value::of(meter_.duty(), Unit::Percent);
        }
    }
    void restart() override { meter_.restart(); }
    void snapshot(chip::Archive& archive) override { archive(meter_); }

  private:
    void on_wire(chip::Wire& wire) { meter_.set_level(wire.level()); }

    chip::WireObserver seen_;
    WaveMeter meter_;
};

}  // namespace

extern const PartKind buzzer_part = {"buzzer",
                                     "a piezo sounder",
                                     kPins,
                                     {},
                                     kProperties,
                                     {},
                                     [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                         return std::make_unique<Buzzer>(placement);
                                     }};

}  // namespace kinglet::parts
