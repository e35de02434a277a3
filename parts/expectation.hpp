// Expectations: what parts are to be like, and when.
//
//   [expect] [never] [not] NAME.PROPERTY [== != < <= > >= ~ contains VALUE [+- VALUE]] [WHEN]
//
//   nothing               at some time before the end
//   at TIME               at that moment
//   at TIME +- TIME       it comes true in that window
//   by TIME               at some time until then
//   between TIME and TIME all the time from the one to the other
//   at end                when the run is over
//   never (in front)      at no time
//
// '~' means within 5 %, unless '+-' says otherwise. Times count from the moment at which the program begins.
#pragma once

#include <string>
#include <vector>

#include "chip/core/timed_event.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

/// A property of a part compared with a value.
struct Condition {
    enum class Operator : u8 { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Contains };

    Part* part = nullptr;
    u32 property = 0;
    u32 index = 0;
    bool negated = false;
    Operator comparison = Operator::Equal;
    Value value = Value::flag(true);
    double tolerance = 0;

    bool holds() const;
    Value actual() const { return part->read(property, index); }
};

class Expectations {
  public:
    Expectations(chip::Clock& clock, chip::EventQueue& events);

    /// Reads what stands behind 'expect'. `find` gives the part of a name or null. False with `error` set.
    [[nodiscard]] bool add(Cursor& cursor, Part* (*find)(void* owner, std::string_view name), void* owner,
                           std::string& error);
    void start(u64 origin);
    void part_changed(const Part& part);
    /// The run is over: what was not met has failed.
    void finish();

    bool is_empty() const { return entries_.empty(); }
    /// No time to come can change the outcome.
    bool are_decided() const { return open_ == 0; }
    /// The last time that one of them names; 0 if none does.
    u64 last_time() const;
    /// One line for each that failed: "PLACE: TEXT: what was the case instead".
    std::vector<std::string> failures() const;
    usize count() const { return entries_.size(); }

    void snapshot(chip::Archive& archive);

  private:
    static constexpr u64 kNever = ~u64{0};
    enum class When : u8 { Ever, Never, AtEnd, At, Becomes, By, Between };
    enum class State : u8 { Open, Met, Failed };

    struct Entry {
        Place place;
        std::string text;
        Condition condition;
        When when = When::Ever;
        u64 from = 0;  // the times it names, from the origin
        u64 to = 0;
        State state = State::Open;
        bool held = false;    // as it was looked at last
        u64 before = kNever;  // when it came true last before its window
        u64 after = kNever;   // when it came true first behind it
        u64 decided_at = 0;   // when it failed
        std::string actual;   // what the property was then
    };

    [[nodiscard]] static bool read_condition(Cursor& cursor, Condition& condition, std::string& error);
    [[nodiscard]] static bool read_when(Cursor& cursor, Entry& entry, std::string& error);
    u64 now() const { return due_.now() - origin_; }
    void look(Entry& entry);
    void look_at_time(Entry& entry);
    void decide(Entry& entry, State state);
    void on_due(u64);
    void schedule();
    static std::string describe_failure(const Entry& entry);

    std::vector<Entry> entries_;
    usize open_ = 0;
    u64 origin_ = 0;
    bool is_started_ = false;
    chip::TimedEvent due_;
};

}  // namespace kinglet::parts
