#include <gtest/gtest.h>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

enum : u32 { kByte, kBusy, kPrograms, kErases };
enum : u32 { kCs = 15, kClk = 14, kDi = 13, kDo = 12 };

struct SpiFlash : testing::Test {
    LooseBench bench;
    bool idle = false;  // the clock's level between bits: modes 0 and 3

    void place(const std::string& text = "") {
        bench.push(kCs, true);
        bench.push(kClk, idle);
        ASSERT_EQ(bench.add("spiflash GPIO15 GPIO14 di=GPIO13 do=GPIO12 " + text), "");
        bench.bench.start();
    }
    u8 exchange(u8 out) {
        u8 in = 0;
        for (u32 i = 0; i < 8; ++i) {
            bench.push(kClk, false);
            bench.push(kDi, out >> (7 - i) & 1);
            bench.run_ns(100);
            in = static_cast<u8>(in << 1 | (bench.level(kDo) ? 1 : 0));
            bench.push(kClk, true);
            bench.run_ns(100);
        }
        bench.push(kClk, idle);
        return in;
    }
    std::vector<u8> command(std::initializer_list<u8> bytes, usize answers = 0) {
        std::vector<u8> answer;
        bench.push(kCs, false);
        bench.run_ns(100);
        for (const u8 byte : bytes) exchange(byte);
        for (usize i = 0; i < answers; ++i) answer.push_back(exchange(0));
        bench.push(kCs, true);
        bench.run_ns(1000);
        return answer;
    }
};

TEST_F(SpiFlash, TellsItsIdInBothModes) {
    place();
    EXPECT_EQ(command({0x9F}, 3), (std::vector<u8>{0xEF, 0x40, 0x14}));
    LooseBench second;
    idle = true;
    bench.push(kClk, true);
    EXPECT_EQ(command({0x9F}, 3), (std::vector<u8>{0xEF, 0x40, 0x14}));
}

TEST_F(SpiFlash, ErasesProgramsAndReads) {
    place("model=25q40");
    command({0x06});
    command({0x02, 0, 0x10, 0xFE, 0xA5, 0x5A, 0x11});
    EXPECT_EQ(command({0x05}, 1), (std::vector<u8>{0x01}));
    EXPECT_EQ(bench.value("spiflash", kBusy).number, 1);
    bench.run_ms(1);
    EXPECT_EQ(command({0x03, 0, 0x10, 0xFE}, 2), (std::vector<u8>{0xA5, 0x5A}));
    EXPECT_EQ(bench.value("spiflash", kByte, 0x1000).number, 0x11);
    command({0x06});
    command({0x20, 0, 0x10, 0});
    bench.run_ms(50);
    EXPECT_EQ(command({0x0B, 0, 0x10, 0xFE, 0}, 2), (std::vector<u8>{0xFF, 0xFF}));
    EXPECT_EQ(bench.value("spiflash", kErases).number, 1);
    EXPECT_TRUE(bench.complaints.empty()) << bench.complaints[0];
}

TEST_F(SpiFlash, ComplainsOfWhatItsDataSheetForbids) {
    place();
    command({0x02, 0, 0, 0, 1});
    command({0x06});
    command({0x20, 0, 0, 0});
    command({0x03, 0, 0, 0}, 1);
    ASSERT_EQ(bench.complaints.size(), 2u);
    EXPECT_EQ(bench.complaints[0], "spiflash: page program without write enable");
    EXPECT_EQ(bench.complaints[1], "spiflash: command 0x03 while busy");
    bench.push(kCs, false);
    bench.push(kClk, true);
    bench.push(kCs, true);
    EXPECT_EQ(bench.complaints[2], "spiflash: chip select rises after 1 bits of a byte");
    bench.run_ns(20);
    bench.push(kCs, false);
    EXPECT_TRUE(bench.complaints[3].starts_with("spiflash: chip select was high for "))
        << bench.complaints[3];
}

}  // namespace
}  // namespace kinglet::parts
