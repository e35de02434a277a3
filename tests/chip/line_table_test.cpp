#include "chip/line_table.hpp"

#include <gtest/gtest.h>

#include <cstring>

namespace kinglet::chip {
namespace {

using Bytes = std::vector<u8>;

void append_word(Bytes& bytes, u32 word) {
    for (u32 shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<u8>(word >> shift));
}

/// A unit of version 4 with the files "dir/a.cpp" and "b.cpp".
Bytes unit(const Bytes& code) {
    Bytes header = {1, 1, 1, 0xFB /* -5 */, 14, 13, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1};
    const char names[] = "../../dir\0\0a.cpp\0\1\0\0b.cpp\0\0\0\0";
    header.insert(header.end(), names, names + sizeof names);  // with the zero that ends the list
    Bytes body = {4, 0};
    append_word(body, static_cast<u32>(header.size()));
    body.insert(body.end(), header.begin(), header.end());
    body.insert(body.end(), code.begin(), code.end());
    Bytes result;
    append_word(result, static_cast<u32>(body.size()));
    result.insert(result.end(), body.begin(), body.end());
    return result;
}

Bytes elf_with(const Bytes& lines) {
    const char names[] = "\0.debug_line\0.shstrtab";
    Bytes file(52);
    std::memcpy(file.data(),
                "\x7F"
                "ELF\x01\x01\x01",
                7);
    const u32 lines_at = 52, names_at = lines_at + static_cast<u32>(lines.size());
    const u32 headers_at = names_at + sizeof names;
    file.insert(file.end(), lines.begin(), lines.end());
    file.insert(file.end(), names, names + sizeof names);
    const auto section = [&](u32 name, u32 type, u32 offset, u32 size) {
        for (const u32 word : {name, type, 0u, 0u, offset, size, 0u, 0u, 1u, 0u}) append_word(file, word);
    };
    section(0, 0, 0, 0);
    section(1, 1, lines_at, static_cast<u32>(lines.size()));
    section(13, 3, names_at, sizeof names);
    std::memcpy(&file[32], &headers_at, 4);
    file[46] = 40;
    file[48] = 3;
    file[50] = 2;
    return file;
}

// From 0x40001000: line 10 of a.cpp, 4 bytes on line 12 of it, 4 bytes on line 500 of b.cpp, 2 bytes.
const Bytes kCode = {0,
                     5,
                     2,
                     0,
                     0x10,
                     0,
                     0x40,
                     3,
                     9,
                     1,                                 // address, line += 9, copy
                     static_cast<u8>(13 + 14 * 4 + 7),  // address += 4, line += 2
                     2,
                     4,
                     4,
                     2,
                     3,
                     0xE8,
                     3,
                     1,  // address += 4, file 2, line += 488, copy
                     2,
                     2,
                     0,
                     1,
                     1};  // address += 2, end

TEST(LineTable, FindsTheLineOfAnAddress) {
    LineTable table;
    table.add_elf(elf_with(unit(kCode)));
    EXPECT_EQ(table.describe(0x40000FFF), "");
    EXPECT_EQ(table.describe(0x40001000), "dir/a.cpp:10");
    EXPECT_EQ(table.describe(0x40001003), "dir/a.cpp:10");
    EXPECT_EQ(table.describe(0x40001004), "dir/a.cpp:12");
    EXPECT_EQ(table.describe(0x40001009), "b.cpp:500");
    EXPECT_EQ(table.describe(0x4000100A), "");
    u32 runs = 0, bytes = 0;
    table.for_each([&](u32 start, u32 end, const LineTable::Place&) {
        ++runs;
        bytes += end - start;
    });
    EXPECT_EQ(runs, 3u);
    EXPECT_EQ(bytes, 10u);
}

TEST(LineTable, SequencesNeedNotBeInOrder) {
    Bytes later = kCode;
    later[4] = 0x10, later[3] = 0x0A;  // from 0x4000100A
    Bytes both = unit(later);
    const Bytes first = unit(kCode);
    both.insert(both.end(), first.begin(), first.end());
    LineTable table;
    table.add_elf(elf_with(both));
    EXPECT_EQ(table.describe(0x40001009), "b.cpp:500");
    EXPECT_EQ(table.describe(0x4000100A), "dir/a.cpp:10");
}

TEST(LineTable, DamageDoesNoHarm) {
    const Bytes whole = elf_with(unit(kCode));
    for (usize at = 52; at < whole.size(); ++at) {
        for (const u8 value : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
            Bytes damaged = whole;
            damaged[at] = value;
            LineTable table;
            table.add_elf(damaged);
            (void)table.describe(0x40001004);
        }
    }
    LineTable table;
    table.add_elf(Bytes{1, 2, 3});
    EXPECT_TRUE(table.is_empty());
}

}  // namespace
}  // namespace kinglet::chip
