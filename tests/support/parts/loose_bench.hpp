// A bench without a chip: pads, time and the analog pin, for tests and fuzzers of parts. Whoever holds it is
// the chip: it drives pads and lets time pass.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "chip/core/archive.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"
#include "parts/bench.hpp"

namespace kinglet::parts {

class LooseBench final : private AnalogInput, ResetPin, ComplaintListener {
  public:
    static constexpr u64 kNever = ~u64{0};

    LooseBench() : LooseBench(std::make_index_sequence<chip::Pads::kCount>()) {
        clock.set_speed(80'000'000, 80'000'000);
    }

    /// Reads statements as a user's wiring; the problem is "" if there is none.
    std::string add(std::string_view text, Bench::Author author = Bench::Author::User) {
        std::vector<Statement> statements;
        Problem problem;
        if (read_statements(text, "w", 1, statements, problem) && bench.add(statements, author, problem))
            return {};
        return problem.describe();
    }
    /// The chip's own side of a pad.
    void push(u32 pad, bool level) { chip_side[pad].set(chip::Strength::Push, level); }
    void release(u32 pad) { chip_side[pad].release(); }
    bool level(u32 pad) { return pads[pad].level(); }

    /// Lets time pass, with every event at its own time. False when more than `most` events came.
    bool run_ns(u64 nanoseconds, u64 most = kNever) {
        const u64 end = clock.cycle_of_nanoseconds(clock.nanoseconds() + nanoseconds);
        for (; events.next_deadline() <= end; --most) {
            if (!most) return false;
            clock.advance_to(events.next_deadline());
            events.dispatch();
        }
        clock.advance_to(end);
        return true;
    }
    bool run_ms(u64 milliseconds) { return run_ns(milliseconds * 1'000'000); }

    Value value(const char* part, u32 property, u32 index = 0) const {
        return bench.find(part)->read(property, index);
    }
    /// Ends the run and gives what failed.
    std::vector<std::string> finish() {
        std::string error;
        bench.finish();
        const bool saved = bench.save(error);
        std::vector<std::string> lines = bench.expectations().failures();
        if (!saved) lines.push_back(error);
        return lines;
    }

    std::vector<u8> save() {
        chip::Archive archive;
        archive(clock, events.sequence(), pads);
        for (auto& driver : chip_side) archive(driver);
        bench.snapshot(archive);
        return archive.take();
    }
    /// Into a bench of the same statements.
    bool restore(const std::vector<u8>& bytes) {
        chip::Archive archive(bytes);
        archive(clock, events.sequence(), pads);
        for (auto& driver : chip_side) archive(driver);
        bench.snapshot(archive);
        return !archive.has_failed() && archive.is_at_end();
    }

    chip::Clock clock;
    chip::EventQueue events{clock};
    chip::Pads pads;
    chip::WireDriver chip_side[chip::Pads::kCount];
    u32 microvolts = 0;
    std::vector<bool> resets;
    std::vector<std::string> complaints;
    Bench bench{Site{pads, clock, events, *this, *this}, this};

  private:
    template <usize... kNumbers>
    explicit LooseBench(std::index_sequence<kNumbers...>) : chip_side{chip::WireDriver(pads[kNumbers])...} {}

    void set_microvolts(u32 value) override { microvolts = value; }
    u32 full_scale_microvolts() const override { return 1'000'000; }
    void set_reset_pin(bool level) override { resets.push_back(level); }
    void complaint(const Part& part, u64, const std::string& what, bool) override {
        complaints.push_back(part.name() + ": " + what);
    }
};

}  // namespace kinglet::parts
