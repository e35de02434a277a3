#include "chip/devices/flash_cache.hpp"

#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace dport = soc::dport;
namespace flash = soc::flash;

constexpr u32 kMiB = 1024 * 1024;

struct Listener final : CodeListener {
    std::vector<u32> pages;
    void code_changed(u32 address, u32) override { pages.push_back(address); }
};

struct FlashCacheTest : Bench {
    std::unique_ptr<FlashContents> contents = FlashContents::in_memory(16 * kMiB);
    NorFlash nor{*contents, clock, log};
    std::vector<u8> iram = std::vector<u8>(soc::kIramSize);
    FlashCache cache{bus, nor, iram.data(), clock, events};

    FlashCacheTest() {
        // The first word of every megabyte is its number.
        for (u32 i = 0; i < 16; ++i) std::memcpy(contents->data() + i * kMiB, &i, 4);
        cache.set_spi_control(soc::spi::ENABLE_AHB.mask());
    }

    Cause load(u32 offset, u32& value) { return bus.load32(soc::kFlashWindowBase + offset, value); }
    u32 megabyte_at(u32 offset) {
        u32 value = ~0u;
        EXPECT_EQ(load(offset, value), Cause::None);
        return value;
    }
    void give(u8 opcode) {
        nor.select();
        nor.exchange(opcode);
        for (int i = 0; opcode == flash::kSectorErase && i < 3; ++i) nor.exchange(0);
        nor.deselect();
    }
};

TEST_F(FlashCacheTest, TheWindowFaultsUntilItIsOpened) {
    u32 value = 0;
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
    EXPECT_EQ(bus.fetch32(soc::kFlashWindowBase, value), Cause::InstructionFetchError);
    cache.set_control(dport::CACHE_ENABLE.mask());
    EXPECT_EQ(megabyte_at(0), 0u);
    EXPECT_EQ(bus.fetch32(soc::kFlashWindowBase, value), Cause::None);
    EXPECT_NE(bus.page(soc::kFlashWindowBase).direct & soc::kExecute, 0);
    cache.set_spi_control(0);
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
    cache.set_spi_control(soc::spi::ENABLE_AHB.mask());
    cache.set_control(0);
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
}

TEST_F(FlashCacheTest, MapsTheMegabyteThatIsAskedFor) {
    for (u32 block = 0; block < 8; ++block) {
        const u32 enable = dport::CACHE_ENABLE.mask() | dport::CACHE_BLOCK.of(block);
        cache.set_control(enable);
        EXPECT_EQ(megabyte_at(0), 2 * block);
        u32 value = 0;
        EXPECT_EQ(load(kMiB, value), Cause::LoadStoreError);  // only 1 MiB is there
        cache.set_control(enable | dport::CACHE_MAP_ODD.mask());
        EXPECT_EQ(megabyte_at(0), 2 * block + 1);
        cache.set_control(enable | dport::CACHE_MAP_2M.mask());
        EXPECT_EQ(megabyte_at(0), 2 * block);
        EXPECT_EQ(megabyte_at(kMiB), 2 * block + 1);
    }
}

TEST_F(FlashCacheTest, ASmallFlashRepeatsInTheWindow) {
    const auto small = FlashContents::in_memory(512 * 1024);
    small->data()[0x10] = 0x77;
    NorFlash part(*small, clock, log);
    FlashCache own(bus, part, iram.data(), clock, events);
    own.set_spi_control(soc::spi::ENABLE_AHB.mask());
    own.set_control(dport::CACHE_ENABLE.mask() | dport::CACHE_BLOCK.of(3));
    u32 value = 0;
    EXPECT_EQ(load(0x10, value), Cause::None);
    EXPECT_EQ(value, 0xFFFFFF77u);
    EXPECT_EQ(load(512 * 1024 + 0x10, value), Cause::None);
    EXPECT_EQ(value, 0xFFFFFF77u);
}

TEST_F(FlashCacheTest, IsShutWhileTheFlashIsBusyOrAsleep) {
    cache.set_control(dport::CACHE_ENABLE.mask());
    give(flash::kWriteEnable);
    give(flash::kSectorErase);
    u32 value = 0;
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
    EXPECT_FALSE(cache.is_open());
    run_ns(46'000'000);
    EXPECT_EQ(megabyte_at(0), 0xFFFFFFFFu);
    give(flash::kPowerDown);
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
    give(flash::kReleasePowerDown);
    EXPECT_EQ(megabyte_at(kMiB - 4), 0xFFFFFFFFu);
}

TEST_F(FlashCacheTest, PredecodedCodeIsToldOfEveryChange) {
    Listener listener;
    bus.set_code_listener(&listener);
    cache.set_control(dport::CACHE_ENABLE.mask());
    bus.watch_code(soc::kFlashWindowBase + 0x3000);
    cache.set_control(dport::CACHE_ENABLE.mask() | dport::CACHE_MAP_ODD.mask());
    EXPECT_EQ(listener.pages, (std::vector<u32>{soc::kFlashWindowBase + 0x3000}));
    listener.pages.clear();
    cache.set_control(dport::CACHE_ENABLE.mask());
    bus.watch_code(soc::kFlashWindowBase);
    give(flash::kWriteEnable);
    give(flash::kSectorErase);
    EXPECT_EQ(listener.pages, (std::vector<u32>{soc::kFlashWindowBase}));
}

TEST_F(FlashCacheTest, TakesTheUpperHalvesOfIram) {
    const u32 low = soc::kIramCacheLowBase;
    const u32 high = soc::kIramCacheHighBase;
    u32 value = 0;
    EXPECT_EQ(bus.store32(low, 1), Cause::None);
    EXPECT_EQ(bus.store32(high, 2), Cause::None);
    cache.set_ram(dport::CACHE_RAM_HIGH.mask());
    EXPECT_EQ(bus.load32(high, value), Cause::LoadStoreError);
    EXPECT_EQ(bus.fetch32(high, value), Cause::InstructionFetchError);
    EXPECT_EQ(bus.load32(low, value), Cause::None);
    EXPECT_EQ(value, 1u);
    cache.set_ram(dport::CACHE_RAM_HIGH.mask() | dport::CACHE_RAM_LOW.mask());
    EXPECT_EQ(bus.load32(low, value), Cause::LoadStoreError);
    cache.set_ram(0);
    EXPECT_EQ(bus.load32(low, value), Cause::None);
    EXPECT_NE(value, 1u);  // the cache has used it
    EXPECT_EQ(bus.fetch32(high, value), Cause::None);
}

TEST_F(FlashCacheTest, ResetClosesEverything) {
    cache.set_control(dport::CACHE_ENABLE.mask());
    cache.set_ram(dport::CACHE_RAM_HIGH.mask());
    cache.reset();
    u32 value = 0;
    EXPECT_EQ(load(0, value), Cause::LoadStoreError);
    EXPECT_EQ(bus.load32(soc::kIramCacheHighBase, value), Cause::None);
}

}  // namespace
}  // namespace kinglet::chip
