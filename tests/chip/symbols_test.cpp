#include "chip/symbols.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace kinglet::chip {
namespace {

/// A minimal ELF file with a section of symbols and one of names.
struct ElfBuilder {
    std::vector<u8> symbols = std::vector<u8>(16);
    std::string names = std::string(1, '\0');

    void add(const char* name, u32 address, u32 size, u8 type, u16 section = 1) {
        const u32 words[] = {static_cast<u32>(names.size()), address, size, u32{type} | u32{section} << 16};
        const usize at = symbols.size();
        symbols.resize(at + 16);
        std::memcpy(&symbols[at], words, 16);
        names += name;
        names += '\0';
    }
    std::vector<u8> build() const {
        std::vector<u8> file(52);
        std::memcpy(file.data(),
                    "\x7F"
                    "ELF\x01\x01\x01",
                    7);
        const u32 symbols_at = 52;
        const u32 names_at = symbols_at + static_cast<u32>(symbols.size());
        const u32 headers_at = (names_at + static_cast<u32>(names.size()) + 3) & ~3u;
        const auto put16 = [&](u32 at, u16 value) { std::memcpy(&file[at], &value, 2); };
        const auto put32 = [&](u32 at, u32 value) { std::memcpy(&file[at], &value, 4); };
        file.resize(headers_at + 3 * 40);
        put32(32, headers_at);
        put16(46, 40);
        put16(48, 3);
        std::copy(symbols.begin(), symbols.end(), file.begin() + symbols_at);
        std::copy(names.begin(), names.end(), file.begin() + names_at);
        const auto section = [&](u32 n, u32 type, u32 offset, usize size, u32 link) {
            const u32 header = headers_at + n * 40;
            put32(header + 4, type);
            put32(header + 16, offset);
            put32(header + 20, static_cast<u32>(size));
            put32(header + 24, link);
        };
        section(1, 2, symbols_at, symbols.size(), 2);
        section(2, 3, names_at, names.size(), 0);
        return file;
    }
};

TEST(SymbolTable, KnowsTheRomsEntries) {
    SymbolTable table;
    table.add_rom_entries();
    EXPECT_EQ(table.describe(0x40000080), "_ResetVector");
    EXPECT_EQ(table.describe(0x400024CC), "ets_printf");
    EXPECT_EQ(table.describe(0x400024CE), "ets_printf+0x2");
    EXPECT_EQ(table.find("memcpy"), 0x4000DF48u);
    EXPECT_EQ(table.find("nothing"), std::nullopt);
}

TEST(SymbolTable, ReadsTheSymbolsOfAnElfFile) {
    ElfBuilder elf;
    elf.add("_text_start", 0x40201000, 0, 0);
    elf.add("first", 0x40201000, 0x20, 2);
    elf.add("data", 0x3FFE8000, 4, 1);
    elf.add("undefined", 0x1234, 0, 2, 0);
    elf.add(".L3", 0x40201010, 0, 0);
    SymbolTable table;
    std::string error;
    ASSERT_TRUE(table.add_elf(elf.build(), error)) << error;
    EXPECT_EQ(table.size(), 2u);
    EXPECT_EQ(table.describe(0x40201000), "first");
    EXPECT_EQ(table.describe(0x4020101F), "first+0x1f");
    EXPECT_EQ(table.describe(0x40201020), "");
    EXPECT_EQ(table.describe(0x3FFE8003), "data+0x3");
    EXPECT_EQ(table.describe(0), "");
    EXPECT_EQ(table.describe(0xFFFFFFFF), "");
}

TEST(SymbolTable, RefusesWhatIsNoWholeElfFile) {
    ElfBuilder elf;
    elf.add("name", 0x40201000, 4, 2);
    const std::vector<u8> good = elf.build();
    std::string error;
    SymbolTable table;
    EXPECT_FALSE(table.add_elf({}, error));
    EXPECT_EQ(error, "not a 32-bit little-endian ELF file");
    for (usize size = 0; size < good.size(); ++size)
        EXPECT_FALSE(table.add_elf(std::span(good).first(size), error)) << size;
    EXPECT_EQ(table.size(), 0u);
    EXPECT_TRUE(table.add_elf(good, error));
}

TEST(SymbolTable, AnyByteMayBeWrongWithoutHarm) {
    ElfBuilder elf;
    elf.add("name", 0x40201000, 4, 2);
    elf.add("other", 0x40201004, 4, 2);
    const std::vector<u8> good = elf.build();
    std::string error;
    for (usize at = 0; at < good.size(); ++at) {
        for (u8 value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
            std::vector<u8> bad = good;
            bad[at] = value;
            SymbolTable table;
            (void)table.add_elf(bad, error);
            (void)table.describe(0x40201002);
        }
    }
}

TEST(SymbolTable, ShowsCppNamesAsInTheSource) {
    ElfBuilder elf;
    elf.add("_ZN7kinglet7runtime4Heap7collectEv", 0x40210000, 16, 2);
    elf.add("_ZNK7kinglet7runtime4Heap4sizeEj.constprop.0", 0x40210010, 16, 2);
    elf.add("_ZN7kinglet12_GLOBAL__N_15countEjj$lto_priv$0", 0x40210020, 16, 2);
    elf.add("_Z", 0x40210030, 16, 2);
    SymbolTable table;
    std::string error;
    ASSERT_TRUE(table.add_elf(elf.build(), error)) << error;
    EXPECT_EQ(table.describe(0x40210004), "kinglet::runtime::Heap::collect+0x4");
    EXPECT_EQ(table.describe(0x40210010), "kinglet::runtime::Heap::size");
    EXPECT_EQ(table.describe(0x40210020), "kinglet::(anonymous namespace)::count");
    EXPECT_EQ(table.describe(0x40210030), "_Z");
    ASSERT_EQ(table.find_all("collect").size(), 1u);
    EXPECT_EQ(table.find_all("Heap::collect")[0].start, 0x40210000u);
    EXPECT_TRUE(table.find_all("ollect").empty());
    u32 functions = 0;
    table.for_each_function([&](const SymbolTable::Place&) { ++functions; });
    EXPECT_EQ(functions, 4u);
}

}  // namespace
}  // namespace kinglet::chip
