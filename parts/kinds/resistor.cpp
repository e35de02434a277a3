// A resistor of some kilohms between the pin and the supply or ground: stronger than the chip's own pull-up,
// weaker than whatever drives the pin.
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kTo };
enum End : u32 { kUp, kDown };

constexpr PinSpec kPins[] = {{"pin"}};
constexpr const char* kEnds[] = {"up", "down"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::choice("to", "up", "where its other end is: the supply or ground", kEnds)};
constexpr PropertySpec kProperties[] = {{"level", Value::Type::Flag, "the pin is high"}};

class Resistor final : public Part {
  public:
    explicit Resistor(const Placement& placement)
        : Part(placement),
          wire_(placement.wire(0)),
          driver_(wire_),
          seen_(chip::WireObserver::of<&Resistor::on_wire>(wire_, this)) {
        driver_.set(chip::Strength::BoardPull, placement.count(kTo) == kUp);
    }

    Value read(u32, u32) const override { return Value::flag(wire_.level()); }
    void snapshot(chip::Archive& archive) override { archive(driver_); }

  private:
    void on_wire(chip::Wire&) { changed(); }

    chip::Wire& wire_;
    chip::WireDriver driver_;
    chip::WireObserver seen_;
};

}  // namespace

extern const PartKind resistor_part = {"resistor",
                                       "a pull-up or pull-down",
                                       kPins,
                                       kParameters,
                                       kProperties,
                                       {},
                                       [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                           return std::make_unique<Resistor>(placement);
                                       }};

}  // namespace kinglet::parts
