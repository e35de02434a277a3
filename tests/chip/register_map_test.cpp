// Walks the reference table of the chip's registers (soc/esp8266/register_map.hpp). Each one is poked through
// the bus of a whole machine and behaves as its facts say, or is named in the test of its device, which pokes
// what it does instead; and what of it is not modelled stands in docs/fidelity.md and is logged once.
#include "soc/esp8266/register_map.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "chip/core/register_gaps.hpp"
#include "chip/machine.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

using soc::BlockFacts;
using soc::RegisterFacts;
using soc::RegisterMode;

/// Registers that do not simply hold a word: they start something, follow something, or are read at another
/// place than they are written. BLOCK is the namespace in soc/esp8266/regs.
struct Active {
    std::string_view space;
    std::string_view name;
};

// clang-format off
constexpr Active kActive[] = {
    {"dport",  "CACHE_FLASH_CTRL"},
    {"efuse",  "WORD0"}, {"efuse", "WORD1"}, {"efuse", "WORD2"}, {"efuse", "WORD3"},
    {"wdev",   "TIME_US"}, {"wdev", "RANDOM"},
    {"uart",   "FIFO"}, {"uart", "INT_RAW"}, {"uart", "INT_CLR"}, {"uart", "STATUS"}, {"uart", "CONF0"},
    {"spi",    "CMD"}, {"spi", "SLAVE"},
    {"gpio",   "IN"}, {"gpio", "STATUS"},
    {"timers", "FRC1_COUNT"}, {"timers", "FRC1_CTRL"}, {"timers", "FRC1_INT"}, {"timers", "FRC2_COUNT"},
    {"timers", "FRC2_CTRL"}, {"timers", "FRC2_INT"},
    {"rtc",    "CTL"}, {"rtc", "SLP_CTL"}, {"rtc", "COUNTER"}, {"rtc", "GPIO_IN"}, {"rtc", "STATE2"},
    {"slc",    "RX_LINK"}, {"slc", "TX_LINK"}, {"slc", "RX_STATUS"}, {"slc", "TX_STATUS"},
    {"i2s",    "INT_RAW"}, {"i2s", "RXFIFO"},
    {"analog", "SAR_CFG"},
};
// clang-format on

bool is_active(const BlockFacts& block, const RegisterFacts& facts) {
    if (std::string_view(facts.name).starts_with("I2C_HOST")) return true;
    for (const Active& active : kActive)
        if (active.space == block.space && active.name == facts.name) return true;
    return false;
}

u32 gap_bits(const BlockFacts& block, const RegisterFacts& facts) {
    u32 bits = 0;
    for (const RegisterGap& gap : register_gaps())
        if (gap.concerns(block.name) && gap.offset == facts.offset) bits |= gap.bits;
    return bits;
}

