// Script: what parts are told to do at which time.
//
//   NAME VERB [VALUE] at TIME [for TIME] [every TIME [N times]]
//   NAME VERB from VALUE to VALUE between TIME and TIME [every TIME [N times]]
//
// Times count from the moment at which the program begins.
#pragma once

#include <vector>

#include "chip/core/timed_event.hpp"
#include "parts/part.hpp"

namespace kinglet::parts {

class Script {
  public:
    Script(chip::Clock& clock, chip::EventQueue& events);

    /// Reads what stands behind the part's name. False with `error` set.
    [[nodiscard]] bool add(Part& part, Cursor& cursor, std::string& error);
    /// Time 0 is `origin`, in nanoseconds of the clock: everything at or after it will happen.
    void start(u64 origin);
    /// When the last thing is over that has an end.
    u64 last_time() const;

    void snapshot(chip::Archive& archive);

  private:
    static constexpr u64 kNever = ~u64{0};

    struct Entry {
        Part* part;
        Action action;
        u64 start;       // of the first time
        u64 duration;    // 0: it does not end
        u64 period = 0;  // 0: once
        u64 times = 1;   // 0: for ever
        // How far it is:
        u64 done = 0;
        u64 next = kNever;  // when it begins again
        u64 end = kNever;   // when it ends
        u64 due() const { return next < end ? next : end; }
    };

    [[nodiscard]] static bool read_value(Cursor& cursor, const VerbSpec& verb, Value& value,
                                         std::string& error);
    [[nodiscard]] static bool read_when(Cursor& cursor, const VerbSpec& verb, Entry& entry,
                                        std::string& error);
    [[nodiscard]] static bool read_repetition(Cursor& cursor, Entry& entry, std::string& error);
    void perform(Entry& entry);
    void on_due(u64);
    void schedule();

    std::vector<Entry> entries_;
    u64 origin_ = 0;
    chip::TimedEvent due_;
};

}  // namespace kinglet::parts
