#include "chip/machine.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "chip/devices/gpio.hpp"
#include "chip/devices/pads.hpp"
#include "chip/fault_report.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/regs/analog.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/gpio.hpp"
#include "soc/esp8266/regs/rtc.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "soc/esp8266/regs/timers.hpp"
#include "soc/esp8266/regs/wdev.hpp"
#include "soc/esp8266/regs/wdt.hpp"
#include "tests/chip/cpu/assembler.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;

constexpr u64 kMillisecond = 1'000'000;

/// A boot ROM with a program at the reset vector; an exception stops the chip.
struct Rom {
    std::vector<u8> bytes = std::vector<u8>(0x1000);
    Assembler program{soc::kResetVector};

    Rom() {
        for (u32 vector : {soc::kVectorKernel, soc::kVectorUser, soc::kVectorDouble})
            place(soc::kRomBase + vector, Assembler(soc::kRomBase)(Opcode::Waiti, {15}).bytes());
    }
    void place(u32 address, const std::vector<u8>& code) {
        std::copy(code.begin(), code.end(), bytes.begin() + (address - soc::kRomBase));
    }
    std::span<const u8> done() {
        place(soc::kResetVector, program.bytes());
        return bytes;
    }
};

struct MachineTest : testing::Test {
    std::unique_ptr<FlashContents> flash = FlashContents::in_memory(1024 * 1024);
    RecordingSink sink;
    std::string error;
    Rom rom;

    MachineConfig config() { return {.rom = rom.done(), .flash = flash.get(), .log = &sink}; }
    std::unique_ptr<Machine> create(const MachineConfig& wanted) {
        auto machine = Machine::create(wanted, error);
        EXPECT_TRUE(machine) << error;
        return machine;
    }
    /// A machine whose program spins for ever.
    std::unique_ptr<Machine> spinning() {
        rom.program(Opcode::J, {rom.program.here()});
        return create(config());
    }
    static u32 read(Machine& machine, u32 address) {
        u32 value = 0;
        EXPECT_EQ(machine.bus().load32(address, value), Cause::None) << std::hex << address;
        return value;
    }
    static void write(Machine& machine, u32 address, u32 value) {
        EXPECT_EQ(machine.bus().store32(address, value), Cause::None) << std::hex << address;
    }
};

TEST_F(MachineTest, SaysWhyAConfigurationMakesNoChip) {
    MachineConfig bad = config();
    bad.rom = {};
    EXPECT_FALSE(Machine::create(bad, error));
    EXPECT_NE(error.find("boot ROM has 0 bytes"), std::string::npos) << error;
    const std::vector<u8> large(soc::kRomSize + 1);
    bad.rom = large;
    EXPECT_FALSE(Machine::create(bad, error));
    bad = config();
    bad.flash = nullptr;
    EXPECT_FALSE(Machine::create(bad, error));
    EXPECT_EQ(error, "no flash");
    bad = config();
    bad.crystal_hz = 0;
    EXPECT_FALSE(Machine::create(bad, error));
    EXPECT_NE(error.find("crystal"), std::string::npos);
}

TEST_F(MachineTest, EveryBlockOfTheMemoryMapAnswers) {
    const auto machine = spinning();
    for (const soc::Region& region : soc::kMemoryMap) {
        if (region.kind == soc::RegionKind::Flash) continue;  // shut after reset
        u32 value = 0;
        EXPECT_EQ(machine->bus().load32(region.base, value), Cause::None) << region.name;
        EXPECT_EQ(machine->bus().load32(region.end() - 4, value), Cause::None) << region.name;
    }
    for (const char* name : {"rf", "sdio", "io4"})
        EXPECT_TRUE(sink.has(std::string(name) + ": read +0x000")) << name;
    for (const char* name :
         {"uart0", "spi0", "gpio", "timers", "rtc", "wdt", "analog", "dport", "efuse", "slc", "i2s"})
        EXPECT_FALSE(sink.has(std::string(name) + ": read +0x000")) << name;
}

