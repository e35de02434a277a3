// Shifts and bit fields, with the amounts at their ends.
#include <gtest/gtest.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;

constexpr u32 kSar = static_cast<u32>(SpecialRegister::Sar);

/// op a2, a3 with SAR as given.
u32 shift(Opcode opcode, u32 value, u32 sar) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2, 3}));
    board.state().sar = sar;
    board.a(3) = value;
    board.step();
    return board.a(2);
}

/// What SAR holds after op a2.
u32 sar_after(Opcode opcode, u32 value) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2}));
    board.a(2) = value;
    board.step();
    return board.state().sar;
}

u32 shift_immediate(Opcode opcode, u32 value, u32 amount) {
    Board board;
    board.load(Assembler(kCode)(opcode, {2, 3, amount}));
    board.a(3) = value;
    board.step();
    return board.a(2);
}

TEST(Shifts, ImmediateAmounts) {
    EXPECT_EQ(shift_immediate(Opcode::Slli, 1, 31), 0x80000000u);
    EXPECT_EQ(shift_immediate(Opcode::Slli, 0xFFFFFFFF, 1), 0xFFFFFFFEu);
    EXPECT_EQ(shift_immediate(Opcode::Srli, 0x80000000, 15), 0x10000u);
    EXPECT_EQ(shift_immediate(Opcode::Srli, 0x80000000, 0), 0x80000000u);
    EXPECT_EQ(shift_immediate(Opcode::Srai, 0x80000000, 31), 0xFFFFFFFFu);
    EXPECT_EQ(shift_immediate(Opcode::Srai, 0x40000000, 30), 1u);
}

TEST(Shifts, ExtractTakesFieldsOfAnyPlaceAndWidth) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Extui, {2, 5, 0, 16})(Opcode::Extui, {3, 5, 28, 4})(Opcode::Extui, {4, 5, 31, 1});
    board.load(code);
    board.a(5) = 0x9ABCDEF0;
    board.step(3);
    EXPECT_EQ(board.a(2), 0xDEF0u);
    EXPECT_EQ(board.a(3), 9u);
    EXPECT_EQ(board.a(4), 1u);
}

TEST(Shifts, TheAmountIsPreparedForEachDirection) {
    EXPECT_EQ(sar_after(Opcode::Ssr, 35), 3u);
    EXPECT_EQ(sar_after(Opcode::Ssl, 35), 29u);
    EXPECT_EQ(sar_after(Opcode::Ssl, 0), 32u);
    EXPECT_EQ(sar_after(Opcode::Ssa8l, 7), 24u);
    EXPECT_EQ(sar_after(Opcode::Ssa8b, 7), 8u);
    EXPECT_EQ(sar_after(Opcode::Ssa8b, 4), 32u);
}

TEST(Shifts, SsaiTakesAllAmounts) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Ssai, {31}));
    board.step();
    EXPECT_EQ(board.state().sar, 31u);
}

TEST(Shifts, ByTheAmountRegister) {
    EXPECT_EQ(shift(Opcode::Sll, 1, 32 - 5), 32u);
    EXPECT_EQ(shift(Opcode::Srl, 0x80000000, 31), 1u);
    EXPECT_EQ(shift(Opcode::Sra, 0x80000000, 31), 0xFFFFFFFFu);
    EXPECT_EQ(shift(Opcode::Sll, 0x1234, 32), 0x1234u);
}

// QEMU 7.2, when SSL and the shift are translated together, takes the low five bits of SAR only: its result
// is the value unchanged. The ISA shifts 64 bits.
TEST(Shifts, RightBy32LeavesNothing) {
    EXPECT_EQ(shift(Opcode::Srl, 0x3FFE8BFC, 32), 0u);
    EXPECT_EQ(shift(Opcode::Sra, 0x3FFE8BFC, 32), 0u);
    EXPECT_EQ(shift(Opcode::Sra, 0x80000000, 32), 0xFFFFFFFFu);
}

TEST(Shifts, SarKeepsSixBits) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Wsr, {2, kSar}));
    board.a(2) = 0xFFFFFFFF;
    board.step();
    EXPECT_EQ(board.state().sar, 63u);
    EXPECT_EQ(shift(Opcode::Srl, 0xFFFFFFFF, 63), 0u);
}

TEST(Shifts, FunnelTakesBothRegisters) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Src, {2, 3, 4}));
    board.state().sar = 8;
    board.a(3) = 0x11223344;
    board.a(4) = 0x55667788;
    board.step();
    EXPECT_EQ(board.a(2), 0x44556677u);
}

}  // namespace
}  // namespace kinglet::chip