std::string file_text(const std::string& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// A chip that has just been switched on and spins.
struct Chip {
    std::unique_ptr<FlashContents> flash = FlashContents::in_memory(512 * 1024);
    RecordingSink sink;
    std::unique_ptr<Machine> machine;

    Chip() {
        std::vector<u8> rom(0x100);
        for (u32 offset : {0x10u, 0x20u, 0x30u, 0x50u, 0x70u, 0x80u}) {
            rom[offset] = 0x06;  // j .
            rom[offset + 1] = rom[offset + 2] = 0xFF;
        }
        std::string error;
        machine = Machine::create({.rom = rom, .flash = flash.get(), .log = &sink}, error);
        EXPECT_TRUE(machine) << error;
        sink.lines.clear();
    }
    u32 read(u32 address) {
        u32 value = 0xDEADBEEF;
        EXPECT_EQ(machine->bus().load32(address, value), Cause::None);
        return value;
    }
    void write(u32 address, u32 value) { EXPECT_EQ(machine->bus().store32(address, value), Cause::None); }
};

class RegisterMapTest : public testing::Test {
  protected:
    template <class Visit>
    static void walk(Visit visit) {
        for (const BlockFacts& block : soc::kRegisterMap)
            for (const RegisterFacts& facts : block) {
                SCOPED_TRACE(std::string(block.name) + "." + facts.name);
                visit(block, facts);
            }
    }
};

TEST_F(RegisterMapTest, EveryRegisterBehavesAsItsFactsSay) {
    walk([](const BlockFacts& block, const RegisterFacts& facts) {
        if (is_active(block, facts) || std::string_view(block.name) == "rf") return;
        Chip chip;
        const u32 address = block.base + facts.offset;
        if (facts.mode != RegisterMode::WriteOnly) {
            EXPECT_EQ(chip.read(address), facts.reset);
        }
        for (const u32 pattern : {0xA5A5A5A5u, 0x5A5A5A5Au, 0u}) {
            // What a dump of a running system has for RTC CTL and its like may hold bits that act.
            chip.write(address, pattern);
            u32 expected = (pattern & facts.writable) | (facts.reset & ~facts.writable);
            if (facts.mode == RegisterMode::ReadOnly) expected = facts.reset;
            if (facts.mode == RegisterMode::WriteOnly) expected = 0;
            EXPECT_EQ(chip.read(address), expected) << std::hex << pattern;
        }
    });
}

TEST_F(RegisterMapTest, WhatIsModelledIsPokedByTheTestOfItsDevice) {
    const std::pair<std::string_view, std::vector<const char*>> kTests[] = {
        {"dport", {"dport"}},
        {"efuse", {"dport"}},
        {"wdev", {"wdev"}},
        {"uart", {"uart", "uart_pads"}},
        {"spi", {"spi", "spi_pins"}},
        {"gpio", {"gpio"}},
        {"rf", {}},
        {"timers", {"timers"}},
        {"rtc", {"rtc"}},
        {"io_mux", {"gpio"}},
        {"wdt", {"watchdog"}},
        {"slc", {"i2s"}},
        {"analog", {"analog"}},
        {"i2s", {"i2s"}},
    };
    for (const BlockFacts& block : soc::kRegisterMap) {
        std::string text;
        for (const auto& [space, files] : kTests)
            if (space == block.space)
                for (const char* file : files)
                    text += file_text(std::string("tests/chip/devices/") + file + "_test.cpp");
        for (const RegisterFacts& facts : block) {
            if (gap_bits(block, facts) == soc::kAllBits) continue;
            std::string name = facts.name;
            // Rows of like registers go by the name of the first, or by a function.
            while (name.size() > 1 && name.back() >= '0' && name.back() <= '9' &&
                   text.find("::" + name) == std::string::npos)
                name.pop_back();
            const bool is_pad = std::string_view(block.space) == "io_mux";
            EXPECT_NE(text.find(is_pad ? "io_mux::kPads" : std::string(block.space) + "::" + name),
                      std::string::npos)
                << block.name << "." << facts.name
                << " is in no test of its device, and is not listed as a gap";
        }
    }
}

TEST_F(RegisterMapTest, WhatIsNotModelledIsLoggedOnceByName) {
    walk([](const BlockFacts& block, const RegisterFacts& facts) {
        const u32 bits = gap_bits(block, facts);
        if (!bits) return;
        Chip chip;
        const u32 address = block.base + facts.offset;
        for (u32 i = 0; i < 2; ++i) {
            if (bits == soc::kAllBits) chip.read(address);
            chip.write(address, facts.reset ^ (bits & 0x7FFFFFFF));
        }
        u32 lines = 0;
        for (const std::string& line : chip.sink.lines)
            lines +=
                line.find("not modelled") != std::string::npos && line.find(facts.name) != std::string::npos;
        EXPECT_GE(lines, 1u);
        EXPECT_LE(lines, 2u);  // a read and a write
    });
}

std::string bits_text(u32 bits) {
    if (bits == soc::kAllBits) return "all";
    char text[16];
    std::snprintf(text, sizeof text, "0x%08X", bits);
    return text;
}

TEST_F(RegisterMapTest, FidelityMdListsEveryGapAndNothingElse) {
    std::multiset<std::string> expected, found;
    for (const RegisterGap& gap : register_gaps()) {
        const char* name = nullptr;
        for (const BlockFacts& block : soc::kRegisterMap)
            if (gap.concerns(block.name) && block.find(gap.offset)) name = block.find(gap.offset)->name;
        ASSERT_NE(name, nullptr) << gap.block << " +0x" << std::hex << gap.offset << " is no register";
        expected.insert(std::string("| ") + gap.block + " | `" + name + "` | " + bits_text(gap.bits) + " | " +
                        gap.reason + " |");
    }
    std::istringstream text(file_text("docs/fidelity.md"));
    bool inside = false;
    for (std::string line; std::getline(text, line);) {
        if (line.starts_with("| block | register |")) inside = true;
        if (line.empty()) inside = false;
        if (inside && line.find('`') != std::string::npos) found.insert(line);
    }
    for (const std::string& line : expected) EXPECT_TRUE(found.contains(line)) << "missing: " << line;
    for (const std::string& line : found) EXPECT_TRUE(expected.contains(line)) << "no such gap: " << line;
}

}  // namespace
}  // namespace kinglet::chip