TEST_F(MachineTest, RunsToTheCycleItWasAskedFor) {
    const auto machine = spinning();
    EXPECT_EQ(machine->run_until(1'000'000), StopReason::Deadline);
    EXPECT_GE(machine->clock().now(), 1'000'000u);
    EXPECT_LT(machine->clock().now(), 1'000'010u);
    EXPECT_EQ(machine->run_for(10 * kMillisecond), StopReason::Deadline);
    EXPECT_NEAR(double(machine->clock().now()), 1'000'000 + 520'000, 20);
    EXPECT_GT(machine->stats().instructions, 100'000u);
}

TEST_F(MachineTest, HaltsWhenNothingCanWakeTheCpu) {
    rom.program(Opcode::Waiti, {15});
    const auto machine = create(config());
    EXPECT_EQ(machine->run_for(3'600'000 * kMillisecond), StopReason::Halted);
    EXPECT_LT(machine->clock().now(), 100'000u);  // it does not sleep through the hour first
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Halted);
}

TEST_F(MachineTest, WhatIsStillToBeSentGoesOutBeforeTheHalt) {
    rom.program.load_number(2, soc::kUart0Base);
    for (u32 i = 0; i < 3; ++i) rom.program(Opcode::S32i, {2, 2, 0});
    rom.program(Opcode::Waiti, {15});
    const auto machine = create(config());
    EXPECT_EQ(machine->run_for(100 * kMillisecond), StopReason::Halted);
    EXPECT_EQ(machine->uart0().counts().sent, 3u);
}

TEST_F(MachineTest, AnArmedWatchdogIsNoHalt) {
    rom.program(Opcode::Waiti, {15});
    const auto machine = create(config());
    write(*machine, soc::kWatchdogBase + soc::wdt::CTL, soc::wdt::CTL_ENABLE.mask());
    EXPECT_EQ(machine->run_for(100 * kMillisecond), StopReason::Halted);
    EXPECT_EQ(machine->last_reset(), ResetCause::Watchdog);
    EXPECT_EQ(machine->stats().resets, 1u);
}

TEST_F(MachineTest, AnExceptionIsRecordedWithItsPlace) {
    rom.program(Opcode::Movi, {2, 0});
    const u32 at = rom.program.here();
    rom.program(Opcode::L32i, {3, 2, 16});
    const auto machine = create(config());
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Halted);
    ASSERT_TRUE(machine->last_exception());
    EXPECT_EQ(machine->last_exception()->cause, Cause::LoadProhibited);
    EXPECT_EQ(machine->last_exception()->pc, at);
    EXPECT_EQ(machine->last_exception()->address, 16u);
    EXPECT_EQ(machine->stats().exceptions, 1u);
    ProgramInfo program;
    program.symbols.add(soc::kResetVector, 16, "start");
    EXPECT_EQ(describe_fault(*machine, program),
              "LoadProhibited (cause 28) at 0x40000083 (start+0x3), address 0x00000010\n"
              "  l32i a3, a2, 16\n"
              "  a0 = 0x00000000\n"
              "  a0  00000000  a1  00000000  a2  00000000  a3  00000000  a4  00000000  a5  00000000  "
              "a6  00000000  a7  00000000\n"
              "  a8  00000000  a9  00000000  a10 00000000  a11 00000000  a12 00000000  a13 00000000  "
              "a14 00000000  a15 00000000\n"
              "  ps  0000001f  sar 00  at cycle 1\n");
    machine->reset(ResetCause::External);
    EXPECT_FALSE(machine->last_exception());
    EXPECT_EQ(describe_fault(*machine, program), "no exception since reset\n");
}

TEST_F(MachineTest, TheStrapsOfTheBoardAreWhatSoftwareSees) {
    rom.program(Opcode::J, {rom.program.here()});
    for (u32 mode = 0; mode < 8; ++mode) {
        MachineConfig board = config();
        board.straps.gpio2 = mode & 1;
        board.straps.gpio0 = mode & 2;
        board.straps.gpio15 = mode & 4;
        const auto machine = create(board);
        const u32 in = read(*machine, soc::kGpioBase + soc::gpio::IN);
        EXPECT_EQ(soc::gpio::STRAP_BOOT.get(in), mode);
        EXPECT_EQ(soc::gpio::STRAP_SDIO.get(in), 6u);
    }
}

TEST_F(MachineTest, StrapsAreLatchedAgainAtEachReset) {
    const auto machine = spinning();
    EXPECT_EQ(soc::gpio::STRAP_BOOT.get(read(*machine, soc::kGpioBase + soc::gpio::IN)), 3u);
    WireDriver button(machine->pads()[0]);
    button.set(Strength::Push, false);
    EXPECT_EQ(soc::gpio::STRAP_BOOT.get(read(*machine, soc::kGpioBase + soc::gpio::IN)), 3u);
    machine->reset(ResetCause::External);
    EXPECT_EQ(soc::gpio::STRAP_BOOT.get(read(*machine, soc::kGpioBase + soc::gpio::IN)), 1u);
}

TEST_F(MachineTest, WhatEachResetKeeps) {
    struct {
        ResetCause cause;
        bool ram, rtc_memory, clock;
    } const cases[] = {
        {ResetCause::PowerOn, false, false, false},  {ResetCause::External, true, true, false},
        {ResetCause::Software, true, true, true},    {ResetCause::Watchdog, true, true, true},
        {ResetCause::DeepSleep, false, true, false},
    };
    const auto machine = spinning();
    const u32 places[] = {soc::kDramBase, soc::kIramBase + 0x40, soc::kIramCacheHighBase,
                          soc::kRtcMemoryBase};
    for (const auto& test : cases) {
        SCOPED_TRACE(static_cast<u32>(test.cause));
        for (u32 place : places) write(*machine, place, 0x12345678);
        const u32 pll = soc::analog::I2C_BLOCK.of(soc::analog::kPllBlock) | soc::analog::I2C_WRITE.mask();
        write(
            *machine, soc::kAnalogBase + 16,
            pll | soc::analog::I2C_REGISTER.of(1) | soc::analog::I2C_DATA.of(soc::analog::kPllMultiplier40));
        EXPECT_EQ(machine->clock().cpu_hz(), 80'000'000u);
        machine->run_for(kMillisecond);
        machine->reset(test.cause);
        EXPECT_EQ(machine->last_reset(), test.cause);
        EXPECT_EQ(read(*machine, soc::kDramBase) == 0x12345678, test.ram);
        EXPECT_EQ(read(*machine, soc::kIramBase + 0x40) == 0x12345678, test.ram);
        EXPECT_EQ(read(*machine, soc::kIramCacheHighBase) == 0x12345678, test.ram);
        EXPECT_EQ(read(*machine, soc::kRtcMemoryBase) == 0x12345678, test.rtc_memory);
        EXPECT_EQ(machine->clock().cpu_hz() == 80'000'000, test.clock);
        EXPECT_EQ(read(*machine, soc::kRtcBase + soc::rtc::STATE1) & 0xF, static_cast<u32>(test.cause));
        EXPECT_EQ(machine->cpu().state().pc, soc::kResetVector);
    }
}

TEST_F(MachineTest, AProgramMayResetTheChip) {
    rom.program.load_number(2, soc::kRtcBase);
    rom.program.load_number(3, soc::rtc::CTL_SW_RESET.mask());
    rom.program(Opcode::S32i, {3, 2, 0});
    rom.program(Opcode::J, {rom.program.here()});
    const auto machine = create(config());
    machine->run_until(1000);
    EXPECT_EQ(machine->last_reset(), ResetCause::Software);
    EXPECT_GT(machine->stats().resets, 10u);  // each run of the program asks again
}

struct StopAtByte final : SerialPort {
    Machine* machine = nullptr;
    void frame_sent(const SerialFrame&) override { machine->request_stop(); }
};

TEST_F(MachineTest, TheHostMayStopARunFromWithinACallback) {
    const auto machine = spinning();
    StopAtByte port;
    port.machine = machine.get();
    machine->uart0().attach(&port);
    write(*machine, soc::kUart0Base, 'x');
    EXPECT_EQ(machine->run_for(1000 * kMillisecond), StopReason::Requested);
    EXPECT_NEAR(double(machine->clock().now()), 6940, 20);
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Deadline);
    machine->request_stop();
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Requested);
}

