#include "chip/devices/dport.hpp"

#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/efuse.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "soc/esp8266/regs/wdt.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace dport = soc::dport;
namespace efuse = soc::efuse;
using soc::Irq;

constexpr u32 kBase = soc::kDportBase;

struct DportTest : Bench {
    std::unique_ptr<FlashContents> contents = FlashContents::in_memory(1024 * 1024);
    NorFlash nor{*contents, clock, log};
    std::vector<u8> iram = std::vector<u8>(soc::kIramSize);
    FlashCache cache{bus, nor, iram.data(), clock, events};
    ClockTree clocks{clock, 26'000'000, log};
    RecordingResetSink resets;
    Watchdog watchdog{clock, events, interrupts.line(Irq::Watchdog), resets, log};
    Dport device{interrupts, cache, clocks, watchdog, log};
    Efuse fuses{{0x5C, 0xCF, 0x7F, 0x01, 0x02, 0x03}, log};

    DportTest() {
        bus.map_device(kBase, 0x50, device);
        bus.map_device(soc::kEfuseBase, 0x10, fuses);
        bus.map_device(soc::kWatchdogBase, 0x100, watchdog);
        device.reset();
    }
};

TEST_F(DportTest, GatesTheEdgeInterrupts) {
    const IrqLine frc1 = interrupts.line(Irq::Frc1);
    frc1.pulse();
    EXPECT_FALSE(is_pending(Irq::Frc1));
    write(kBase + dport::EDGE_INT_ENABLE, dport::EDGE_FRC1.mask());
    frc1.pulse();
    EXPECT_TRUE(is_pending(Irq::Frc1));
    write(kBase + dport::NMI_INT_ENABLE, dport::NMI_FRC1.mask());
    interrupts.line(Irq::Nmi, 1).pulse();
    EXPECT_TRUE(is_pending(Irq::Nmi));
}

TEST_F(DportTest, OpensTheCacheInTheRomsOrder) {
    cache.set_spi_control(soc::spi::ENABLE_AHB.mask());
    write(kBase + dport::CACHE_FLASH_CTRL, 0);
    write(kBase + dport::CACHE_FLASH_CTRL, dport::CACHE_FLUSH.mask());
    EXPECT_TRUE(dport::CACHE_EMPTY.get(read(kBase + dport::CACHE_FLASH_CTRL)));
    write(kBase + dport::CACHE_FLASH_CTRL, 0);
    write(kBase + dport::CACHE_FLASH_CTRL, dport::CACHE_32K.mask());
    write(kBase + dport::CACHE_RAM, dport::CACHE_RAM_HIGH.mask() | dport::CACHE_RAM_LOW.mask());
    write(kBase + dport::CACHE_FLASH_CTRL, dport::CACHE_32K.mask() | dport::CACHE_ENABLE.mask());
    EXPECT_EQ(read(kBase + dport::CACHE_FLASH_CTRL), 0x04000102u);  // as a running system shows it
    EXPECT_EQ(read(soc::kFlashWindowBase), 0xFFFFFFFFu);
    u32 value = 0;
    EXPECT_EQ(bus.load32(soc::kIramCacheLowBase, value), Cause::LoadStoreError);
}

TEST_F(DportTest, DoublesTheCpusClock) {
    EXPECT_EQ(clock.cpu_hz(), 52'000'000u);
    write(kBase + dport::CPU_CLOCK, 1);
    EXPECT_EQ(clock.cpu_hz(), 104'000'000u);
    EXPECT_EQ(clock.apb_hz(), 52'000'000u);
    device.reset();
    EXPECT_EQ(clock.cpu_hz(), 52'000'000u);
}

TEST_F(DportTest, GatesTheWatchdogsClock) {
    write(soc::kWatchdogBase + soc::wdt::CTL, 1);
    EXPECT_TRUE(watchdog.is_running());
    write(kBase + dport::CLOCK_GATE, 0);
    EXPECT_FALSE(watchdog.is_running());
    write(kBase + dport::CLOCK_GATE, dport::CLOCK_GATE_WDT.mask());
    EXPECT_TRUE(watchdog.is_running());
}

TEST_F(DportTest, TellsTheSpiInterruptsApart) {
    interrupts.line(Irq::Spi, 7).set(true);
    EXPECT_EQ(read(kBase + dport::SPI_INT_STATUS), dport::SPI_INT_SPI1.mask());
}

TEST_F(DportTest, TheFusesHoldTheAddressAsToolsReadIt) {
    const u32 word0 = read(soc::kEfuseBase);
    const u32 word1 = read(soc::kEfuseBase + 4);
    const u32 word3 = read(soc::kEfuseBase + 12);
    EXPECT_EQ(efuse::WORD3_OUI.get(word3), 0x5CCF7Fu);
    EXPECT_EQ(efuse::WORD1_MAC4.get(word1), 0x01u);
    EXPECT_EQ(efuse::WORD1_MAC5.get(word1), 0x02u);
    EXPECT_EQ(efuse::WORD0_MAC6.get(word0), 0x03u);
    EXPECT_FALSE(efuse::WORD0_ESP8285.get(word0));
    EXPECT_TRUE(efuse::WORD2_TYPE2.get(read(soc::kEfuseBase + 8)));
    write(soc::kEfuseBase, 0);
    EXPECT_EQ(read(soc::kEfuseBase), word0);
}

struct RecordingSwapListener final : IoSwapListener {
    u32 value = 0;
    void io_swap_changed(u32 swap) override { value = swap; }
};

TEST_F(DportTest, TellsOfSwappedPins) {
    RecordingSwapListener listener;
    device.set_swap_listener(&listener);
    write(kBase + dport::IO_SWAP, dport::SWAP_TWO_ON_FLASH.mask());
    EXPECT_EQ(listener.value, dport::SWAP_TWO_ON_FLASH.mask());
    write(kBase + dport::IO_SWAP, 0);
    EXPECT_EQ(listener.value, 0u);
}

}  // namespace
}  // namespace kinglet::chip
