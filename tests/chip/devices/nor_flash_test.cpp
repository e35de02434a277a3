#include "chip/devices/nor_flash.hpp"

#include <algorithm>

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

namespace flash = soc::flash;

constexpr u32 kMiB = 1024 * 1024;

struct NorFlashTest : Bench {
    std::unique_ptr<FlashContents> contents = FlashContents::in_memory(kMiB);
    NorFlash nor{*contents, clock, log};

    /// One transaction: bytes out, then `count` bytes in.
    std::vector<u8> transfer(std::vector<u8> out, usize count = 0) {
        nor.select();
        for (u8 byte : out) nor.exchange(byte);
        std::vector<u8> in;
        for (usize i = 0; i < count; ++i) in.push_back(nor.exchange(0));
        nor.deselect();
        return in;
    }
    static std::vector<u8> command(u8 opcode, u32 address, std::vector<u8> data = {}) {
        std::vector<u8> bytes = {opcode, u8(address >> 16), u8(address >> 8), u8(address)};
        bytes.insert(bytes.end(), data.begin(), data.end());
        return bytes;
    }
    u8 status() { return transfer({flash::kReadStatus1}, 1)[0]; }
    void wait() { run_ns(nor.ready_at() > clock.nanoseconds() ? nor.ready_at() - clock.nanoseconds() : 0); }
    void program(u32 address, std::vector<u8> data) {
        transfer({flash::kWriteEnable});
        transfer(command(flash::kPageProgram, address, data));
        wait();
    }
};

TEST_F(NorFlashTest, SaysWhoItIs) {
    struct {
        u32 size;
        u8 capacity;
    } const parts[] = {{kMiB / 2, 0x13}, {kMiB, 0x14},     {2 * kMiB, 0x15},
                       {4 * kMiB, 0x16}, {8 * kMiB, 0x17}, {16 * kMiB, 0x18}};
    for (const auto& part : parts) {
        const auto bytes = FlashContents::in_memory(part.size);
        NorFlash other(*bytes, clock, log);
        EXPECT_EQ(other.jedec_id(), (std::array<u8, 3>{0xEF, 0x40, part.capacity}));
    }
    EXPECT_EQ(transfer({flash::kReadId}, 4), (std::vector<u8>{0xEF, 0x40, 0x14, 0xEF}));
    EXPECT_EQ(transfer(command(flash::kReadManufacturer, 0), 3), (std::vector<u8>{0xEF, 0x13, 0xEF}));
    EXPECT_EQ(transfer(command(flash::kReadManufacturer, 1), 2), (std::vector<u8>{0x13, 0xEF}));
}

TEST_F(NorFlashTest, DescribesItself) {
    const auto sfdp = [&](u32 address, usize count) {
        return transfer(command(flash::kReadSfdp, address, {0}), count);
    };
    EXPECT_EQ(sfdp(0, 8), (std::vector<u8>{'S', 'F', 'D', 'P', 0, 1, 0, 0xFF}));
    EXPECT_EQ(sfdp(8, 8), (std::vector<u8>{0, 0, 1, 9, 0x80, 0, 0, 0xFF}));  // nine words at 0x80
    EXPECT_EQ(sfdp(0x80, 8), (std::vector<u8>{0xE5, 0x20, 0xF9, 0xFF, 0xFF, 0xFF, 0x7F, 0}));  // 8 Mbit
    EXPECT_EQ(sfdp(0x9C, 9), (std::vector<u8>{0x0C, 0x20, 0x0F, 0x52, 0x10, 0xD8, 0, 0, 0xFF}));
}

TEST_F(NorFlashTest, EveryReadCommandFindsTheSameBytes) {
    program(0x1234, {1, 2, 3, 4});
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus, 0, u8(flash::STATUS2_QE.mask())});
    wait();
    struct {
        u8 opcode;
        usize dummies;
    } const reads[] = {{flash::kRead, 0},       {flash::kFastRead, 1},       {flash::kDualOutputRead, 1},
                       {flash::kDualIoRead, 1}, {flash::kQuadOutputRead, 1}, {flash::kQuadIoRead, 3}};
    for (const auto& read : reads) {
        std::vector<u8> out = command(read.opcode, 0x1234);
        out.resize(out.size() + read.dummies);
        EXPECT_EQ(transfer(out, 5), (std::vector<u8>{1, 2, 3, 4, 0xFF})) << std::hex << int(read.opcode);
    }
}

