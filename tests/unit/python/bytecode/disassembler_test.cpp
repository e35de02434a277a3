#include "python/bytecode/disassembler.hpp"

#include <gtest/gtest.h>

#include <string>

#include "python/bytecode/opcodes.hpp"

namespace kinglet::bytecode {
namespace {

class Text final : public Listing {
  public:
    std::string out;
    void text(std::string_view part) override { out += part; }
    void constant(u32 index) override { out += "c" + std::to_string(index); }
};

TEST(Disassembler, Operands) {
    const u32 words[] = {
        encode_abc(Opcode::Add, 1, 2, 3),
        encode_abc(Opcode::AddInt, 1, 2, 0xFF),
        encode_abx(Opcode::LoadWord, 0, 4),
        encode_abx(Opcode::LoadWord, 0, 0xFFFF),
        encode_abx(Opcode::LoadGlobal, 7, 300),
        encode_abc(Opcode::StoreAttr, 1, 2, 3),
        encode_abc(Opcode::CallKw, 1, 2, 3),
        9,
        encode_abc(Opcode::TestLessInt, 1, 0xFE, 1),
        encode_jump(-10),
        encode_abc(Opcode::ReturnNone, 0, 0, 0),
    };
    const u32 handlers[] = {1U | 5U << 16, 10U | 3U << 16};
    Text text;
    disassemble(words, handlers, text);
    EXPECT_EQ(text.out, R"(0000 Add r1 r2 r3
0001 AddInt r1 r2 -1
0002 LoadWord r0 None
0003 LoadWord r0 -1
0004 LoadGlobal r7 k300(c300)
0005 StoreAttr r1 k2(c2) r3
0006 CallKw r1 2 r3 k9(c9)
0008 TestLessInt r1 -2 1 -> 0
0010 ReturnNone
handler 1..5 -> 10 r3
)");
}

TEST(Disassembler, StopsAtWhatIsNoInstruction) {
    const u32 words[] = {0xFEU};
    Text text;
    disassemble(words, {}, text);
    EXPECT_EQ(text.out, "not an instruction\n");
}

TEST(Disassembler, LineAt) {
    const CodeInfo info{.registers = 1,
                        .parameters = 0,
                        .flags = 0,
                        .free_count = 0,
                        .first_line = 10,
                        .constant_count = 0,
                        .instruction_count = 6,
                        .handler_count = 0,
                        .line_words = 1};
    const u32 lines[] = {2U | 3U << 8 | (1U | 0xFEU << 8) << 16};  // +3 after two words, -2 after one more
    EXPECT_EQ(line_at(info, lines, 1), 10U);
    EXPECT_EQ(line_at(info, lines, 2), 13U);
    EXPECT_EQ(line_at(info, lines, 3), 11U);
    EXPECT_EQ(line_at(info, lines, 5), 11U);
}

}  // namespace
}  // namespace kinglet::bytecode
