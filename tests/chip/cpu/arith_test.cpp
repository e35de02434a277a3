// Arithmetic, logic and moves: each instruction on values where a mistake would show.
#include <gtest/gtest.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;

/// op a2, a3, a4 with a2 holding `before`.
u32 run3(Opcode opcode, u32 b, u32 c, u32 before = 0xDEAD) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2, 3, 4}));
    board.a(2) = before;
    board.a(3) = b;
    board.a(4) = c;
    board.step();
    return board.a(2);
}

u32 run2(Opcode opcode, u32 b) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2, 3}));
    board.a(3) = b;
    board.step();
    return board.a(2);
}

u32 run_immediate(Opcode opcode, u32 b, u32 immediate) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2, 3, immediate}));
    board.a(3) = b;
    board.step();
    return board.a(2);
}

TEST(Arith, AddAndSubWrapAround) {
    EXPECT_EQ(run3(Opcode::Add, 0xFFFFFFFF, 2), 1u);
    EXPECT_EQ(run3(Opcode::AddN, 0x7FFFFFFF, 1), 0x80000000u);
    EXPECT_EQ(run3(Opcode::Sub, 1, 2), 0xFFFFFFFFu);
}

TEST(Arith, ScaledAddAndSubShiftTheFirstSource) {
    EXPECT_EQ(run3(Opcode::Addx2, 10, 1), 21u);
    EXPECT_EQ(run3(Opcode::Addx4, 10, 1), 41u);
    EXPECT_EQ(run3(Opcode::Addx8, 10, 1), 81u);
    EXPECT_EQ(run3(Opcode::Subx2, 10, 1), 19u);
    EXPECT_EQ(run3(Opcode::Subx4, 10, 1), 39u);
    EXPECT_EQ(run3(Opcode::Subx8, 0x20000001, 1), 7u);
}

TEST(Arith, AddImmediateIsSigned) {
    EXPECT_EQ(run_immediate(Opcode::Addi, 5, static_cast<u32>(-128)), static_cast<u32>(-123));
    EXPECT_EQ(run_immediate(Opcode::Addi, 5, 127), 132u);
    EXPECT_EQ(run_immediate(Opcode::Addmi, 5, static_cast<u32>(-32768)), 5u - 32768);
    EXPECT_EQ(run_immediate(Opcode::AddiN, 5, static_cast<u32>(-1)), 4u);
    EXPECT_EQ(run_immediate(Opcode::AddiN, 5, 15), 20u);
}

TEST(Arith, MoveImmediateIsSigned) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Movi, {2, static_cast<u32>(-2048)})(Opcode::Movi, {3, 2047});
    code(Opcode::MoviN, {4, static_cast<u32>(-32)})(Opcode::MoviN, {5, 95})(Opcode::MovN, {6, 4});
    board.load(code);
    board.step(5);
    EXPECT_EQ(board.a(2), static_cast<u32>(-2048));
    EXPECT_EQ(board.a(3), 2047u);
    EXPECT_EQ(board.a(4), static_cast<u32>(-32));
    EXPECT_EQ(board.a(5), 95u);
    EXPECT_EQ(board.a(6), static_cast<u32>(-32));
}

TEST(Arith, Logic) {
    EXPECT_EQ(run3(Opcode::And, 0xF0F0, 0xFF00), 0xF000u);
    EXPECT_EQ(run3(Opcode::Or, 0xF0F0, 0xFF00), 0xFFF0u);
    EXPECT_EQ(run3(Opcode::Xor, 0xF0F0, 0xFF00), 0x0FF0u);
}

TEST(Arith, AbsAndNegOfTheSmallestNumberStayThere) {
    EXPECT_EQ(run2(Opcode::Abs, static_cast<u32>(-7)), 7u);
    EXPECT_EQ(run2(Opcode::Abs, 7), 7u);
    EXPECT_EQ(run2(Opcode::Abs, 0x80000000), 0x80000000u);
    EXPECT_EQ(run2(Opcode::Neg, 7), static_cast<u32>(-7));
    EXPECT_EQ(run2(Opcode::Neg, 0x80000000), 0x80000000u);
}

TEST(Arith, ConditionalMovesKeepTheTargetWhenFalse) {
    EXPECT_EQ(run3(Opcode::Moveqz, 1, 0), 1u);
    EXPECT_EQ(run3(Opcode::Moveqz, 1, 5), 0xDEADu);
    EXPECT_EQ(run3(Opcode::Movnez, 1, 5), 1u);
    EXPECT_EQ(run3(Opcode::Movnez, 1, 0), 0xDEADu);
    EXPECT_EQ(run3(Opcode::Movltz, 1, 0x80000000), 1u);
    EXPECT_EQ(run3(Opcode::Movltz, 1, 0), 0xDEADu);
    EXPECT_EQ(run3(Opcode::Movgez, 1, 0), 1u);
    EXPECT_EQ(run3(Opcode::Movgez, 1, 0xFFFFFFFF), 0xDEADu);
}

TEST(Arith, Multiplication) {
    EXPECT_EQ(run3(Opcode::Mull, 0x10001, 0x10001), 0x20001u);
    EXPECT_EQ(run3(Opcode::Mul16u, 0xABCDFFFF, 0x1234FFFF), 0xFFFE0001u);
    EXPECT_EQ(run3(Opcode::Mul16s, 0xABCDFFFF, 0x12348000), 0x8000u);
    EXPECT_EQ(run3(Opcode::Mul16s, 0x8000, 0x8000), 0x40000000u);
}

TEST(Arith, NormalisationAmounts) {
    EXPECT_EQ(run2(Opcode::Nsau, 0), 32u);
    EXPECT_EQ(run2(Opcode::Nsau, 1), 31u);
    EXPECT_EQ(run2(Opcode::Nsau, 0xFFFFFFFF), 0u);
    EXPECT_EQ(run2(Opcode::Nsa, 0), 31u);
    EXPECT_EQ(run2(Opcode::Nsa, 0xFFFFFFFF), 31u);
    EXPECT_EQ(run2(Opcode::Nsa, 0x40000000), 0u);
    EXPECT_EQ(run2(Opcode::Nsa, 0xFFFFFFFE), 30u);
}

TEST(Arith, ARunOfInstructionsCountsEachOnce) {
    Board board;
    Assembler code(kCode);
    for (u32 i = 0; i < 200; ++i) code(Opcode::Addi, {2, 2, 1});
    const u32 loop = code.here();
    code(Opcode::J, {loop});
    board.load(code);
    board.run(203);
    EXPECT_EQ(board.a(2), 200u);
    EXPECT_EQ(board.cpu.retired(), 201u);
    EXPECT_EQ(board.clock.now(), 203u);
    EXPECT_EQ(board.state().pc, loop);
}

}  // namespace
}  // namespace kinglet::chip
