// Wiring: what is soldered to and wired to the board of this run: it gathers the statements of the board's
// file and of the command line in a bench, and says on standard error what parts complain of and what was
// expected in vain.
#pragma once

#include <memory>
#include <string>

#include "host/boards/board_file.hpp"
#include "host/kinglet/options.hpp"
#include "parts/bench.hpp"

namespace kinglet::host {

class Wiring final : private parts::AnalogInput, parts::ResetPin, parts::ComplaintListener {
  public:
    /// Null with `error` set: place and what is wrong.
    static std::unique_ptr<Wiring> create(const Options& options, const BoardFile& file,
                                          chip::Machine& machine, std::string& error);

    /// The program begins: time 0 of scripts and expectations. Only the first call counts.
    void start();
    bool has_expectations() const { return !bench_.expectations().is_empty(); }
    /// Something is expected, nothing that is still to come can change the outcome, and no --timeout says how
    /// long the program is to go on.
    bool is_over() const;
    /// Something is expected, and a script or an expectation names a time that has not come.
    bool waits() const;
    /// How long the program may go on, in nanoseconds: without --timeout a minute behind the last time that a
    /// script or an expectation names. No end if nothing is expected.
    u64 time_left() const;
    /// The run is over. Tells what failed; false if something did.
    [[nodiscard]] bool conclude();
    /// Writes what parts keep in files. False with `error` set.
    [[nodiscard]] bool save(std::string& error) { return bench_.save(error); }

  private:
    Wiring(const Options& options, const BoardFile& file, chip::Machine& machine);

    [[nodiscard]] bool read(std::string& error);
    [[nodiscard]] bool read_source(const WiringSource& source, parts::Problem& problem);
    void set_microvolts(u32 microvolts) override;
    u32 full_scale_microvolts() const override { return full_scale_; }
    void set_reset_pin(bool level) override { machine_.set_reset_pin(level); }
    void complaint(const parts::Part& part, u64 nanoseconds, const std::string& what, bool is_last) override;

    const Options& options_;
    const BoardFile& file_;
    chip::Machine& machine_;
    u32 full_scale_;
    parts::Bench bench_;
    bool is_concluded_ = false;
};

}  // namespace kinglet::host
