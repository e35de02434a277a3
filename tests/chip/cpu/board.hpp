// A processor with memory and nothing else, for the tests of the CPU: DRAM, IRAM and a ROM with the rights
// that the chip's memory map gives them.
#pragma once

#include <vector>

#include "chip/cpu/cpu.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "tests/chip/cpu/assembler.hpp"

namespace kinglet::chip::test {

inline constexpr u32 kCode = soc::kIramBase + 0x1000;
inline constexpr u32 kData = soc::kDramBase;
inline constexpr u32 kVectors = soc::kIramBase;

struct Board {
    Board() {
        bus.map_memory(soc::kDramBase, soc::kDramSize, dram.data(), soc::kAccessData);
        bus.map_memory(soc::kIramBase, soc::kIramSize, iram.data(), soc::kAccessWords | soc::kExecute);
        bus.map_memory(soc::kRomBase, soc::kRomSize, rom.data(), soc::kAccessCode);
        cpu.state().pc = kCode;
        cpu.state().ps = soc::kPsUm;
        cpu.state().vecbase = kVectors;
    }

    State& state() { return cpu.state(); }
    u32& a(u32 number) { return cpu.state().a[number]; }
    void load(const Assembler& code, u32 address = kCode) {
        bus.poke(address, code.bytes().data(), code.bytes().size());
    }
    u32 word(u32 address) {
        u32 value = 0;
        bus.peek(address, &value, sizeof value);
        return value;
    }
    void set_word(u32 address, u32 value) { bus.poke(address, &value, sizeof value); }

    /// Executes this many instructions (exceptions and interrupts taken count as one each), events dispatched
    /// in between.
    void step(u32 count = 1) {
        while (count-- > 0) {
            events.dispatch();
            cpu.step(Clock::kNever);
        }
    }
    /// Runs, events dispatched, until the pc is reached or so many cycles have passed. Whether it was
    /// reached.
    bool run_to(u32 pc, u64 cycles = 1'000'000) {
        const u64 end = clock.now() + cycles;
        while (clock.now() < end) {
            if (cpu.state().pc == pc) return true;
            events.dispatch();
            cpu.step(end);
        }
        return cpu.state().pc == pc;
    }
    /// Runs for so many cycles as a machine does: whole stretches, not steps.
    void run(u64 cycles) {
        const u64 end = clock.now() + cycles;
        while (clock.now() < end) {
            events.dispatch();
            cpu.run(end);
        }
    }

    Clock clock;
    EventQueue events{clock};
    InterruptController interrupts;
    Bus bus{clock};
    std::vector<u8> dram = std::vector<u8>(soc::kDramSize);
    std::vector<u8> iram = std::vector<u8>(soc::kIramSize);
    std::vector<u8> rom = std::vector<u8>(soc::kRomSize);
    Cpu cpu{bus, clock, events, interrupts};
};

}  // namespace kinglet::chip::test
