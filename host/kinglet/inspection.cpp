#include "host/kinglet/inspection.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "host/kinglet/files.hpp"

namespace kinglet::host {

namespace {

constexpr int kDebuggerMs = 20;  // how long the debugger is waited for at a time

}  // namespace

std::unique_ptr<Inspection> Inspection::create(const InspectionOptions& options, const Subject& subject,
                                               std::string& error) {
    std::unique_ptr<Inspection> inspection(new Inspection(options, subject));
    if (!inspection->start(error)) return nullptr;
    return inspection;
}

Inspection::~Inspection() {
    if (!probes_.is_empty()) subject_.machine.cpu().set_probe(nullptr);
}

bool Inspection::open(const std::string& path, File& file, std::string& error) {
    file.reset(std::fopen(path.c_str(), "w"));
    if (!file) error = "can't open " + path + ": " + std::strerror(errno);
    return file != nullptr;
}

/// What is restored comes first: the others begin with the board as it is then. The debugger is asked first
/// whether an instruction is executed, so the others see only those that are.
bool Inspection::start(std::string& error) {
    if (!options_.restore.empty() && !restore(error)) return false;
    if (!options_.gdb.empty() && !start_gdb(error)) return false;
    if (!options_.trace.empty() && !start_trace(error)) return false;
    if (!options_.profile.empty()) probes_.add(profile_.emplace(subject_.machine, subject_.program));
    if (!options_.coverage.empty() && !start_coverage(error)) return false;
    if (!options_.vcd.empty()) {
        if (!open(options_.vcd, vcd_file_, error)) return false;
        vcd_.emplace(subject_.machine, vcd_file_.get());
    }
    if (!options_.record.empty()) {
        if (!open(options_.record, record_file_, error)) return false;
        recorder_.emplace(subject_.machine, record_file_.get());
    }
    if (!options_.replay.empty() && !start_replay(error)) return false;
    if (!probes_.is_empty()) subject_.machine.cpu().set_probe(&probes_);
    return true;
}

bool Inspection::restore(std::string& error) {
    std::vector<u8> file;
    if (!read_bytes(options_.restore, file, error)) return false;
    if (chip::restore_snapshot_file(subject_.machine, subject_.owner, file, restored_.emplace(), error))
        return true;
    error = "can't restore " + options_.restore + ": " + error;
    return false;
}

bool Inspection::start_replay(std::string& error) {
    std::vector<u8> text;
    if (!read_bytes(options_.replay, text, error)) return false;
    replay_.emplace();
    if (replay_->load({reinterpret_cast<const char*>(text.data()), text.size()}, error) &&
        replay_->fits(subject_.machine, error))
        return true;
    error = "can't replay " + options_.replay + ": " + error;
    return false;
}

bool Inspection::start_trace(std::string& error) {
    chip::TraceOptions trace;
    if (!trace.parse_kinds(options_.trace, error)) return false;
    for (const std::string& where : options_.trace_only)
        if (!trace.add_range(where, subject_.program.symbols, error)) return false;
    trace.from = options_.trace_from;
    trace.to = options_.trace_to;
    if (!options_.trace_file.empty() && !open(options_.trace_file, trace_file_, error)) return false;
    std::FILE* const file = trace_file_ ? trace_file_.get() : stderr;
    probes_.add(trace_.emplace(subject_.machine, subject_.program, std::move(trace), file));
    return true;
}

bool Inspection::start_coverage(std::string& error) {
    coverage_.emplace(subject_.machine.cpu(), subject_.program);
    probes_.add(*coverage_);
    if (access(options_.coverage.c_str(), F_OK) != 0) return true;
    std::vector<u8> text;
    if (!read_bytes(options_.coverage, text, error)) return false;
    if (coverage_->merge({reinterpret_cast<const char*>(text.data()), text.size()}, error)) return true;
    error = "can't add to " + options_.coverage + ": " + error;
    return false;
}

bool Inspection::start_gdb(std::string& error) {
    port_ = std::make_unique<GdbPort>(session_);
    const u16 port = port_->listen(options_.gdb, error);
    if (port == 0) return false;
    std::fprintf(stderr, "kinglet: target remote localhost:%u\n", port);
    probes_.add(session_.probe());
    if (!options_.gdb_nowait) session_.hold();
    return true;
}

// Running.

u64 Inspection::limit(u64 end_ns) {
    const chip::Clock& clock = subject_.machine.clock();
    u64 cycle = clock.cycle_of_nanoseconds(end_ns);
    if (!options_.save_file.empty() && !is_saved_ && !options_.save_at.has_come(clock)) {
        const bool is_cycle = options_.save_at.unit == chip::Moment::Unit::Cycles;
        cycle = std::min(
            cycle, is_cycle ? options_.save_at.value : clock.cycle_of_nanoseconds(options_.save_at.value));
    }
    if (replay_) cycle = std::min(cycle, replay_->advance(subject_.machine, subject_.door));
    return cycle;
}

chip::StopReason Inspection::run(u64 nanoseconds) {
    chip::Machine& machine = subject_.machine;
    const u64 end = machine.clock().nanoseconds() + nanoseconds;
    for (;;) {
        if (port_) port_->service(session_.may_run() ? 0 : kDebuggerMs);
        if (!session_.may_run()) return chip::StopReason::Deadline;
        save_if_due();
        if (replay_ && replay_->is_at_end(machine)) return chip::StopReason::Deadline;
        // Between the end of the time and the end of the cycle that it lies in there is no time left.
        const chip::StopReason reason = machine.run_until(limit(end));
        if (port_) session_.ran(reason);
        if (reason != chip::StopReason::Deadline) return reason;
        if (machine.clock().nanoseconds() >= end) return reason;
    }
}

void Inspection::save_if_due() {
    if (options_.save_file.empty() || is_saved_ || !options_.save_at.has_come(subject_.machine.clock()))
        return;
    if (keeper_ && !keeper_->may_save()) return;
    is_saved_ = true;
    const std::vector<u8> file =
        chip::make_snapshot_file(subject_.machine, subject_.owner, keeper_ ? keeper_->kept() : std::string());
    (void)write_bytes(options_.save_file, file, save_error_);
}

void Inspection::input(const chip::Input& input) {
    if (recorder_) recorder_->input(input);
}

void Inspection::output(const chip::SerialFrame& frame) {
    if (recorder_) recorder_->output(frame.byte);
    if (replay_) replay_->output(subject_.machine, frame.byte);
}

void Inspection::message(const char* source, const char* text) {
    if (trace_) trace_->message(source, text);
}

// The end.

std::string Inspection::replay_difference() {
    if (!replay_) return {};
    replay_->finish();
    return replay_->difference();
}

bool Inspection::write_profile(std::string& error) {
    File file;
    if (!open(options_.profile, file, error)) return false;
    const bool is_folded = options_.profile_format.empty() ? options_.profile.ends_with(".folded")
                                                           : options_.profile_format == "folded";
    if (is_folded)
        profile_->write_folded(file.get());
    else
        profile_->write_callgrind(file.get());
    return true;
}

bool Inspection::write_coverage(std::string& error) {
    File file;
    if (!open(options_.coverage, file, error)) return false;
    coverage_->write(file.get());
    return true;
}

bool Inspection::finish(std::string& error) {
    if (vcd_) vcd_->finish();
    if (recorder_) recorder_->finish();
    if (trace_file_) std::fflush(trace_file_.get());
    if (profile_ && !write_profile(error)) return false;
    if (coverage_ && !write_coverage(error)) return false;
    if (!options_.save_file.empty() && !is_saved_) save_error_ = "the run was over before --save's time";
    if (!save_error_.empty()) error = save_error_;
    return save_error_.empty();
}

}  // namespace kinglet::host
