#include "chip/gdb/packets.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace kinglet::chip::gdb {
namespace {

using Event = PacketReader::Event;

struct Taken {
    std::vector<Event> events;
    std::vector<std::string> texts;
};

Taken take(std::string_view bytes) {
    PacketReader reader;
    Taken taken;
    for (const char byte : bytes) {
        const Event event = reader.take(static_cast<u8>(byte));
        if (event != Event::None) taken.events.push_back(event);
        if (event == Event::Packet) taken.texts.push_back(reader.text());
    }
    return taken;
}

TEST(GdbPackets, WhatIsFramedIsReadBack) {
    std::string all;
    for (u32 byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
    for (const std::string& text : {std::string(), std::string("g"), all, std::string("}}##$$**")}) {
        const Taken taken = take(framed(text));
        ASSERT_EQ(taken.events, std::vector<Event>{Event::Packet});
        EXPECT_EQ(taken.texts[0], text);
    }
    EXPECT_EQ(framed("OK"), "$OK#9a");
}

TEST(GdbPackets, AWrongSumIsDamage) {
    EXPECT_EQ(take("$OK#9b").events, std::vector<Event>{Event::Damaged});
    EXPECT_EQ(take("$OK#zz").events, std::vector<Event>{Event::Damaged});
    EXPECT_EQ(take("$OK$OK#9a").events, std::vector<Event>{Event::Packet});
}

TEST(GdbPackets, WhatIsTooLongIsDamageAndTakesNoMemory) {
    const Taken taken = take("$" + std::string(kMostBytes + 1, 'a') + "#00" + framed("g"));
    EXPECT_EQ(taken.events, (std::vector<Event>{Event::Damaged, Event::Packet}));
}

TEST(GdbPackets, BetweenPacketsThereAreSigns) {
    EXPECT_EQ(take("+\x03-").events, (std::vector<Event>{Event::Interrupt, Event::Again}));
}

TEST(GdbPackets, Numbers) {
    u32 address = 0, length = 0;
    EXPECT_TRUE(parse_range("40201000,10", address, length));
    EXPECT_EQ(address, 0x40201000u);
    EXPECT_EQ(length, 16u);
    EXPECT_FALSE(parse_range("40201000,10x", address, length));
    EXPECT_FALSE(parse_range("140201000,10", address, length));
    EXPECT_FALSE(parse_range(",10", address, length));
    std::string bytes;
    EXPECT_FALSE(from_hex("abc", bytes));
    EXPECT_FALSE(from_hex("ag", bytes));
    EXPECT_TRUE(from_hex("4142", bytes));
    EXPECT_EQ(bytes, "AB");
}

}  // namespace
}  // namespace kinglet::chip::gdb
