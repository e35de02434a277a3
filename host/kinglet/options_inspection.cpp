// The options for looking inside a board, and for keeping and repeating what it did.
#include "host/kinglet/option_group.hpp"

namespace kinglet::host {

namespace {

constexpr const char* kInspectionHelp =
    "options for looking inside; WHEN is a cycle (1000000) or a time (12.5ms), both from power-on\n"
    "  --vcd FILE           the pins and the serial lines as waveforms, for GTKWave\n"
    "  --trace KINDS        what the chip does, a line each: instructions, calls, traps, registers, memory, "
    "messages, all\n"
    "  --trace-only WHERE   of it what happens at a function, an address or a range START-END; may be "
    "repeated\n"
    "  --trace-from WHEN, --trace-to WHEN\n"
    "  --trace-file FILE    where to (default: standard error)\n"
    "  --profile FILE       cycles by function: for kcachegrind, or FILE.folded for flame graphs\n"
    "  --profile-format callgrind | folded\n"
    "  --coverage FILE      which lines of the firmware were executed (lcov); added to what FILE has\n"
    "  --gdb PORT           a debugger is waited for there; the board starts when it says so\n"
    "  --gdb-nowait         the board starts at once, and stops when a debugger comes\n"
    "  --save FILE@WHEN     a snapshot of the whole board\n"
    "  --restore FILE       goes on from a snapshot\n"
    "  --record FILE        everything that comes to the board from outside, with the cycle\n"
    "  --replay FILE        (board) repeats what was recorded, and compares what the board sends\n";

template <auto kMember>
bool keep(Options& options, const char* value, std::string& error) {
    if (*value) {
        options.inspection.*kMember = value;
    } else {
        error = "an option for looking inside has an empty value";
    }
    return *value;
}

template <auto kMember>
bool keep_moment(Options& options, const char* value, std::string& error) {
    if ((options.inspection.*kMember).parse(value)) return true;
    error = "'" + std::string(value) + "' is neither a cycle (1000000) nor a time (12.5ms)";
    return false;
}

bool set_profile_format(Options& options, const char* value, std::string& error) {
    options.inspection.profile_format = value;
    if (options.inspection.profile_format == "callgrind" || options.inspection.profile_format == "folded")
        return true;
    error = "--profile-format takes callgrind or folded, not '" + std::string(value) + "'";
    return false;
}

bool add_only(Options& options, const char* value, std::string&) {
    options.inspection.trace_only.emplace_back(value);
    return true;
}

bool set_nowait(Options& options, const char*, std::string&) {
    return options.inspection.gdb_nowait = true;
}

bool set_save(Options& options, const char* value, std::string& error) {
    const std::string text = value;
    const usize at = text.rfind('@');
    if (at != std::string::npos && at != 0 && options.inspection.save_at.parse(text.substr(at + 1))) {
        options.inspection.save_file = text.substr(0, at);
        return true;
    }
    error = "--save takes FILE@CYCLE or FILE@TIMEms, not '" + text + "'";
    return false;
}

// clang-format off
constexpr Option kInspectionOptions[] = {
    {"--vcd", Option::kValue, keep<&InspectionOptions::vcd>},
    {"--trace", Option::kValue, keep<&InspectionOptions::trace>},
    {"--trace-only", Option::kValue, add_only},
    {"--trace-from", Option::kValue, keep_moment<&InspectionOptions::trace_from>},
    {"--trace-to", Option::kValue, keep_moment<&InspectionOptions::trace_to>},
    {"--trace-file", Option::kValue, keep<&InspectionOptions::trace_file>},
    {"--profile", Option::kValue, keep<&InspectionOptions::profile>},
    {"--profile-format", Option::kValue, set_profile_format},
    {"--coverage", Option::kValue, keep<&InspectionOptions::coverage>},
    {"--gdb", Option::kValue, keep<&InspectionOptions::gdb>},
    {"--gdb-nowait", Option::kNothing, set_nowait},
    {"--save", Option::kValue, set_save},
    {"--restore", Option::kValue, keep<&InspectionOptions::restore>},
    {"--record", Option::kValue, keep<&InspectionOptions::record>},
    {"--replay", Option::kValue, keep<&InspectionOptions::replay>},
};
// clang-format on

}  // namespace

const OptionGroup inspection_options{kInspectionHelp, kInspectionOptions};

bool is_sensible(const InspectionOptions& options, std::string& error) {
    if (options.trace.empty() && (!options.trace_file.empty() || !options.trace_only.empty()))
        error = "--trace-file and --trace-only need --trace";
    else if (options.profile.empty() && !options.profile_format.empty())
        error = "--profile-format needs --profile";
    else if (options.gdb.empty() && options.gdb_nowait)
        error = "--gdb-nowait needs --gdb";
    else if (!options.record.empty() && !options.replay.empty())
        error = "--record and --replay contradict each other";
    return error.empty();
}

}  // namespace kinglet::host
