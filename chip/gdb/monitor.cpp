// What `monitor TEXT` of a debugger does.
#include "chip/fault_report.hpp"
#include "chip/gdb/session.hpp"

namespace kinglet::chip::gdb {

namespace {

constexpr const char* kHelp =
    "reset         resets the chip through its reset pin; it stays stopped, at the reset vector\n"
    "reset halt    the same\n"
    "where         the instruction, its function and line, and what a0 says about the caller\n"
    "fault         the latest exception, with its registers\n"
    "time          cycles and nanoseconds since power-on, instructions\n"
    "events        what is due when\n"
    "After a reset GDB has to be told: maintenance flush register-cache\n";

std::string time_text(Machine& machine) {
    const MachineStats stats = machine.stats();
    return std::to_string(stats.cycles) + " cycles, " + std::to_string(stats.nanoseconds) + " ns, " +
           std::to_string(stats.instructions) + " instructions\n";
}

std::string events_text(Machine& machine) {
    std::string text;
    for (const Event* event = machine.events().first(); event; event = EventQueue::next(*event))
        text += std::to_string(event->deadline()) + "  " + event->name() + "\n";
    return text.empty() ? "nothing\n" : text;
}

}  // namespace

std::string Session::monitor(std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    if (text == "reset" || text == "reset halt") {
        machine_.reset(ResetCause::External);
        return "at " + program_.describe(machine_.cpu().state().pc) + "\n";
    }
    if (text == "where") {
        const State& state = machine_.cpu().state();
        return "pc " + program_.describe(state.pc) + "\na0 " + program_.describe(state.a[0]) + "\n";
    }
    if (text == "fault") return describe_fault(machine_, program_);
    if (text == "time") return time_text(machine_);
    if (text == "events") return events_text(machine_);
    if (text == "help" || text.empty()) return kHelp;
    return "unknown: " + std::string(text) + "\n" + kHelp;
}

}  // namespace kinglet::chip::gdb
