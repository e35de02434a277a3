// Inspection: everything that looks at a board while it runs, or that keeps or repeats what it does, as the
// options ask. A board without such an option has none.
#pragma once

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include "chip/gdb/session.hpp"
#include "chip/inspect/coverage.hpp"
#include "chip/inspect/inputs.hpp"
#include "chip/inspect/probes.hpp"
#include "chip/inspect/profile.hpp"
#include "chip/inspect/snapshot_file.hpp"
#include "chip/inspect/trace.hpp"
#include "chip/inspect/vcd.hpp"
#include "host/kinglet/gdb_port.hpp"
#include "host/kinglet/inspection_options.hpp"

namespace kinglet::host {

/// A host that keeps something with a snapshot.
class SnapshotKeeper {
  public:
    /// Whether one could go on from here.
    virtual bool may_save() const = 0;
    virtual std::string kept() const = 0;

  protected:
    ~SnapshotKeeper() = default;
};

class Inspection final {
  public:
    /// What is looked at. All of it outlives the Inspection.
    struct Subject {
        chip::Machine& machine;
        chip::InputDoor& door;
        const chip::ProgramInfo& program;
        chip::SnapshotOwner owner;
    };

    /// Restores, opens files and port. Null with `error` set.
    static std::unique_ptr<Inspection> create(const InspectionOptions& options, const Subject& subject,
                                              std::string& error);
    ~Inspection();

    /// Runs the machine for a span of its time at the most. A debugger may have stopped it: then this waits a
    /// little for the debugger, and no time passes.
    chip::StopReason run(u64 nanoseconds);

    void input(const chip::Input& input);
    void output(const chip::SerialFrame& frame);
    void message(const char* source, const char* text);

    /// Who has something to keep with the snapshot; null: nobody.
    void set_keeper(const SnapshotKeeper* keeper) { keeper_ = keeper; }
    /// What was kept with the snapshot that this went on from; nothing without one.
    const std::optional<std::string>& restored() const { return restored_; }

    bool replay_is_at_end() const { return !replay_ || replay_->is_at_end(subject_.machine); }
    /// After the end: what went otherwise than recorded; empty when nothing did.
    std::string replay_difference();

    /// Writes what is written at the end. False with `error` set.
    [[nodiscard]] bool finish(std::string& error);

  private:
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    using File = std::unique_ptr<std::FILE, CloseFile>;

    Inspection(const InspectionOptions& options, const Subject& subject)
        : options_(options), subject_(subject), session_(subject.machine, subject.program) {}

    bool start(std::string& error);
    bool restore(std::string& error);
    bool start_replay(std::string& error);
    bool start_trace(std::string& error);
    bool start_coverage(std::string& error);
    bool start_gdb(std::string& error);
    bool open(const std::string& path, File& file, std::string& error);
    void save_if_due();
    u64 limit(u64 end_ns);
    bool write_profile(std::string& error);
    bool write_coverage(std::string& error);

    const InspectionOptions& options_;
    Subject subject_;
    chip::gdb::Session session_;
    chip::Probes probes_;
    std::unique_ptr<GdbPort> port_;
    File vcd_file_, trace_file_, record_file_;
    std::optional<chip::VcdWriter> vcd_;
    std::optional<chip::Trace> trace_;
    std::optional<chip::Profile> profile_;
    std::optional<chip::Coverage> coverage_;
    std::optional<chip::Recorder> recorder_;
    std::optional<chip::Replay> replay_;
    std::optional<std::string> restored_;
    const SnapshotKeeper* keeper_ = nullptr;
    bool is_saved_ = false;
    std::string save_error_;
};

}  // namespace kinglet::host
