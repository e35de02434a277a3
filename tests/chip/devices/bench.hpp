// A test bench for one device: bus, time and interrupts, no CPU. A test maps its device, pokes it through the
// bus, and lets virtual time pass.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "chip/core/bus.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"
#include "chip/core/irq.hpp"
#include "chip/core/log.hpp"
#include "chip/core/reset.hpp"

namespace kinglet::chip {

struct RecordingSink final : LogSink {
    std::vector<std::string> lines;

    void log(LogLevel, u64, const char* source, const char* text) override {
        lines.push_back(std::string(source) + ": " + text);
    }
    bool has(const std::string& part) const {
        for (const std::string& line : lines)
            if (line.find(part) != std::string::npos) return true;
        return false;
    }
};

struct RecordingResetSink final : ResetSink {
    std::vector<ResetCause> causes;
    void request_reset(ResetCause cause) override { causes.push_back(cause); }
};

struct Bench : testing::Test {
    Clock clock;
    EventQueue events{clock};
    InterruptController interrupts;
    Bus bus{clock};
    Log log{clock};
    RecordingSink sink;

    Bench() { log.set_sink(&sink); }

    u32 read(u32 address) {
        u32 value = 0xDEADBEEF;
        EXPECT_EQ(bus.load32(address, value), Cause::None) << std::hex << address;
        return value;
    }
    void write(u32 address, u32 value) {
        EXPECT_EQ(bus.store32(address, value), Cause::None) << std::hex << address;
    }

    /// Lets cycles pass, with every event at its own cycle.
    void run_to(u64 cycle) {
        while (events.next_deadline() <= cycle) {
            clock.advance_to(events.next_deadline());
            events.dispatch();
        }
        clock.advance_to(cycle);
    }
    void run(u64 cycles) { run_to(clock.now() + cycles); }
    void run_ns(u64 nanoseconds) { run_to(clock.cycle_of_nanoseconds(clock.nanoseconds() + nanoseconds)); }

    bool is_pending(soc::Irq irq) const { return interrupts.pending() & soc::irq_bit(irq); }
};

}  // namespace kinglet::chip
