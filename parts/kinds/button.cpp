// A push button between the pin and ground (active=low) or the supply (active=high). With bounce=TIME its
// contact opens and closes a few times before it stays, as a real one does; always the same way.
#include "chip/core/random.hpp"
#include "chip/core/timed_event.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

namespace {

enum Parameter : u32 { kActive, kPull, kBounce };
enum Property : u32 { kPressed, kPresses };
enum Verb : u32 { kPress, kRelease };
enum Polarity : u32 { kLow, kHigh };
enum Pull : u32 { kNone, kUp, kDown };

constexpr PinSpec kPins[] = {{"pin"}};
constexpr const char* kPolarities[] = {"low", "high"};
constexpr const char* kPulls[] = {"none", "up", "down"};
constexpr ParameterSpec kParameters[] = {
    ParameterSpec::choice("active", "low", "the level of the pin while it is pressed", kPolarities),
    ParameterSpec::choice("pull", "none", "a resistor beside it", kPulls),
    ParameterSpec::time("bounce", "0 s", "how long the contact bounces", 0.1)};
constexpr PropertySpec kProperties[] = {{"pressed", Value::Type::Flag, "a finger is on it"},
                                        {"presses", Value::Type::Number, "how often it was pressed"}};
constexpr VerbSpec kVerbs[] = {
    VerbSpec::lasting("pressed", "for a time, or until it is released"),
    {"released", "the finger is off"},
};

constexpr u64 kBounces = 7;  // edges between the first touch and the rest

class Button final : public Part {
  public:
    explicit Button(const Placement& placement)
        : Part(placement),
          active_level_(placement.count(kActive) == kHigh),
          bounce_ns_(placement.nanoseconds(kBounce)),
          wire_(placement.wire(0)),
          contact_(wire_),
          pull_(wire_),
          edge_(chip::TimedEvent::of<&Button::on_edge>("parts.button", this, clock(), events(),
                                                       chip::TimeBase::Nanoseconds)) {
        if (placement.count(kPull) != kNone)
            pull_.set(chip::Strength::BoardPull, placement.count(kPull) == kUp);
    }

    Value read(u32 property, u32) const override {
        return property == kPressed ? Value::flag(is_pressed_) : Value::of(static_cast<double>(presses_));
    }
    void begin_action(const Action& action) override { set_pressed(action.verb == kPress); }
    void end_action(const Action&) override { set_pressed(false); }
    void restart() override { presses_ = 0; }
    void snapshot(chip::Archive& archive) override {
        archive(contact_, pull_, edge_, random_, presses_, is_pressed_);
        archive.bounded(bounce_end_, kLastTime);
        archive.bounded(edges_left_, kBounces);
    }

  private:
    void set_pressed(bool pressed) {
        if (pressed == is_pressed_) return;
        is_pressed_ = pressed;
        if (pressed) ++presses_;
        set_contact(pressed);
        edges_left_ = bounce_ns_ ? kBounces - 1 : 0;  // an even number: it ends as it began
        bounce_end_ = now() + bounce_ns_;
        schedule_edge();
        changed();
    }
    void set_contact(bool closed) {
        if (closed)
            contact_.set(chip::Strength::Push, active_level_);
        else
            contact_.release();
        if (closed && wire_.is_contended())
            complain("a short circuit", "it is pressed while the chip drives the pin the other way");
    }
    void schedule_edge() {
        if (!edges_left_) return edge_.cancel();
        const u64 left = bounce_end_ > now() ? bounce_end_ - now() : 1;
        edge_.schedule(now() + 1 + random_.next() % (2 * left / (edges_left_ + 1) + 1));
    }
    void on_edge(u64) {
        set_contact((--edges_left_ & 1) ? !is_pressed_ : is_pressed_);
        schedule_edge();
    }

    bool active_level_;
    u64 bounce_ns_;
    chip::Wire& wire_;
    chip::WireDriver contact_;
    chip::WireDriver pull_;
    chip::TimedEvent edge_;
    chip::Random random_{1};
    u64 bounce_end_ = 0;
    u64 edges_left_ = 0;
    u64 presses_ = 0;
    bool is_pressed_ = false;
};

}  // namespace

extern const PartKind button_part = {"button",
                                     "a push button",
                                     kPins,
                                     kParameters,
                                     kProperties,
                                     kVerbs,
                                     [](const Placement& placement, std::string&) -> std::unique_ptr<Part> {
                                         return std::make_unique<Button>(placement);
                                     }};

}  // namespace kinglet::parts
