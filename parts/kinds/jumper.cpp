// A wire (with a diode) from one pin to another: while the first is driven low, the second is pulled low.
// From GPIO16 to RST it is what lets the chip wake from deep sleep.
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

constexpr PinSpec kPins[] = {{"from"}, {"to"}};
constexpr PropertySpec kProperties[] = {{"low", Value::Type::Flag, "it pulls the second pin low"}};

class Jumper final : public Part {
  public:
    explicit Jumper(const Placement& placement)
        : Part(placement),
          from_(placement.wire(0)),
          driver_(placement.wire(1)),
          seen_(chip::WireObserver::of_strength<&Jumper::on_wire>(from_, this)) {
        on_wire(from_);
    }

    Value read(u32, u32) const override { return Value::flag(driver_.strength() != chip::Strength::None); }
    void snapshot(chip::Archive& archive) override { archive(driver_); }

  private:
    void on_wire(chip::Wire&) {
        if (from_.strength() == chip::Strength::Push && !from_.level())
            driver_.set(chip::Strength::Push, false);
        else
            driver_.release();
        changed();
    }

    chip::Wire& from_;
    chip::WireDriver driver_;
    chip::WireObserver seen_;
};

}  // namespace

extern const PartKind jumper_part = {
    "jumper",
    "a wire through which one pin pulls another low",
    kPins,
    {},
    kProperties,
    {},
    [](const Placement& placement, std::string& error) -> std::unique_ptr<Part> {
        if (placement.pins[0] != placement.pins[1]) return std::make_unique<Jumper>(placement);
        error = "jumper: both ends are at the same pin";
        return nullptr;
    }};

}  // namespace kinglet::parts
