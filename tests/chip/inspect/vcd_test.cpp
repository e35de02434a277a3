#include "chip/inspect/vcd.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "chip/devices/pads.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

struct Dump {
    char* text = nullptr;
    usize size = 0;
    std::FILE* file = open_memstream(&text, &size);
    ~Dump() {
        std::fclose(file);
        std::free(text);  // NOLINT: of open_memstream()
    }
    std::string read() {
        std::fflush(file);
        return {text, size};
    }
    std::string body() {
        const std::string all = read();
        const usize end = all.find("$end\n", all.find("$dumpvars"));
        return all.substr(end + 5);
    }
};

Assembler spin() {
    Assembler code(soc::kResetVector);
    code(Opcode::J, {code.here()});
    return code;
}

TEST(Vcd, NamesEveryPadAndTheLines) {
    SmallChip chip;
    Dump dump;
    VcdWriter writer(chip.start(spin()), dump.file);
    const std::string head = dump.read();
    for (u32 pad = 0; pad < Pads::kCount; ++pad)
        EXPECT_NE(head.find(" GPIO" + std::to_string(pad) + " $end"), std::string::npos) << pad;
    for (const char* line : {"U0TXD", "U1TXD", "U0RXD"}) EXPECT_NE(head.find(line), std::string::npos);
    EXPECT_NE(head.find("$timescale 1 ps $end"), std::string::npos);
}

TEST(Vcd, ShowsChangesAtTheirPicosecond) {
    SmallChip chip;
    Machine& machine = chip.start(spin());
    Dump dump;
    VcdWriter writer(machine, dump.file);
    WireDriver driver(machine.pads()[5]);
    machine.run_until(520);  // of 52 MHz
    const u64 cycle = machine.clock().now();
    driver.set(Strength::Push, true);
    writer.finish();
    EXPECT_EQ(dump.body(), "#" + std::to_string(cycle * 1'000'000 / 52) + "\n1&\n");
}

TEST(Vcd, ACycleIsHalfAsLongAt160MHz) {
    SmallChip chip;
    Machine& machine = chip.start(spin());
    Dump dump;
    VcdWriter writer(machine, dump.file);
    WireDriver driver(machine.pads()[5]);
    u64 times[4];
    machine.clock().set_speed(80'000'000, 80'000'000);
    for (u32 i = 0; i < 4; ++i) {
        if (i == 2) machine.clock().set_speed(160'000'000, 80'000'000);
        const u64 from = machine.clock().picoseconds();
        const u64 start = machine.clock().now();
        machine.run_until(start + 1000);
        times[i] = (machine.clock().picoseconds() - from) / (machine.clock().now() - start);
        driver.set(Strength::Push, i % 2 == 0);
    }
    EXPECT_EQ(times[0], 12'500u);
    EXPECT_EQ(times[1], 12'500u);
    EXPECT_EQ(times[2], 6'250u);
    EXPECT_EQ(times[3], 6'250u);
}

TEST(Vcd, WhatTheHostSendsIsThereBitByBit) {
    SmallChip chip;
    Machine& machine = chip.start(spin());
    Dump dump;
    VcdWriter writer(machine, dump.file);
    const u8 byte = 0x55;
    machine.uart0().receive({&byte, 1}, {.baud = 1'000'000, .format = {}});
    machine.run_for(20'000);
    writer.finish();
    std::string expected;
    for (u32 bit = 0; bit < 10; ++bit)
        expected += (bit ? "#" + std::to_string(bit * 1'000'000) + "\n" : std::string()) +
                    (bit % 2 ? "1" : "0") + "2\n";
    const std::string body = dump.body();
    EXPECT_EQ(body.substr(0, expected.size()), expected);
    EXPECT_EQ(body[expected.size()], '#');
}

}  // namespace
}  // namespace kinglet::chip