TEST_F(MachineTest, TheSameSeedGivesTheSameChip) {
    rom.program(Opcode::J, {rom.program.here()});
    const auto fingerprint = [&](u64 seed) {
        MachineConfig wanted = config();
        wanted.seed = seed;
        const auto machine = create(wanted);
        machine->run_for(kMillisecond);
        std::vector<u8> bytes(soc::kDramSize);
        EXPECT_TRUE(machine->bus().peek(soc::kDramBase, bytes.data(), bytes.size()));
        u64 hash = machine->stats().cycles * 31 + machine->stats().instructions;
        for (u8 byte : bytes) hash = hash * 31 + byte;
        return hash * 31 + read(*machine, soc::kWdevBase + soc::wdev::RANDOM);
    };
    const u64 first = fingerprint(1);
    EXPECT_EQ(fingerprint(1), first);
    EXPECT_NE(fingerprint(2), first);
}

TEST_F(MachineTest, BothUartsShareTheirInterruptAndTellThemselvesApart) {
    const auto machine = spinning();
    constexpr u32 kIntEna = 0x0C;
    constexpr u32 kConf1 = 0x24;
    for (u32 base : {soc::kUart0Base, soc::kUart1Base}) {
        write(*machine, base + kConf1, 1);
        write(*machine, base + kIntEna, 1);
    }
    const u8 byte = 'a';
    machine->uart1().receive({&byte, 1});
    machine->run_for(kMillisecond);
    EXPECT_EQ(read(*machine, soc::kWdevBase + soc::wdev::UART_INT_STATUS), soc::wdev::UART1_INT.mask());
    machine->uart0().receive({&byte, 1});
    machine->run_for(kMillisecond);
    EXPECT_EQ(read(*machine, soc::kWdevBase + soc::wdev::UART_INT_STATUS),
              soc::wdev::UART0_INT.mask() | soc::wdev::UART1_INT.mask());
}

