// A machine whose boot ROM is a few instructions of the test, at the reset vector; exceptions and interrupts
// have handlers of the test, or stop the chip.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "chip/machine.hpp"
#include "tests/chip/cpu/assembler.hpp"

namespace kinglet::chip::test {

struct SmallChip {
    std::unique_ptr<FlashContents> flash = FlashContents::in_memory(512 * 1024);
    std::vector<u8> rom = std::vector<u8>(0x2000);
    std::unique_ptr<Machine> machine;

    SmallChip() {
        for (const u32 vector : {soc::kVectorKernel, soc::kVectorUser, soc::kVectorDouble, soc::kVectorDebug})
            place(Assembler(soc::kRomBase + vector)(Opcode::Waiti, {15}), soc::kRomBase + vector);
    }
    void place(const Assembler& code, u32 address) {
        std::copy(code.bytes().begin(), code.bytes().end(), rom.begin() + (address - soc::kRomBase));
    }
    /// Powers on.
    Machine& start(const Assembler& program) {
        place(program, soc::kResetVector);
        std::string error;
        machine = Machine::create({.rom = rom, .flash = flash.get()}, error);
        EXPECT_TRUE(machine) << error;
        return *machine;
    }
    State& state() { return machine->cpu().state(); }
};

}  // namespace kinglet::chip::test
