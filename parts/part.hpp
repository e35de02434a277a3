// Part: something that is wired to the board. It sees wires, the voltage at the ADC and virtual time, nothing
// else of the chip; it is told what to do by a script and says about itself what expectations ask for.
//
// A part is one file in parts/kinds: foo.cpp defines `const PartKind foo_part`, and that is its registration.
// The PartKind is data: pins, parameters, properties and verbs with their meanings, from which placing,
// checking and the list that `kinglet parts` prints are made. Numbers in the tables below are indices into
// it.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chip/core/archive.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"
#include "chip/core/wires.hpp"
#include "parts/value.hpp"

namespace kinglet::parts {

class Part;
struct Placement;

/// What a part says about itself. An indexed one is written with a number: pixel[3].
struct PropertySpec {
    const char* name;
    Value::Type type;
    const char* meaning;
    Unit unit = Unit::None;
    bool is_indexed = false;

    static constexpr PropertySpec indexed(const char* name, Value::Type type, const char* meaning) {
        return {name, type, meaning, Unit::None, true};
    }
};

/// What a script can have a part do.
struct VerbSpec {
    enum class Takes : u8 { Nothing, Value, Ramp };  // Ramp: from VALUE to VALUE between TIME and TIME

    const char* name;
    const char* meaning;
    Takes takes = Takes::Nothing;
    Value::Type type = Value::Type::Flag;  // of what it takes
    Unit unit = Unit::None;
    bool lasts = false;  // "for TIME" ends it

    static constexpr VerbSpec lasting(const char* name, const char* meaning) {
        return {name, meaning, Takes::Nothing, Value::Type::Flag, Unit::None, true};
    }
};

struct PinSpec {
    enum class Use : u8 { Digital, Analog };

    const char* name;
    Use use = Use::Digital;
    bool is_optional = false;
};

/// What can be chosen when a part is placed: NAME=VALUE. All have a default.
struct ParameterSpec {
    enum class Type : u8 { Number, Time, Choice, File };

    const char* name;
    Type type;
    const char* preset;  // as it would be written
    const char* meaning;
    double least = 0;  // of Numbers and Times
    double most = 0;
    Unit unit = Unit::None;
    std::span<const char* const> choices = {};

    static constexpr ParameterSpec number(const char* name, const char* preset, const char* meaning,
                                          double least, double most, Unit unit = Unit::None) {
        return {name, Type::Number, preset, meaning, least, most, unit};
    }
    static constexpr ParameterSpec time(const char* name, const char* preset, const char* meaning,
                                        double most) {
        return {name, Type::Time, preset, meaning, 0, most, Unit::Seconds};
    }
    static constexpr ParameterSpec choice(const char* name, const char* preset, const char* meaning,
                                          std::span<const char* const> choices) {
        return {name, Type::Choice, preset, meaning, 0, 0, Unit::None, choices};
    }
    /// None unless it is given.
    static constexpr ParameterSpec file(const char* name, const char* meaning) {
        return {name, Type::File, "\"\"", meaning};
    }
};

struct PartKind {
    const char* name;
    const char* meaning;
    std::span<const PinSpec> pins;
    std::span<const ParameterSpec> parameters;
    std::span<const PropertySpec> properties;
    std::span<const VerbSpec> verbs;
    /// Null with `error` set when a parameter turns out to be wrong.
    std::unique_ptr<Part> (*create)(const Placement& placement, std::string& error);
};

/// One thing that a script has a part do now.
struct Action {
    u32 verb = 0;
    Value value;       // what the verb takes; of a ramp the end
    Value from;        // of a ramp the beginning
    u64 duration = 0;  // of a ramp, in nanoseconds
};

/// The voltage at the board's analog pin.
class AnalogInput {
  public:
    virtual void set_microvolts(u32 microvolts) = 0;
    /// What the converter can tell apart from more.
    virtual u32 full_scale_microvolts() const = 0;

  protected:
    ~AnalogInput() = default;
};

/// Who wants to know what happens to parts.
class PartListener {
  public:
    /// One of the part's properties may have another value.
    virtual void part_changed(Part& part) = 0;
    /// Something was done to the part that its data sheet forbids. `rule` is a constant that names the rule.
    virtual void part_complains(Part& part, const char* rule, const std::string& what) = 0;

  protected:
    ~PartListener() = default;
};

/// What parts are placed in.
struct Environment {
    /// The wire of a pin by its number (pins.hpp).
    chip::Wire& (*wire)(void* board, u32 pin);
    void* board;
    AnalogInput& analog;
    chip::Clock& clock;
    chip::EventQueue& events;
    PartListener& listener;
};

/// One part as a statement places it.
struct Placement {
    static constexpr u32 kNotConnected = ~0u;

    const PartKind& kind;
    const Environment& around;
    std::string name;
    std::vector<u32> pins;          // pin numbers, in the order of PartKind::pins
    std::vector<Value> parameters;  // likewise; a Choice is its index

    bool is_connected(u32 pin) const { return pins[pin] != kNotConnected; }
    chip::Wire& wire(u32 pin) const { return around.wire(around.board, pins[pin]); }
    u32 count(u32 parameter) const { return static_cast<u32>(parameters[parameter].number); }
    double number(u32 parameter) const { return parameters[parameter].number; }
    u64 nanoseconds(u32 parameter) const {
        return static_cast<u64>(parameters[parameter].number * 1e9 + 0.5);
    }
    const std::string& text(u32 parameter) const { return parameters[parameter].text; }
};

/// In a derived class observers are declared behind drivers and events: destroyed before them.
class Part {
  public:
    virtual ~Part() = default;
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    const std::string& name() const { return name_; }
    const PartKind& kind() const { return kind_; }

    virtual Value read(u32 property, u32 index) const = 0;
    /// How many there are of an indexed property.
    virtual u32 count(u32 /*property*/) const { return 0; }
    /// Null, or why the action cannot be (its value is out of range): asked when a script is read.
    virtual const char* refuses(const Action& /*action*/) const { return nullptr; }
    virtual void begin_action(const Action& /*action*/) {}
    /// The time for which the action was to last is over.
    virtual void end_action(const Action& /*action*/) {}
    /// The program begins: what was counted and recorded before is forgotten.
    virtual void restart() {}
    /// The run is over: whatever is kept in files is written. False with `error` set.
    [[nodiscard]] virtual bool save(std::string& /*error*/) { return true; }
    virtual void snapshot(chip::Archive& archive) = 0;

  protected:
    explicit Part(const Placement& placement)
        : name_(placement.name), kind_(placement.kind), around_(placement.around) {}

    u64 now() const { return around_.clock.nanoseconds(); }
    chip::Clock& clock() const { return around_.clock; }
    chip::EventQueue& events() const { return around_.events; }
    AnalogInput& analog() const { return around_.analog; }
    void changed() { around_.listener.part_changed(*this); }
    void complain(const char* rule, const std::string& what) {
        around_.listener.part_complains(*this, rule, what);
    }

  private:
    std::string name_;
    const PartKind& kind_;
    const Environment& around_;
};

/// All kinds there are, by the names of their files.
std::span<const PartKind* const> part_kinds();
const PartKind* find_part_kind(std::string_view name);

/// Times in snapshots stay below this, so that sums of two do not overflow.
inline constexpr u64 kLastTime = u64{1} << 62;

/// A text of a part's as part of a snapshot.
void snapshot_text(chip::Archive& archive, std::string& text, usize limit);

}  // namespace kinglet::parts