TEST_F(MachineTest, ThePowerFailsAtTheCycleAndComesBack) {
    const auto machine = spinning();
    machine->cut_power_at(500'000);
    EXPECT_EQ(machine->run_until(1'000'000), StopReason::PowerCut);
    EXPECT_GE(machine->clock().now(), 500'000u);
    EXPECT_LT(machine->clock().now(), 500'010u);
    EXPECT_EQ(machine->run_until(1'000'000), StopReason::PowerCut);
    machine->reset(ResetCause::PowerOn);
    EXPECT_EQ(machine->run_until(1'000'000), StopReason::Deadline);
}

TEST_F(MachineTest, ThePowerFailsInTheFlashOperationThatWasAskedFor) {
    std::fill_n(flash->data(), 0x4000, u8{0});
    const auto machine = spinning();
    machine->cut_power_at_flash_operation(2);
    const auto erase = [&](u32 address) {
        for (const auto& [command, operand] :
             {std::pair{soc::spi::FLASH_WREN, 0u}, {soc::spi::FLASH_SE, address}}) {
            write(*machine, soc::kSpi0Base + soc::spi::ADDR, operand);
            write(*machine, soc::kSpi0Base + soc::spi::CMD, command.mask());
            if (machine->run_for(kMillisecond) == StopReason::PowerCut) return StopReason::PowerCut;
        }
        return machine->run_for(100 * kMillisecond);
    };
    EXPECT_EQ(erase(0x1000), StopReason::Deadline);
    EXPECT_EQ(erase(0x2000), StopReason::PowerCut);
    const auto erased = [&](u32 sector) {
        return std::count(flash->data() + sector, flash->data() + sector + 4096, 0xFF);
    };
    EXPECT_EQ(erased(0x0000), 0);
    EXPECT_EQ(erased(0x1000), 4096);
    EXPECT_GT(erased(0x2000), 0);
    EXPECT_LT(erased(0x2000), 2048);
    EXPECT_EQ(erased(0x3000), 0);
}

struct SleepTest : MachineTest {
    /// A machine that has just been told to sleep for so many ticks of the RTC.
    std::unique_ptr<Machine> sleeping(u32 ticks, u32 pad_function, bool wired = false) {
        rom.program(Opcode::J, {rom.program.here()});
        MachineConfig wanted = config();
        wanted.gpio16_to_rst = wired;
        auto machine = create(wanted);
        machine->run_for(kMillisecond);
        write(*machine, soc::kRtcMemoryBase, 0x600D'CAFE);
        write(*machine, soc::kDramBase, 0x1234'5678);
        write(*machine, soc::kRtcBase + soc::rtc::PAD_XPD_DCDC_CONF, pad_function);
        write(*machine, soc::kRtcBase + soc::rtc::STATE2, ticks ? soc::rtc::kWakeTimer : 0);
        write(*machine, soc::kRtcBase + soc::rtc::SLP_VAL,
              read(*machine, soc::kRtcBase + soc::rtc::COUNTER) + ticks);
        write(*machine, soc::kRtcBase + soc::rtc::SLP_CTL, soc::rtc::SLP_CTL_SLEEP.mask());
        return machine;
    }
};

TEST_F(SleepTest, LightSleepStopsTheCpuAndThePeripheralClockAndNothingElse) {
    const auto machine = sleeping(1578, soc::rtc::kPadFunctionGpio16);  // 10 ms
    write(*machine, soc::kTimersBase + soc::timers::FRC2_CTRL, soc::timers::CTRL_ENABLE.mask());
    const u64 instructions = machine->stats().instructions;
    const u32 ccount = machine->cpu().ccount();
    EXPECT_EQ(machine->run_for(9 * kMillisecond), StopReason::Deadline);
    EXPECT_EQ(machine->stats().instructions, instructions);
    EXPECT_LT(read(*machine, soc::kTimersBase + soc::timers::FRC2_COUNT), 100u);
    machine->run_for(2 * kMillisecond);
    EXPECT_GT(machine->stats().instructions, instructions + 10'000);
    EXPECT_LT(machine->cpu().ccount() - ccount, 2u * 52'000);
    EXPECT_LT(read(*machine, soc::kTimersBase + soc::timers::FRC2_COUNT), 2u * 52'000);
    EXPECT_EQ(machine->stats().resets, 0u);
}

TEST_F(SleepTest, APinEndsLightSleep) {
    const auto machine = sleeping(0, soc::rtc::kPadFunctionGpio16);
    write(*machine, soc::kRtcBase + soc::rtc::STATE2, soc::rtc::kWakeGpio);
    WireDriver button(machine->pads()[4]);
    button.set(Strength::BoardPull, true);
    write(*machine, soc::kGpioBase + soc::gpio::PIN(4),
          soc::gpio::PIN_WAKEUP_ENABLE.mask() | soc::gpio::PIN_INT_TYPE.of(soc::gpio::kIntTypeLow));
    const u64 instructions = machine->stats().instructions;
    machine->run_for(1000 * kMillisecond);
    EXPECT_EQ(machine->stats().instructions, instructions);
    button.set(Strength::Push, false);
    machine->run_for(kMillisecond);
    EXPECT_GT(machine->stats().instructions, instructions);
}

TEST_F(SleepTest, DeepSleepWakesThroughRstIfTheBoardHasTheWire) {
    const auto machine = sleeping(157'800, soc::rtc::kPadFunctionDeepSleep, true);  // 1 s
    u32 ram = 0;
    const u64 instructions = machine->stats().instructions;
    EXPECT_EQ(machine->run_for(999 * kMillisecond), StopReason::Deadline);
    EXPECT_EQ(machine->stats().instructions, instructions);
    EXPECT_TRUE(machine->pads()[16].level());
    EXPECT_EQ(machine->run_for(2 * kMillisecond), StopReason::Deadline);
    EXPECT_EQ(machine->last_reset(), ResetCause::External);
    EXPECT_GT(machine->stats().instructions, instructions);
    EXPECT_EQ(read(*machine, soc::kRtcMemoryBase), 0x600D'CAFEu);
    EXPECT_EQ(machine->bus().load32(soc::kDramBase, ram), Cause::None);
    EXPECT_NE(ram, 0x1234'5678u);
    EXPECT_GT(read(*machine, soc::kRtcBase + soc::rtc::COUNTER), 157'800u);
}

TEST_F(SleepTest, DeepSleepWithoutTheWireStartsWithACauseOfItsOwn) {
    const auto machine = sleeping(1578, soc::rtc::kPadFunctionDeepSleep);
    machine->run_for(11 * kMillisecond);
    EXPECT_EQ(machine->last_reset(), ResetCause::DeepSleep);
    EXPECT_EQ(machine->stats().resets, 1u);
}

TEST_F(SleepTest, DeepSleepWithoutATimerIsAHaltThatTheResetPinEnds) {
    const auto machine = sleeping(0, soc::rtc::kPadFunctionDeepSleep, true);
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Halted);
    machine->reset(ResetCause::External);
    EXPECT_EQ(machine->run_for(kMillisecond), StopReason::Deadline);
    EXPECT_EQ(read(*machine, soc::kRtcMemoryBase), 0x600D'CAFEu);
}

TEST_F(MachineTest, Gpio16AsALowOutputResetsABoardThatHasTheWire) {
    rom.program(Opcode::J, {rom.program.here()});
    MachineConfig wanted = config();
    wanted.gpio16_to_rst = true;
    const auto machine = create(wanted);
    machine->run_for(kMillisecond);
    write(*machine, soc::kRtcBase + soc::rtc::PAD_XPD_DCDC_CONF, soc::rtc::kPadFunctionGpio16);
    write(*machine, soc::kRtcBase + soc::rtc::GPIO_ENABLE, 1);
    machine->run_for(kMillisecond);
    EXPECT_EQ(machine->last_reset(), ResetCause::External);
}

TEST_F(MachineTest, Spi1BorrowsTheFlashsBusWhenDportSaysSo) {
    const auto machine = spinning();
    const u32 base = soc::kSpi1Base;
    const auto identify = [&] {
        write(*machine, base + soc::spi::PIN, soc::spi::CS1_DIS.mask() | soc::spi::CS2_DIS.mask());
        write(*machine, base + soc::spi::USER, soc::spi::USR_COMMAND.mask() | soc::spi::USR_MISO.mask());
        write(*machine, base + soc::spi::USER1, soc::spi::USR_MISO_BITLEN.of(23));
        write(*machine, base + soc::spi::USER2, soc::spi::USR_COMMAND_BITLEN.of(7) | soc::flash::kReadId);
        write(*machine, base + soc::spi::CMD, soc::spi::USR.mask());
        machine->run_for(kMillisecond);
        return read(*machine, base + soc::spi::W0) & 0xFFFFFF;
    };
    EXPECT_EQ(identify(), 0xFFFFFFu);
    write(*machine, soc::kDportBase + soc::dport::IO_SWAP, soc::dport::SWAP_TWO_ON_FLASH.mask());
    EXPECT_EQ(identify(), 0x1440EFu);
}

}  // namespace
}  // namespace kinglet::chip
