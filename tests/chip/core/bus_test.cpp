#include "chip/core/bus.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kinglet::chip {
namespace {

struct FakeDevice final : BusDevice {
    u32 last_offset = 0;
    u32 last_value = 0;
    u32 read32(u32 offset) override {
        last_offset = offset;
        return 0xC0DE0000 | offset;
    }
    void write32(u32 offset, u32 value) override {
        last_offset = offset;
        last_value = value;
    }
};

struct FakeListener final : CodeListener {
    std::vector<std::pair<u32, u32>> changes;
    void code_changed(u32 address, u32 size) override { changes.emplace_back(address, size); }
};

/// One region of each kind at its own place, as the table of the memory map says.
struct BusTest : testing::Test {
    Clock clock;
    Bus bus{clock};
    std::vector<u8> dram = std::vector<u8>(soc::kDramSize, 0x11);
    std::vector<u8> iram = std::vector<u8>(soc::kIramSize, 0x22);
    std::vector<u8> rom = std::vector<u8>(soc::kRomSize, 0x33);
    std::vector<u8> flash = std::vector<u8>(soc::kFlashWindowSize, 0x44);
    FakeDevice device;
    FakeListener listener;

    void SetUp() override {
        bus.map_memory(soc::kDramBase, soc::kDramSize, dram.data(), soc::find_region(soc::kDramBase)->access);
        bus.map_memory(soc::kIramBase, soc::kIramSize, iram.data(), soc::find_region(soc::kIramBase)->access);
        bus.map_memory(soc::kRomBase, soc::kRomSize, rom.data(), soc::find_region(soc::kRomBase)->access);
        bus.map_memory(soc::kFlashWindowBase, soc::kFlashWindowSize, flash.data(),
                       soc::find_region(soc::kFlashWindowBase)->access);
        bus.map_device(soc::kGpioBase, 0x100, device);
        bus.set_code_listener(&listener);
    }
};

struct Rule {
    u32 address;
    Cause load32, load16, load8, store32, store16, store8, fetch;
};

constexpr Cause kOk = Cause::None;
constexpr Cause kErr = Cause::LoadStoreError;
constexpr Cause kFetch = Cause::InstructionFetchError;
constexpr Cause kNoLd = Cause::LoadProhibited;
constexpr Cause kNoSt = Cause::StoreProhibited;
constexpr Cause kNoFt = Cause::InstFetchProhibited;

// clang-format off
constexpr Rule kRules[] = {
    // where                     load32 load16 load8  store32 store16 store8 fetch
    {soc::kDramBase + 0x100,     kOk,   kOk,   kOk,   kOk,    kOk,    kOk,   kFetch},
    {0x3FFFFFFC,                 kOk,   kOk,   kOk,   kOk,    kOk,    kOk,   kFetch},
    {soc::kIramBase + 0x100,     kOk,   kErr,  kErr,  kOk,    kErr,   kErr,  kOk},
    {0x4010FFFC,                 kOk,   kErr,  kErr,  kOk,    kErr,   kErr,  kOk},
    {soc::kRomBase + 0x1000,     kOk,   kErr,  kErr,  kErr,   kErr,   kErr,  kOk},
    {soc::kFlashWindowBase + 4,  kOk,   kErr,  kErr,  kErr,   kErr,   kErr,  kOk},
    {soc::kGpioBase + 0x18,      kOk,   kErr,  kErr,  kOk,    kErr,   kErr,  kFetch},
    {0x40110000,                 kErr,  kErr,  kErr,  kErr,   kErr,   kErr,  kFetch},  // behind IRAM
    {0x3FFE7FFC,                 kErr,  kErr,  kErr,  kErr,   kErr,   kErr,  kFetch},  // before DRAM
    {0x60000400,                 kErr,  kErr,  kErr,  kErr,   kErr,   kErr,  kFetch},  // beside a device
    {0xFFFFFFFC,                 kErr,  kErr,  kErr,  kErr,   kErr,   kErr,  kFetch},
    {0x00000000,                 kNoLd, kNoLd, kNoLd, kNoSt,  kNoSt,  kNoSt, kNoFt},
    {0x1FFFFFFC,                 kNoLd, kNoLd, kNoLd, kNoSt,  kNoSt,  kNoSt, kNoFt},
};
// clang-format on

TEST_F(BusTest, EachRegionTakesTheAccessesOfItsRule) {
    for (const Rule& rule : kRules) {
        SCOPED_TRACE(testing::Message() << std::hex << rule.address);
        u32 value = 0;
        EXPECT_EQ(bus.load32(rule.address, value), rule.load32);
        EXPECT_EQ(bus.load16(rule.address, value), rule.load16);
        EXPECT_EQ(bus.load8(rule.address, value), rule.load8);
        EXPECT_EQ(bus.store32(rule.address, 1), rule.store32);
        EXPECT_EQ(bus.store16(rule.address, 1), rule.store16);
        EXPECT_EQ(bus.store8(rule.address, 1), rule.store8);
        EXPECT_EQ(bus.fetch32(rule.address, value), rule.fetch);
    }
}

TEST_F(BusTest, AnUnalignedAccessIsCause9WhereverItGoes) {
    for (const Rule& rule : kRules) {
        u32 value = 0;
        for (u32 shift : {1u, 2u, 3u}) {
            EXPECT_EQ(bus.load32(rule.address + shift, value), Cause::LoadStoreAlignment);
            EXPECT_EQ(bus.store32(rule.address + shift, 0), Cause::LoadStoreAlignment);
        }
        EXPECT_EQ(bus.load16(rule.address + 1, value), Cause::LoadStoreAlignment);
        EXPECT_EQ(bus.store16(rule.address + 3, 0), Cause::LoadStoreAlignment);
    }
}

TEST_F(BusTest, NarrowAccessesAreLittleEndianAndZeroExtended) {
    const u32 at = soc::kDramBase + 0x40;
    ASSERT_EQ(bus.store32(at, 0x8899AABB), Cause::None);
    u32 value = 0;
    ASSERT_EQ(bus.load8(at + 1, value), Cause::None);
    EXPECT_EQ(value, 0xAAu);
    ASSERT_EQ(bus.load16(at + 2, value), Cause::None);
    EXPECT_EQ(value, 0x8899u);
    ASSERT_EQ(bus.store8(at + 3, 0x1FF), Cause::None);
    ASSERT_EQ(bus.load32(at, value), Cause::None);
    EXPECT_EQ(value, 0xFF99AABBu);
}

TEST_F(BusTest, TheDirectPathShowsTheSameRightsAsTheCalls) {
    const Page& page = bus.page(soc::kIramBase + 0x2345);
    EXPECT_EQ(page.direct, soc::kLoad32 | soc::kStore32 | soc::kExecute);
    EXPECT_EQ(page.memory, iram.data() + 0x2000);
    EXPECT_EQ(bus.page(soc::kGpioBase).direct, 0);
    EXPECT_EQ(bus.page(0x12345678).memory, nullptr);
}

TEST_F(BusTest, ADeviceSeesItsOwnOffsetsAndCostsWaitCycles) {
    u32 value = 0;
    ASSERT_EQ(bus.load32(soc::kGpioBase + 0x18, value), Cause::None);
    EXPECT_EQ(value, 0xC0DE0018u);
    EXPECT_EQ(clock.now(), soc::kRegisterLoadWait);
    ASSERT_EQ(bus.store32(soc::kGpioBase + 0x04, 0xABCD), Cause::None);
    EXPECT_EQ(device.last_offset, 4u);
    EXPECT_EQ(device.last_value, 0xABCDu);
    EXPECT_EQ(clock.now(), soc::kRegisterLoadWait + soc::kRegisterStoreWait);
}

TEST_F(BusTest, AStoreToWatchedCodeLeavesTheDirectPathAndIsReported) {
    const u32 at = soc::kIramBase + 0x1010;
    bus.watch_code(at);
    EXPECT_EQ(bus.page(at).direct & soc::kStore32, 0);
    EXPECT_EQ(bus.page(at).direct & soc::kExecute, soc::kExecute);
    EXPECT_NE(bus.page(soc::kIramBase).direct & soc::kStore32, 0);
    ASSERT_EQ(bus.store32(at, 1), Cause::None);
    ASSERT_EQ(listener.changes.size(), 1u);
    EXPECT_EQ(listener.changes[0], std::make_pair(at, 4u));
    bus.unwatch_code(at);
    EXPECT_NE(bus.page(at).direct & soc::kStore32, 0);
    ASSERT_EQ(bus.store32(at, 2), Cause::None);
    EXPECT_EQ(listener.changes.size(), 1u);
}

TEST_F(BusTest, RemappingWatchedCodeIsReportedOncePerPage) {
    bus.watch_code(soc::kFlashWindowBase + 0x3000);
    bus.unmap(soc::kFlashWindowBase, soc::kFlashWindowSize);
    ASSERT_EQ(listener.changes.size(), 1u);
    EXPECT_EQ(listener.changes[0], std::make_pair(soc::kFlashWindowBase + 0x3000, Bus::kPageSize));
    u32 value = 0;
    EXPECT_EQ(bus.load32(soc::kFlashWindowBase, value), Cause::LoadStoreError);
    EXPECT_EQ(bus.fetch32(soc::kFlashWindowBase, value), Cause::InstructionFetchError);
}

TEST_F(BusTest, PokeWritesEvenRomAndPeekTouchesNoRegister) {
    const u32 word = 0x12345678;
    EXPECT_TRUE(bus.poke(soc::kRomBase + 0xFFC, &word, 4));
    u32 value = 0;
    ASSERT_EQ(bus.load32(soc::kRomBase + 0xFFC, value), Cause::None);
    EXPECT_EQ(value, word);
    device.last_offset = 0x77;
    EXPECT_FALSE(bus.peek(soc::kGpioBase, &value, 4));
    EXPECT_EQ(device.last_offset, 0x77u);
    EXPECT_FALSE(bus.poke(soc::kDramBase - 2, &word, 4));
}

}  // namespace
}  // namespace kinglet::chip
