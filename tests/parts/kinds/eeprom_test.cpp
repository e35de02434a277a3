#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>

#include "tests/support/parts/loose_bench.hpp"

namespace kinglet::parts {
namespace {

enum : u32 { kByte, kWrites, kBusy };
enum : u32 { kScl = 5, kSda = 4 };

/// A master that drives its pads as an open drain.
struct Eeprom : testing::Test {
    LooseBench bench;
    u64 half_ns = 2500;

    void place(const std::string& text) {
        ASSERT_EQ(bench.add("eeprom GPIO5 GPIO4 " + text), "");
        bench.bench.start();
    }
    void set(u32 pad, bool level) {
        if (level)
            bench.release(pad);
        else
            bench.push(pad, false);
    }
    void wait() { bench.run_ns(half_ns); }
    void start() {
        set(kSda, true);
        wait();
        set(kScl, true);
        wait();
        set(kSda, false);
        wait();
        set(kScl, false);
    }
    void stop() {
        set(kSda, false);
        wait();
        set(kScl, true);
        wait();
        set(kSda, true);
        wait();
    }
    bool clock(bool out) {
        set(kSda, out);
        wait();
        set(kScl, true);
        wait();
        const bool in = bench.level(kSda);
        set(kScl, false);
        return in;
    }
    bool write(u8 byte) {
        for (u32 i = 0; i < 8; ++i) clock(byte >> (7 - i) & 1);
        return !clock(true);
    }
    u8 read(bool last) {
        u8 byte = 0;
        for (u32 i = 0; i < 8; ++i) byte = static_cast<u8>(byte << 1 | (clock(true) ? 1 : 0));
        clock(last);
        return byte;
    }
    void store(u8 address, std::initializer_list<u8> bytes) {
        start();
        EXPECT_TRUE(write(0xA0));
        EXPECT_TRUE(write(address));
        for (const u8 byte : bytes) EXPECT_TRUE(write(byte));
        stop();
    }
    double byte(u32 at) { return bench.value("eeprom", kByte, at).number; }
};

TEST_F(Eeprom, StoresAPageAndReadsItBack) {
    place("");
    store(0x10, {1, 2, 3});
    EXPECT_EQ(bench.value("eeprom", kBusy).number, 1);
    bench.run_ms(6);
    start();
    EXPECT_TRUE(write(0xA0));
    EXPECT_TRUE(write(0x0F));
    start();
    EXPECT_TRUE(write(0xA1));
    EXPECT_EQ(read(false), 0xFF);
    EXPECT_EQ(read(false), 1);
    EXPECT_EQ(read(false), 2);
    EXPECT_EQ(read(true), 3);
    stop();
    EXPECT_EQ(bench.value("eeprom", kWrites).number, 1);
    EXPECT_TRUE(bench.complaints.empty()) << bench.complaints[0];
}

TEST_F(Eeprom, AnswersNobodyWhileItWrites) {
    place("write=2ms");
    store(0, {7});
    u32 refusals = 0;
    for (;; ++refusals) {
        start();
        const bool answered = write(0xA0);
        stop();
        if (answered) break;
        ASSERT_LT(refusals, 100u);
    }
    EXPECT_GT(refusals, 10u);
    EXPECT_EQ(byte(0), 7);
}

TEST_F(Eeprom, WrapsInsideAPageAndSaysSo) {
    place("");
    store(6, {1, 2, 3, 4});
    EXPECT_EQ(byte(6), 1);
    EXPECT_EQ(byte(7), 2);
    EXPECT_EQ(byte(0), 3);
    EXPECT_EQ(byte(1), 4);
    EXPECT_EQ(byte(8), 0xFF);
    EXPECT_EQ(bench.complaints,
              (std::vector<std::string>{
                  "eeprom: a write over the end of a page of 8 bytes: it goes on at the page's beginning"}));
}

TEST_F(Eeprom, AddressesOfSeveralBlocksAndOfTwoBytes) {
    place("model=24c16");
    start();
    EXPECT_TRUE(write(0xA0 | 3 << 1));
    EXPECT_TRUE(write(0x21));
    EXPECT_TRUE(write(0x55));
    stop();
    EXPECT_EQ(byte(0x321), 0x55);
    LooseBench other;
    EXPECT_EQ(other.add("eeprom GPIO5 GPIO4 model=24c256"), "");
    EXPECT_EQ(other.bench.find("eeprom")->count(kByte), 32768u);
}

TEST_F(Eeprom, AnotherAddressIsNotItsOwn) {
    place("address=0x57");
    start();
    EXPECT_FALSE(write(0xA0));
    stop();
    start();
    EXPECT_TRUE(write(0xAE));
    stop();
}

TEST_F(Eeprom, ComplainsOfAClockThatIsTooFast) {
    half_ns = 1000;
    place("");
    store(0, {1});
    ASSERT_FALSE(bench.complaints.empty());
    EXPECT_TRUE(bench.complaints[0].starts_with("eeprom: clock low time of 1")) << bench.complaints[0];
    EXPECT_TRUE(bench.complaints[0].ends_with(" ns; it takes 1300 ns"));
    EXPECT_EQ(byte(0), 1) << "it still works";
}

TEST_F(Eeprom, ComplainsOfALineThatIsPushedHigh) {
    place("");
    start();
    for (u32 i = 0; i < 8; ++i) clock(0xA0 >> (7 - i) & 1);
    bench.push(kSda, true);
    wait();
    EXPECT_TRUE(bench.complaints.empty());
    LooseBench& b = bench;
    b.push(kSda, true);
    set(kScl, true);
    wait();
    EXPECT_FALSE(bench.level(kSda));
}

TEST_F(Eeprom, KeepsItsBytesInAFile) {
    const std::string path = testing::TempDir() + "eeprom_test." + std::to_string(getpid());
    std::remove(path.c_str());
    place("file=" + path);
    store(1, {0x42});
    EXPECT_TRUE(bench.finish().empty());
    LooseBench second;
    ASSERT_EQ(second.add("eeprom GPIO5 GPIO4 file=" + path), "");
    EXPECT_EQ(second.value("eeprom", kByte, 1).number, 0x42);
    LooseBench third;
    EXPECT_EQ(third.add("eeprom GPIO5 GPIO4 model=24c01 file=" + path),
              "w:1: " + path + " has more than the part's 128 bytes");
    std::remove(path.c_str());
}

}  // namespace
}  // namespace kinglet::parts
