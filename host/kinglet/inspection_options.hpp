// What the user wants to see of a board's inside, or to keep of it. docs/debugging.md says it to people.
#pragma once

#include <string>
#include <vector>

#include "chip/inspect/moment.hpp"

namespace kinglet::host {

struct InspectionOptions {
    std::string vcd;                      // --vcd FILE
    std::string trace;                    // --trace KINDS
    std::string trace_file;               // --trace-file FILE; empty: standard error
    std::vector<std::string> trace_only;  // --trace-only WHERE
    chip::Moment trace_from;              // --trace-from WHEN
    chip::Moment trace_to{chip::Moment::Unit::Cycles, ~u64{0}};
    std::string profile;         // --profile FILE
    std::string profile_format;  // --profile-format callgrind|folded; empty: by the file's name
    std::string coverage;        // --coverage FILE
    std::string gdb;             // --gdb [ADDRESS:]PORT
    bool gdb_nowait = false;     // the board starts without waiting for the debugger
    std::string save_file;       // --save FILE@WHEN
    chip::Moment save_at;
    std::string restore;  // --restore FILE
    std::string record;   // --record FILE
    std::string replay;   // --replay FILE

    /// Whether the board's state or its inputs are written down or come from a file.
    bool keeps_or_repeats() const { return !(save_file + restore + record + replay).empty(); }
    /// Whether the board has to be looked at while it runs.
    bool is_any() const {
        return !(vcd + trace + profile + coverage + gdb + save_file + restore + record + replay).empty();
    }
};

}  // namespace kinglet::host
