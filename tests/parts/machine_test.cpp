// Parts at the pads of a whole chip: its own SPI and UART speak with them, and they are in its snapshots.
#include <gtest/gtest.h>

#include <algorithm>

#include "chip/devices/analog.hpp"
#include "chip/devices/pads.hpp"
#include "chip/machine.hpp"
#include "parts/bench.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/register_map.hpp"

namespace kinglet::parts {
namespace {

namespace spi = soc::spi;

struct WiredChip final : AnalogInput, ResetPin {
    std::unique_ptr<chip::FlashContents> flash = chip::FlashContents::in_memory(512 * 1024);
    std::unique_ptr<chip::Machine> machine;
    std::unique_ptr<Bench> bench;

    explicit WiredChip(const char* wiring) {
        std::vector<u8> rom(0x1000);
        constexpr u8 kSpin[] = {0x06, 0xFF, 0xFF};
        std::copy_n(kSpin, sizeof kSpin, rom.begin() + (soc::kResetVector - soc::kRomBase));
        std::string error;
        machine = chip::Machine::create({.rom = rom, .flash = flash.get()}, error);
        EXPECT_TRUE(machine) << error;
        bench =
            std::make_unique<Bench>(Site{machine->pads(), machine->clock(), machine->events(), *this, *this});
        std::vector<Statement> statements;
        Problem problem;
        EXPECT_TRUE(read_statements(wiring, "w", 1, statements, problem) &&
                    bench->add(statements, Bench::Author::User, problem))
            << problem.describe();
        machine->set_surroundings(bench.get());
        bench->start();
    }
    void set_microvolts(u32 microvolts) override { machine->analog().set_tout_microvolts(microvolts); }
    u32 full_scale_microvolts() const override { return 1'000'000; }
    void set_reset_pin(bool level) override { machine->set_reset_pin(level); }

    void write(u32 address, u32 value) {
        EXPECT_EQ(machine->bus().store32(address, value), chip::Cause::None) << std::hex << address;
    }
    u32 read(u32 address) {
        u32 value = 0;
        EXPECT_EQ(machine->bus().load32(address, value), chip::Cause::None) << std::hex << address;
        return value;
    }
    void give_pads_to_hspi() {
        for (const u32 pad : {12u, 13u, 14u, 15u})
            write(soc::kIoMuxBase + soc::io_mux::kPads[pad].offset, soc::io_mux::function_bits(2));
    }
    /// A command and what is read behind it.
    void start_command(u8 command, u32 bits) {
        write(soc::kSpi1Base + spi::PIN, spi::CS1_DIS.mask() | spi::CS2_DIS.mask());
        write(soc::kSpi1Base + spi::CLOCK, spi::CLKCNT_USER_N.of(19));
        write(soc::kSpi1Base + spi::USER, spi::USR_COMMAND.mask() | spi::USR_MISO.mask());
        write(soc::kSpi1Base + spi::USER2, spi::USR_COMMAND_BITLEN.of(7) | command);
        write(soc::kSpi1Base + spi::USER1, spi::USR_MISO_BITLEN.of(bits - 1));
        write(soc::kSpi1Base + spi::CMD, spi::USR.mask());
    }
};

TEST(PartsOfAMachine, TheChipsSpiReadsAFlash) {
    WiredChip chip("spiflash cs=GPIO15 clk=GPIO14 di=GPIO13 do=GPIO12 model=25q16");
    chip.give_pads_to_hspi();
    chip.start_command(soc::flash::kReadId, 24);
    chip.machine->run_for(1'000'000);
    EXPECT_EQ(chip.read(soc::kSpi1Base + spi::W0) & 0xFFFFFF, 0x1540EFu);
    EXPECT_EQ(chip.bench->complaints(), 0u);
}

TEST(PartsOfAMachine, APeerHearsTheChipsUart) {
    WiredChip chip("uart rx=GPIO1 baud=115200");
    chip.write(soc::kIoMuxBase + soc::io_mux::kPads[1].offset, soc::io_mux::function_bits(0));
    chip.write(soc::kUart0Base + soc::uart::CLKDIV, chip.machine->clock().apb_hz() / 115200);
    chip.machine->run_for(1'000'000);
    chip.bench->start();
    for (const char c : std::string("chip")) chip.write(soc::kUart0Base, static_cast<u8>(c));
    chip.machine->run_for(1'000'000);
    EXPECT_EQ(chip.bench->find("uart")->read(0, 0).text, "chip");
}

TEST(PartsOfAMachine, AButtonAtRstResetsTheChip) {
    WiredChip chip("button RST\nbutton pressed at 1 ms for 1 ms");
    chip.machine->run_for(900'000);
    EXPECT_EQ(chip.machine->stats().resets, 0u);
    chip.machine->run_for(5'000'000);
    EXPECT_EQ(chip.machine->stats().resets, 1u);
    EXPECT_EQ(chip.machine->last_reset(), chip::ResetCause::External);
}

TEST(PartsOfAMachine, AreInItsSnapshot) {
    constexpr const char* kWiring =
        "spiflash cs=GPIO15 clk=GPIO14 di=GPIO13 do=GPIO12 model=25q40; led GPIO4; voltage A0; button GPIO5 "
        "bounce=2ms\n"
        "voltage rises from 0 V to 1 V between 0 ms and 20 ms; button pressed at 3 ms for 5 ms every 6 ms\n"
        "uart tx=GPIO0 baud=9600; uart sends \"a snapshot in the middle\" at 1 ms; expect button.presses == "
        "2 by 20 ms";
    for (const u64 at : {1'234'567u, 3'456'789u, 8'000'001u}) {
        WiredChip first(kWiring), second(kWiring);
        first.give_pads_to_hspi();
        first.start_command(soc::flash::kReadId, 24);
        first.machine->run_for(at);
        std::string error;
        ASSERT_TRUE(second.machine->restore(first.machine->save(), error)) << error;
        for (WiredChip* chip : {&first, &second}) chip->machine->run_for(12'000'000);
        EXPECT_EQ(first.machine->save(), second.machine->save()) << at;
        EXPECT_EQ(first.bench->find("button")->read(1, 0).number,
                  second.bench->find("button")->read(1, 0).number);
    }
    WiredChip one("led GPIO4"), other("led GPIO5; led more GPIO4");
    std::string error;
    EXPECT_FALSE(other.machine->restore(one.machine->save(), error));
}

}  // namespace
}  // namespace kinglet::parts