TEST_F(NorFlashTest, AQuadReadNeedsTheQuadEnableBit) {
    program(0, {0});
    std::vector<u8> out = command(flash::kQuadOutputRead, 0);
    out.push_back(0);
    EXPECT_EQ(transfer(out, 1), (std::vector<u8>{0xFF}));
    EXPECT_TRUE(sink.has("without the quad-enable bit"));
}

TEST_F(NorFlashTest, ReadingWrapsAtTheEnd) {
    program(kMiB - 1, {0x77});
    program(0, {0x88});
    EXPECT_EQ(transfer(command(flash::kRead, kMiB - 1), 2), (std::vector<u8>{0x77, 0x88}));
    EXPECT_EQ(transfer(command(flash::kRead, 5 * kMiB - 1), 1), (std::vector<u8>{0x77}));
}

TEST_F(NorFlashTest, ProgramOnlyClearsBits) {
    program(0x100, {0xF0, 0xAA});
    program(0x100, {0x3C, 0x55});
    EXPECT_EQ(nor.data()[0x100], 0x30);
    EXPECT_EQ(nor.data()[0x101], 0x00);
    program(0x100, {0xFF});
    EXPECT_EQ(nor.data()[0x100], 0x30);
}

TEST_F(NorFlashTest, ProgramWrapsInsideItsPage) {
    program(0x2FE, {1, 2, 3, 4});
    EXPECT_EQ(nor.data()[0x2FE], 1);
    EXPECT_EQ(nor.data()[0x2FF], 2);
    EXPECT_EQ(nor.data()[0x200], 3);
    EXPECT_EQ(nor.data()[0x201], 4);
    EXPECT_EQ(nor.data()[0x300], 0xFF);
}

TEST_F(NorFlashTest, OfMoreThanAPageOnlyTheLast256BytesCount) {
    std::vector<u8> data(300);
    for (usize i = 0; i < data.size(); ++i) data[i] = u8(i);
    program(0x400, data);
    for (u32 i = 0; i < 256; ++i) EXPECT_EQ(nor.data()[0x400 + i], u8(i < 44 ? i + 256 : i)) << i;
}

TEST_F(NorFlashTest, NothingChangesWithoutWriteEnable) {
    transfer(command(flash::kPageProgram, 0, {0}));
    EXPECT_EQ(nor.data()[0], 0xFF);
    EXPECT_FALSE(nor.is_busy());
    EXPECT_TRUE(sink.has("page program without write enable"));
    program(0, {0});
    transfer(command(flash::kSectorErase, 0));
    EXPECT_EQ(nor.data()[0], 0);
    transfer({flash::kWriteStatus, 0x1C});
    EXPECT_EQ(status(), 0);
}

TEST_F(NorFlashTest, WriteEnableShowsAndClearsItself) {
    transfer({flash::kWriteEnable});
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    transfer({flash::kWriteDisable});
    EXPECT_EQ(status(), 0);
    program(0, {1});
    EXPECT_EQ(status(), 0);
    transfer(command(flash::kPageProgram, 0, {0}));
    EXPECT_EQ(nor.data()[0], 1);
}

struct EraseCase {
    u8 opcode;
    u32 start, size;
    u64 nanoseconds;
};

