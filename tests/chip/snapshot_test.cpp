// A machine that was saved, restored into another one and continued must be the one that was not: the same
// bytes at the same times, and at the end the same state, of which the snapshot itself is the record.
#include <gtest/gtest.h>

#include <algorithm>

#include "chip/core/random.hpp"
#include "chip/devices/analog.hpp"
#include "chip/devices/pads.hpp"
#include "chip/machine.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/register_map.hpp"
#include "tests/chip/cpu/assembler.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;

struct Trace final : SerialPort {
    std::vector<u64> values;
    void frame_sent(const SerialFrame& frame) override {
        values.push_back(frame.byte);
        values.push_back(frame.end_nanoseconds);
    }
};

/// A chip whose program sends the low byte of CCOUNT for ever, as fast as the FIFO takes it.
struct Chip {
    std::unique_ptr<FlashContents> flash = FlashContents::in_memory(512 * 1024);
    std::unique_ptr<Machine> machine;
    Trace trace;

    Chip() {
        std::vector<u8> rom(0x1000);
        Assembler program(soc::kResetVector);
        program.load_number(2, soc::kUart0Base);
        const u32 loop = program.here();
        program(Opcode::L32i, {4, 2, soc::uart::STATUS});
        program(Opcode::Extui, {4, 4, 16, 7});
        program(Opcode::Bnez, {4, loop});
        program(Opcode::Rsr, {3, 234});
        program(Opcode::S32i, {3, 2, 0});
        program(Opcode::J, {loop});
        std::copy(program.bytes().begin(), program.bytes().end(),
                  rom.begin() + (soc::kResetVector - soc::kRomBase));
        const u8 spin[] = {0x06, 0xFF, 0xFF};
        for (u32 vector : {0x10u, 0x20u, 0x30u, 0x50u, 0x70u}) std::copy_n(spin, 3, rom.begin() + vector);
        std::string error;
        machine = Machine::create({.rom = rom, .flash = flash.get(), .seed = 7}, error);
        EXPECT_TRUE(machine) << error;
        machine->uart0().attach(&trace);
    }
    void write(u32 address, u32 value) {
        EXPECT_EQ(machine->bus().store32(address, value), Cause::None) << std::hex << address;
    }
    void restore(const std::vector<u8>& snapshot) {
        std::string error;
        ASSERT_TRUE(machine->restore(snapshot, error)) << error;
    }
    /// Everything at once: timers, a watchdog, a transfer of SPI1, I2S from memory, the ADC, sigma-delta, an
    /// erase of the flash, bytes from the host.
    void make_busy() {
        write(soc::kTimersBase + soc::timers::FRC1_CTRL,
              soc::timers::CTRL_ENABLE.mask() | soc::timers::CTRL_AUTOLOAD.mask());
        write(soc::kTimersBase + soc::timers::FRC1_LOAD, 777);
        write(soc::kTimersBase + soc::timers::FRC2_CTRL, soc::timers::CTRL_ENABLE.mask());
        write(soc::kTimersBase + soc::timers::FRC2_ALARM, 123'456);
        write(soc::kWatchdogBase + soc::wdt::OP, 5);
        write(soc::kWatchdogBase + soc::wdt::CTL, soc::wdt::CTL_ENABLE.mask());
        for (u32 pad : {2u, 3u, 15u})
            write(soc::kIoMuxBase + soc::io_mux::kPads[pad].offset, soc::io_mux::function_bits(1));
        for (u32 pad : {12u, 13u, 14u})
            write(soc::kIoMuxBase + soc::io_mux::kPads[pad].offset, soc::io_mux::function_bits(2));
        write(soc::kAnalogBase + 16, soc::analog::I2C_BLOCK.of(soc::analog::kPllBlock) |
                                         soc::analog::I2C_REGISTER.of(soc::analog::kPllAudio) |
                                         soc::analog::I2C_DATA.of(soc::analog::kPllAudioOn) |
                                         soc::analog::I2C_WRITE.mask());
        write(soc::kDramBase, 0xC0000000 | 64 << 12 | 64);
        write(soc::kDramBase + 4, soc::kDramBase + 0x100);
        write(soc::kDramBase + 8, soc::kDramBase);
        write(soc::kSlcBase + soc::slc::RX_LINK,
              soc::slc::LINK_ADDRESS.of(soc::kDramBase) | soc::slc::LINK_START.mask());
        write(soc::kI2sBase + soc::i2s::FIFO_CONF, soc::i2s::FIFO_DSCR_EN.mask());
        write(soc::kI2sBase + soc::i2s::CONF, soc::i2s::CONF_TX_START.mask() | soc::i2s::CONF_BCK_DIV.of(20) |
                                                  soc::i2s::CONF_CLKM_DIV.of(20));
        write(soc::kSpi1Base + soc::spi::USER, soc::spi::USR_MOSI.mask());
        write(soc::kSpi1Base + soc::spi::USER1, soc::spi::USR_MOSI_BITLEN.of(511));
        write(soc::kSpi1Base + soc::spi::CLOCK, soc::spi::CLKDIV_PRE.of(40) | soc::spi::CLKCNT_USER_N.of(9));
        write(soc::kSpi1Base + soc::spi::CMD, soc::spi::USR.mask());
        write(soc::kSpi0Base + soc::spi::CMD, soc::spi::FLASH_WREN.mask());
        machine->run_for(10'000);
        write(soc::kSpi0Base + soc::spi::ADDR, 0x4000);
        write(soc::kSpi0Base + soc::spi::CMD, soc::spi::FLASH_SE.mask());
        write(soc::kIoMuxBase + soc::io_mux::kPads[4].offset, 0);
        write(soc::kGpioBase + soc::gpio::ENABLE, 1 << 4);
        write(soc::kGpioBase + soc::gpio::PIN(4), soc::gpio::PIN_SOURCE.mask());
        write(soc::kGpioBase + soc::gpio::SIGMA_DELTA, soc::gpio::SIGMA_DELTA_ENABLE.mask() |
                                                           soc::gpio::SIGMA_DELTA_PRESCALE.of(200) |
                                                           soc::gpio::SIGMA_DELTA_TARGET.of(77));
        machine->analog().set_tout_microvolts(321'000);
        write(soc::kAnalogBase + soc::analog::SAR_CFG, soc::analog::SAR_START.mask() |
                                                           soc::analog::SAR_DIVIDER.of(23) |
                                                           soc::analog::SAR_SAMPLES.of(7));
        const u8 bytes[] = {1, 2, 3, 4, 5, 6, 7, 8};
        machine->uart0().receive(bytes);
    }
};

/// Where two snapshots differ first; npos if they do not.
usize difference(const std::vector<u8>& one, const std::vector<u8>& other) {
    const auto end = one.begin() + std::ptrdiff_t(std::min(one.size(), other.size()));
    const usize at = usize(std::mismatch(one.begin(), end, other.begin()).first - one.begin());
    return at == one.size() && at == other.size() ? std::string::npos : at;
}

constexpr u64 kEnd = 3'000'000;

TEST(SnapshotTest, ARunThatWasSavedRestoredAndContinuedIsTheSame) {
    Chip straight;
    straight.machine->run_until(1000);
    straight.make_busy();
    straight.machine->run_until(kEnd);
    const std::vector<u8> expected = straight.machine->save();
    ASSERT_GT(straight.trace.values.size(), 200u);

    Random random{11};
    for (u32 round = 0; round < 12; ++round) {
        const u64 at = 2'000 + random.next() % (kEnd - 2'000);
        SCOPED_TRACE(at);
        Chip first;
        first.machine->run_until(1000);
        first.make_busy();
        first.machine->run_until(at);
        const std::vector<u8> snapshot = first.machine->save();

        Chip second;
        second.machine->run_until(random.next() % 10'000);  // it need not be a new one
        second.trace.values = first.trace.values;
        second.restore(snapshot);
        EXPECT_EQ(difference(second.machine->save(), snapshot), std::string::npos);
        second.machine->run_until(kEnd);
        EXPECT_EQ(second.trace.values, straight.trace.values);
        EXPECT_EQ(difference(second.machine->save(), expected), std::string::npos);

        first.machine->run_until(kEnd);  // and saving has changed nothing
        EXPECT_EQ(difference(first.machine->save(), expected), std::string::npos);
    }
}

TEST(SnapshotTest, ASleepIsSavedAsWell) {
    for (const u32 function : {soc::rtc::kPadFunctionGpio16, soc::rtc::kPadFunctionDeepSleep}) {
        SCOPED_TRACE(function);
        const auto fall_asleep = [&](Chip& chip) {
            chip.machine->run_until(1000);
            chip.write(soc::kRtcBase + soc::rtc::PAD_XPD_DCDC_CONF, function);
            chip.write(soc::kRtcBase + soc::rtc::STATE2, soc::rtc::kWakeTimer);
            chip.write(soc::kRtcBase + soc::rtc::SLP_VAL, 3000);
            chip.write(soc::kRtcBase + soc::rtc::SLP_CTL, soc::rtc::SLP_CTL_SLEEP.mask());
        };
        Chip straight;
        fall_asleep(straight);
        straight.machine->run_until(kEnd);
        Chip first;
        fall_asleep(first);
        first.machine->run_until(500'000);
        Chip second;
        second.restore(first.machine->save());
        second.trace.values = first.trace.values;
        second.machine->run_until(kEnd);
        EXPECT_EQ(second.trace.values, straight.trace.values);
        EXPECT_EQ(difference(second.machine->save(), straight.machine->save()), std::string::npos);
        EXPECT_EQ(second.machine->last_reset(), straight.machine->last_reset());
    }
}

TEST(SnapshotTest, WhatHangsOnThePadsStaysAsItIs) {
    Chip chip;
    chip.machine->run_until(1000);
    chip.write(soc::kGpioBase + soc::gpio::PIN(4), soc::gpio::PIN_INT_TYPE.of(soc::gpio::kIntTypeRising));
    const std::vector<u8> snapshot = chip.machine->save();
    WireDriver button(chip.machine->pads()[4]);
    button.set(Strength::Push, true);
    chip.restore(snapshot);
    EXPECT_TRUE(chip.machine->pads()[4].level());
    u32 status = 0;
    EXPECT_EQ(chip.machine->bus().load32(soc::kGpioBase + soc::gpio::STATUS, status), Cause::None);
    EXPECT_EQ(status, 1u << 4);  // the chip sees the edge
}

TEST(SnapshotTest, SaysWhyItTakesNone) {
    Chip chip;
    chip.machine->run_until(1000);
    const std::vector<u8> snapshot = chip.machine->save();
    std::string error;
    for (const usize size : {usize{0}, usize{7}, snapshot.size() / 2, snapshot.size() - 1}) {
        EXPECT_FALSE(chip.machine->restore({snapshot.data(), size}, error));
        EXPECT_EQ(error, "not a snapshot, or damaged");
    }
    for (usize at = 0; at < snapshot.size(); at += snapshot.size() / 50) {
        std::vector<u8> damaged = snapshot;
        damaged[at] ^= 0x10;
        EXPECT_FALSE(chip.machine->restore(damaged, error)) << at;
    }
    EXPECT_EQ(chip.machine->run_until(2000), StopReason::Deadline);  // and nothing has happened to it

    std::unique_ptr<FlashContents> large = FlashContents::in_memory(1024 * 1024);
    const std::vector<u8> rom(16);
    const auto other = Machine::create({.rom = rom, .flash = large.get()}, error);
    EXPECT_FALSE(other->restore(snapshot, error));
    EXPECT_NE(error.find("another kind of machine"), std::string::npos);
    EXPECT_EQ(other->run_until(2000), StopReason::PowerCut);
    other->reset(ResetCause::PowerOn);
    EXPECT_EQ(other->run_until(2000), StopReason::Deadline);
}

TEST(SnapshotTest, ErasedFlashTakesNoRoom) {
    Chip chip;
    const usize empty = chip.machine->save().size();
    EXPECT_LT(empty, 400u * 1024);
    chip.flash->data()[0x5000] = 0;
    EXPECT_EQ(chip.machine->save().size(), empty + soc::flash::kSectorSize);
}

}  // namespace
}  // namespace kinglet::chip
