// Decoder and disassembler against objdump: every 16-bit word, every row of the table with random operands,
// and random 24-bit words.
#include "chip/cpu/disassembler.hpp"

#include <gtest/gtest.h>

#include <random>

#include "chip/cpu/decoder.hpp"
#include "tests/chip/cpu/objdump.hpp"

namespace kinglet::chip {
namespace {

constexpr u32 kExcw = 0x002080;

// What objdump's decoder does not know it lists as `.byte`, or as `excw`, which is number 0 of its table and
// so what its decoder functions return when nothing matched. Only one word really is EXCW.
bool is_unknown(const std::string& text, u32 word) {
    return text.starts_with(".byte") || (text == "excw" && word != kExcw);
}

void expect_same(const std::vector<u32>& words, u32 length) {
    const std::vector<test::Listed> listed = test::run_objdump(words, length);
    ASSERT_EQ(listed.size(), words.size()) << "xtensa-lx106-elf-objdump did not run";
    u32 wrong = 0;
    for (usize i = 0; i < words.size() && wrong < 20; ++i) {
        const Instruction instruction = decode(words[i]);
        const std::string text = disassemble(instruction, listed[i].address);
        bool same = instruction.length == length;
        if (is_unknown(listed[i].text, words[i]))
            same = same && instruction.opcode == Opcode::Unknown;
        else
            same = same && text == listed[i].text;
        if (same) continue;
        ++wrong;
        ADD_FAILURE() << std::hex << words[i] << ": '" << text << "', objdump has '" << listed[i].text << "'";
    }
}

TEST(Disassembler, EveryNarrowWord) {
    std::vector<u32> words;
    for (u32 word = 0; word < 0x10000; ++word)
        if (instruction_length(word) == 2) words.push_back(word);
    expect_same(words, 2);
}

TEST(Disassembler, EveryRowWithRandomOperands) {
    std::mt19937 random(1);
    std::vector<u32> narrow, wide;
    for (const InstructionInfo& row : instruction_table().first(kOpcodeCount)) {
        for (u32 i = 0; i < 400; ++i) {
            const u32 word =
                row.match | (static_cast<u32>(random()) & ~row.fixed & ((1u << row.length * 8) - 1));
            (row.length == 2 ? narrow : wide).push_back(word);
        }
    }
    expect_same(narrow, 2);
    expect_same(wide, 3);
}

TEST(Disassembler, RandomWideWords) {
    std::mt19937 random(2);
    std::vector<u32> words;
    while (words.size() < 200'000) {
        u32 word = random() & 0xFFFFFF;
        if (words.size() % 2) word &= ~15u;  // half of the rows begin with 0
        if ((word & 15) < 8) words.push_back(word);
    }
    expect_same(words, 3);
}

TEST(Disassembler, EverySpecialRegisterNumber) {
    std::vector<u32> words;
    for (u32 number = 0; number < 256; ++number)
        for (u32 base : {0x030000u, 0x130000u, 0x610000u}) words.push_back(base | number << 8 | 0x50);
    expect_same(words, 3);
}

TEST(Disassembler, ShowsTheBytesOfAnUnknownInstruction) {
    EXPECT_EQ(disassemble(decode(0xABCDE4), 0), ".byte 0xe4, 0xcd, 0xab");
}

TEST(Operand, InsertIsTheReverseOfExtract) {
    std::mt19937 random(3);
    for (const InstructionInfo& row : instruction_table().first(kOpcodeCount)) {
        for (u32 i = 0; i < 50; ++i) {
            const u32 pc = 0x40200000 + random() % 4096;
            const u32 word =
                row.match | (static_cast<u32>(random()) & ~row.fixed & ((1u << row.length * 8) - 1));
            u32 rebuilt = row.match;
            for (Operand kind : row.operands)
                EXPECT_TRUE(insert_operand(kind, rebuilt, extract_operand(kind, word, pc), pc)) << row.name;
            for (Operand kind : row.operands)
                EXPECT_EQ(extract_operand(kind, rebuilt, pc), extract_operand(kind, word, pc)) << row.name;
        }
    }
}

TEST(Operand, RefusesWhatHasNoEncoding) {
    u32 word = 0;
    EXPECT_FALSE(insert_operand(Operand::Imm8, word, 128, 0));
    EXPECT_FALSE(insert_operand(Operand::Offset32, word, 2, 0));
    EXPECT_FALSE(insert_operand(Operand::Constant, word, 9, 0));
    EXPECT_FALSE(insert_operand(Operand::ShiftLeft, word, 33, 0));
    EXPECT_FALSE(insert_operand(Operand::Branch8, word, 200, 0));
    EXPECT_FALSE(insert_operand(Operand::Literal, word, 8, 0));
    EXPECT_EQ(word, 0u);
}

}  // namespace
}  // namespace kinglet::chip
