// Branches, jumps and calls: when they branch, where they land, and what they cost.
#include <gtest/gtest.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;

constexpr u32 kTarget = kCode + 40;

/// Whether the branch with these operands, the last of which is the target, goes there.
bool branches(Opcode opcode, std::initializer_list<u32> operands, u32 a2, u32 a3 = 0) {
    Board board;
    board.load(Assembler(kCode)(opcode, operands));
    board.a(2) = a2;
    board.a(3) = a3;
    const u64 start = board.clock.now();
    board.step();
    const bool taken = board.state().pc == kTarget;
    EXPECT_EQ(board.state().pc, taken ? kTarget : kCode + info(opcode).length);
    EXPECT_EQ(board.clock.now() - start, taken ? 3u : 1u);
    return taken;
}

bool compares(Opcode opcode, u32 a2, u32 a3) {
    return branches(opcode, {2, 3, kTarget}, a2, a3);
}

bool compares_constant(Opcode opcode, u32 a2, u32 constant) {
    return branches(opcode, {2, constant, kTarget}, a2);
}

TEST(Branches, CompareTwoRegisters) {
    EXPECT_TRUE(compares(Opcode::Beq, 5, 5));
    EXPECT_FALSE(compares(Opcode::Beq, 5, 6));
    EXPECT_TRUE(compares(Opcode::Bne, 5, 6));
    EXPECT_FALSE(compares(Opcode::Bne, 5, 5));
    EXPECT_TRUE(compares(Opcode::Blt, 0xFFFFFFFF, 0));
    EXPECT_FALSE(compares(Opcode::Blt, 0, 0));
    EXPECT_TRUE(compares(Opcode::Bge, 0, 0));
    EXPECT_FALSE(compares(Opcode::Bge, 0x80000000, 0x7FFFFFFF));
    EXPECT_FALSE(compares(Opcode::Bltu, 0xFFFFFFFF, 0));
    EXPECT_TRUE(compares(Opcode::Bltu, 0, 1));
    EXPECT_TRUE(compares(Opcode::Bgeu, 0xFFFFFFFF, 0));
    EXPECT_FALSE(compares(Opcode::Bgeu, 0, 1));
}

TEST(Branches, CompareBits) {
    EXPECT_TRUE(compares(Opcode::Bany, 0b0110, 0b0010));
    EXPECT_FALSE(compares(Opcode::Bany, 0b0110, 0b1001));
    EXPECT_TRUE(compares(Opcode::Bnone, 0b0110, 0b1001));
    EXPECT_FALSE(compares(Opcode::Bnone, 0b0110, 0b0100));
    EXPECT_TRUE(compares(Opcode::Ball, 0b0110, 0b0110));
    EXPECT_FALSE(compares(Opcode::Ball, 0b0110, 0b1110));
    EXPECT_TRUE(compares(Opcode::Bnall, 0b0110, 0b1110));
    EXPECT_FALSE(compares(Opcode::Bnall, 0b0110, 0b0010));
    EXPECT_TRUE(compares(Opcode::Bbs, 0b100, 34)) << "bit 34 is bit 2";
    EXPECT_FALSE(compares(Opcode::Bbs, 0b100, 3));
    EXPECT_TRUE(compares(Opcode::Bbc, 0b100, 3));
    EXPECT_FALSE(compares(Opcode::Bbc, 0b100, 34));
    EXPECT_TRUE(compares_constant(Opcode::Bbsi, 0x80000000, 31));
    EXPECT_FALSE(compares_constant(Opcode::Bbsi, 0x7FFFFFFF, 31));
    EXPECT_TRUE(compares_constant(Opcode::Bbci, 0xFFFEFFFF, 16));
    EXPECT_FALSE(compares_constant(Opcode::Bbci, 0x10000, 16));
}