TEST_F(NorFlashTest, EraseClearsItsGranuleAndTakesItsTime) {
    const EraseCase cases[] = {
        {flash::kSectorErase, 0x12000, 0x1000, 45'000'000},
        {flash::kBlockErase32, 0x10000, 0x8000, 120'000'000},
        {flash::kBlockErase, 0x10000, 0x10000, 150'000'000},
        {flash::kChipErase, 0, kMiB, 2'500'000'000},
        {flash::kChipErase2, 0, kMiB, 2'500'000'000},
    };
    for (const EraseCase& test : cases) {
        SCOPED_TRACE(testing::Message() << std::hex << int(test.opcode));
        std::fill_n(nor.data(), kMiB, u8{0});
        transfer({flash::kWriteEnable});
        const bool whole = test.opcode == flash::kChipErase || test.opcode == flash::kChipErase2;
        transfer(whole ? std::vector<u8>{test.opcode} : command(test.opcode, 0x12345));
        EXPECT_EQ(std::count(nor.data(), nor.data() + kMiB, 0xFF), test.size);
        EXPECT_EQ(nor.data()[test.start], 0xFF);
        EXPECT_EQ(nor.data()[test.start + test.size - 1], 0xFF);
        EXPECT_EQ(status(), flash::STATUS_WIP.mask());
        run_ns(test.nanoseconds - 1000);
        EXPECT_TRUE(nor.is_busy());
        run_ns(2000);
        EXPECT_FALSE(nor.is_busy());
        EXPECT_EQ(status(), 0);
    }
}

TEST_F(NorFlashTest, ProgramTimeGrowsWithItsBytes) {
    transfer({flash::kWriteEnable});
    transfer(command(flash::kPageProgram, 0, {0}));
    const u64 one = nor.ready_at() - clock.nanoseconds();
    wait();
    transfer({flash::kWriteEnable});
    transfer(command(flash::kPageProgram, 0, std::vector<u8>(256)));
    const u64 page = nor.ready_at() - clock.nanoseconds();
    EXPECT_EQ(one, 25'000u);
    EXPECT_NEAR(double(page), 700'000, 10'000);
}

TEST_F(NorFlashTest, WhileBusyOnlyTheStatusAnswers) {
    program(0, {0x42});
    transfer({flash::kWriteEnable});
    transfer(command(flash::kSectorErase, 0x1000));
    EXPECT_EQ(transfer(command(flash::kRead, 0), 1), (std::vector<u8>{0xFF}));
    EXPECT_TRUE(sink.has("command 0x03 while busy"));
    EXPECT_EQ(transfer({flash::kReadId}, 1), (std::vector<u8>{0xFF}));
    transfer({flash::kWriteEnable});
    EXPECT_EQ(transfer({flash::kReadStatus1}, 3), (std::vector<u8>{1, 1, 1}));
    wait();
    EXPECT_EQ(status(), 0);
    EXPECT_EQ(transfer(command(flash::kRead, 0), 1), (std::vector<u8>{0x42}));
}

TEST_F(NorFlashTest, BlockProtectionHalvesWithEachStep) {
    for (u32 level = 1; level <= 7; ++level) {
        transfer({flash::kWriteEnable});
        transfer({flash::kWriteStatus, u8(flash::STATUS_BP.of(level))});
        wait();
        const u32 covered = kMiB >> (7 - level);
        program(kMiB - covered, {0});
        EXPECT_EQ(nor.data()[kMiB - covered], 0xFF) << level;
        if (covered == kMiB) continue;
        program(kMiB - covered - 256, {0});
        EXPECT_EQ(nor.data()[kMiB - covered - 256], 0) << level;
        transfer({flash::kWriteEnable});
        transfer({flash::kChipErase});
        EXPECT_FALSE(nor.is_busy()) << level;
    }
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus, u8(flash::STATUS_BP.of(1) | flash::STATUS_TB.mask())});
    wait();
    program(0, {0});
    EXPECT_EQ(nor.data()[0], 0xFF);
    program(kMiB - 1, {0});
    EXPECT_EQ(nor.data()[kMiB - 1], 0);
}

TEST_F(NorFlashTest, StatusRegistersKeepTheirWritableBits) {
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus, 0xFF, 0xFF});
    wait();
    EXPECT_EQ(status(), 0xFC);
    EXPECT_EQ(transfer({flash::kReadStatus2}, 1)[0] & 2, 2);
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus, 0});  // one byte leaves register 2 alone
    wait();
    EXPECT_EQ(status(), 0);
    EXPECT_EQ(transfer({flash::kReadStatus2}, 1)[0] & 2, 2);
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus2, 0});
    wait();
    EXPECT_EQ(transfer({flash::kReadStatus2}, 1)[0], 0);
    transfer({flash::kVolatileStatusWrite});
    transfer({flash::kWriteStatus, 0, 2});
    EXPECT_FALSE(nor.is_busy());
    EXPECT_EQ(transfer({flash::kReadStatus2}, 1)[0], 2);
}

TEST_F(NorFlashTest, SleepsUntilReleased) {
    transfer({flash::kPowerDown});
    EXPECT_TRUE(nor.is_powered_down());
    EXPECT_EQ(transfer({flash::kReadId}, 3), (std::vector<u8>{0xFF, 0xFF, 0xFF}));
    EXPECT_TRUE(sink.has("while in deep power-down"));
    transfer({flash::kReleasePowerDown});
    EXPECT_FALSE(nor.is_powered_down());
    EXPECT_EQ(transfer({flash::kReadId}, 1), (std::vector<u8>{0xEF}));
    transfer({flash::kPowerDown});
    EXPECT_EQ(transfer({flash::kReleasePowerDown, 0, 0, 0}, 1), (std::vector<u8>{0x13}));
    EXPECT_FALSE(nor.is_powered_down());
}

TEST_F(NorFlashTest, ResetNeedsItsPermissionRightBefore) {
    transfer({flash::kWriteEnable});
    transfer({flash::kReset});
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    transfer({flash::kEnableReset});
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    transfer({flash::kReset});
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    transfer({flash::kEnableReset});
    transfer({flash::kReset});
    EXPECT_EQ(status(), 0);
}

TEST_F(NorFlashTest, HalfACommandDoesNothing) {
    transfer({flash::kWriteEnable});
    transfer({flash::kSectorErase, 0, 0});
    EXPECT_FALSE(nor.is_busy());
    transfer({flash::kPageProgram, 0, 0, 0});
    EXPECT_FALSE(nor.is_busy());
    EXPECT_EQ(status(), flash::STATUS_WEL.mask());
    transfer({});
    transfer({0x98}, 4);
    EXPECT_TRUE(sink.has("unknown command 0x98"));
}

TEST_F(NorFlashTest, PowerThatFailsInAnEraseLeavesItHalfDone) {
    nor.prepare_power_cut();
    program(0x1000, std::vector<u8>(256, 0x55));
    program(0x2000, {0x55});
    transfer({flash::kWriteEnable});
    transfer(command(flash::kSectorErase, 0x1000));
    run_ns((nor.ready_at() - clock.nanoseconds()) / 2);
    Random random{3};
    nor.cut_power(random);
    nor.power_on();
    EXPECT_FALSE(nor.is_busy());
    const u8* sector = nor.data() + 0x1000;
    EXPECT_GT(std::count(sector, sector + 4096, 0xFF), 0);
    EXPECT_LT(std::count(sector, sector + 4096, 0xFF), 2048);
    EXPECT_EQ(nor.data()[0x2000], 0x55);  // and nothing else
    EXPECT_EQ(nor.data()[0x0FFF], 0xFF);
}

TEST_F(NorFlashTest, PowerThatFailsInAProgramLeavesItHalfDone) {
    nor.prepare_power_cut();
    transfer({flash::kWriteEnable});
    transfer(command(flash::kPageProgram, 0x100, std::vector<u8>(128, 0x00)));
    run_ns((nor.ready_at() - clock.nanoseconds()) / 2);
    Random random{3};
    nor.cut_power(random);
    const u8* page = nor.data() + 0x100;
    EXPECT_LT(std::count(page, page + 128, 0), 16);
    EXPECT_LT(std::count(page, page + 128, 0xFF), 16);
    EXPECT_EQ(std::count(page + 128, page + 256, 0xFF), 128);
}

TEST_F(NorFlashTest, PowerThatFailsWhileNothingIsUnderWayChangesNothing) {
    nor.prepare_power_cut();
    program(0x100, {0x12});
    transfer({flash::kWriteEnable});
    transfer({flash::kPowerDown});
    Random random{3};
    nor.cut_power(random);
    nor.power_on();
    EXPECT_EQ(nor.data()[0x100], 0x12);
    EXPECT_FALSE(nor.is_powered_down());
    EXPECT_EQ(status(), 0);
}

TEST_F(NorFlashTest, PowerThatFailsInAStatusWriteLeavesSomeOfItsBits) {
    nor.prepare_power_cut();
    transfer({flash::kWriteEnable});
    transfer({flash::kWriteStatus, 0x1C, 0x02});
    Random random{3};
    nor.cut_power(random);  // at once: none of them
    nor.power_on();
    EXPECT_EQ(status(), 0);
}

}  // namespace
}  // namespace kinglet::chip