TEST(Branches, CompareWithConstants) {
    EXPECT_TRUE(compares_constant(Opcode::Beqi, 0xFFFFFFFF, 0xFFFFFFFF));
    EXPECT_FALSE(compares_constant(Opcode::Beqi, 1, 256));
    EXPECT_TRUE(compares_constant(Opcode::Bnei, 1, 256));
    EXPECT_FALSE(compares_constant(Opcode::Bnei, 256, 256));
    EXPECT_TRUE(compares_constant(Opcode::Blti, 0x80000000, 0xFFFFFFFF));
    EXPECT_FALSE(compares_constant(Opcode::Blti, 10, 10));
    EXPECT_TRUE(compares_constant(Opcode::Bgei, 10, 10));
    EXPECT_FALSE(compares_constant(Opcode::Bgei, 0x80000000, 10));
    EXPECT_TRUE(compares_constant(Opcode::Bltui, 32767, 32768));
    EXPECT_FALSE(compares_constant(Opcode::Bltui, 65536, 65536));
    EXPECT_TRUE(compares_constant(Opcode::Bgeui, 65536, 65536));
    EXPECT_FALSE(compares_constant(Opcode::Bgeui, 1, 2));
}

TEST(Branches, CompareWithZero) {
    for (Opcode opcode : {Opcode::Beqz, Opcode::BeqzN}) {
        EXPECT_TRUE(branches(opcode, {2, kTarget}, 0));
        EXPECT_FALSE(branches(opcode, {2, kTarget}, 0x80000000));
    }
    for (Opcode opcode : {Opcode::Bnez, Opcode::BnezN}) {
        EXPECT_TRUE(branches(opcode, {2, kTarget}, 0x80000000));
        EXPECT_FALSE(branches(opcode, {2, kTarget}, 0));
    }
    EXPECT_TRUE(branches(Opcode::Bltz, {2, kTarget}, 0x80000000));
    EXPECT_FALSE(branches(Opcode::Bltz, {2, kTarget}, 0));
    EXPECT_TRUE(branches(Opcode::Bgez, {2, kTarget}, 0));
    EXPECT_FALSE(branches(Opcode::Bgez, {2, kTarget}, 0xFFFFFFFF));
}

TEST(Branches, GoBackwards) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Movi, {2, 1000});
    const u32 loop = code.here();
    code(Opcode::Addi, {3, 3, 2})(Opcode::AddiN, {2, 2, static_cast<u32>(-1)})(Opcode::Bnez, {2, loop});
    const u32 end = code.here();
    code(Opcode::J, {end});
    board.load(code);
    ASSERT_TRUE(board.run_to(end));
    EXPECT_EQ(board.a(3), 2000u);
    EXPECT_EQ(board.cpu.retired(), 3001u);
    EXPECT_EQ(board.clock.now(), 1u + 1000 * 3 + 999 * 2);
}

TEST(Branches, CallsAndReturns) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Call0, {kCode + 64});
    const u32 back = code.here();
    code(Opcode::Callx0, {5});
    board.load(code);
    Assembler callee(kCode + 64);
    callee(Opcode::Addi, {6, 6, 1})(Opcode::RetN);
    board.load(callee, kCode + 64);
    board.a(5) = kCode + 64;
    board.step();
    EXPECT_EQ(board.a(0), back);
    EXPECT_EQ(board.state().pc, kCode + 64);
    board.step(2);
    EXPECT_EQ(board.state().pc, back);
    board.step();
    EXPECT_EQ(board.a(0), back + 3);
    board.step(2);
    EXPECT_EQ(board.state().pc, back + 3);
    EXPECT_EQ(board.a(6), 2u);
    EXPECT_EQ(board.clock.now(), 3u + 1 + 3 + 3 + 1 + 3);
}

TEST(Branches, ACallThroughTheReturnRegisterReadsItFirst) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Callx0, {0}));
    board.a(0) = kCode + 100;
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 100);
    EXPECT_EQ(board.a(0), kCode + 3);
}

TEST(Branches, AJumpGoesBothWays) {
    Board board;
    Assembler code(kCode);
    code(Opcode::J, {kCode - 0x800});
    board.load(code);
    Assembler there(kCode - 0x800);
    there(Opcode::Jx, {7});
    board.load(there, kCode - 0x800);
    board.a(7) = kCode + 0x500;
    board.step(2);
    EXPECT_EQ(board.state().pc, kCode + 0x500);
}

}  // namespace
}  // namespace kinglet::chip
