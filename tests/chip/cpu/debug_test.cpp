// BREAK, breakpoints and ICOUNT. Several of these pin what a comparison with QEMU over random programs
// brought up.
#include <gtest/gtest.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using soc::Cause;
using test::Assembler;
using test::Board;
using test::kCode;
using test::kData;
using test::kVectors;

constexpr u32 number(SpecialRegister special) {
    return static_cast<u32>(special);
}

/// `count` times ADDI a5, a5, 1: the register says how far it came.
void load_counting(Board& board, u32 count) {
    Assembler code(kCode);
    for (u32 i = 0; i < count; ++i) code(Opcode::Addi, {5, 5, 1});
    code(Opcode::J, {code.here()});
    board.load(code);
}

bool is_in_debug_vector(const Board& board) {
    return board.cpu.state().pc == kVectors + soc::kVectorDebug;
}

TEST(Debug, BreakTakesTheDebugVector) {
    for (bool narrow : {false, true}) {
        Board board;
        Assembler code(kCode);
        if (narrow)
            code(Opcode::BreakN, {3});
        else
            code(Opcode::Break, {1, 15});
        board.load(code);
        board.state().ps = soc::kPsUm | 1;
        board.step();
        EXPECT_TRUE(is_in_debug_vector(board));
        EXPECT_EQ(board.state().epc[2], kCode);
        EXPECT_EQ(board.state().eps[2], soc::kPsUm | 1);
        EXPECT_EQ(board.state().ps, soc::kPsUm | soc::kPsExcm | 2);
        EXPECT_EQ(board.state().debugcause, narrow ? soc::kDebugBreakNarrow : soc::kDebugBreak);
    }
}

TEST(Debug, BreakIsNothingAtTheDebugLevelAndAbove) {
    for (u32 level : {2u, 3u, 15u}) {
        Board board;
        board.load(Assembler(kCode)(Opcode::Break, {1, 1}));
        board.state().ps = soc::kPsUm | level;
        board.step();
        EXPECT_EQ(board.state().pc, kCode + 3);
    }
}

TEST(Debug, ReturnsOfADebuggerOnThePortAreIllegal) {
    for (Opcode opcode : {Opcode::Rfdo, Opcode::Rfdd}) {
        Board board;
        Assembler code(kCode);
        code.raw(info(opcode).match, 3);
        board.load(code);
        board.step();
        EXPECT_EQ(board.state().exccause, static_cast<u32>(Cause::IllegalInstruction));
        EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser);
    }
}

TEST(Debug, AnInstructionBreakpointStopsBeforeTheInstruction) {
    Board board;
    load_counting(board, 20);
    board.run(10);  // the code is known before the breakpoint is set
    board.state().pc = kCode;
    board.a(5) = 0;
    Assembler set(kCode + 0x100);
    set(Opcode::Wsr, {2, number(SpecialRegister::Ibreaka0)})(Opcode::Wsr,
                                                             {3, number(SpecialRegister::Ibreakenable)});
    set(Opcode::J, {kCode});
    board.load(set, kCode + 0x100);
    board.state().pc = kCode + 0x100;
    board.a(2) = kCode + 3 * 7;
    board.a(3) = 1;
    ASSERT_TRUE(board.run_to(kVectors + soc::kVectorDebug));
    EXPECT_EQ(board.a(5), 7u);
    EXPECT_EQ(board.state().epc[2], kCode + 3 * 7);
    EXPECT_EQ(board.state().debugcause, soc::kDebugIbreak);
}

struct DataBreak {
    u32 control;
    u32 watched;
    Opcode opcode;
    u32 address;
};

/// DEBUGCAUSE after the access, 0 when none was taken.
u32 data_break(const DataBreak& test) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Dbreaka0)})(Opcode::Wsr,
                                                              {3, number(SpecialRegister::Dbreakc0)});
    code(test.opcode, {4, 5, 0});
    board.load(code);
    board.a(2) = test.watched;
    board.a(3) = test.control;
    board.a(5) = test.address;
    board.step(3);
    return is_in_debug_vector(board) ? board.state().debugcause : 0;
}

TEST(Debug, ADataBreakpointKnowsLoadsFromStores) {
    const u32 exact = soc::kDbreakMaskBits;
    EXPECT_EQ(data_break({soc::kDbreakLoad | exact, kData, Opcode::L32i, kData}), soc::kDebugDbreak);
    EXPECT_EQ(data_break({soc::kDbreakLoad | exact, kData, Opcode::S32i, kData}), 0u);
    EXPECT_EQ(data_break({soc::kDbreakStore | exact, kData, Opcode::S32i, kData}), soc::kDebugDbreak);
    EXPECT_EQ(data_break({soc::kDbreakStore | exact, kData, Opcode::L32i, kData}), 0u);
    EXPECT_EQ(data_break({soc::kDbreakLoad | exact, kData, Opcode::L32i, kData + 4}), 0u);
    EXPECT_EQ(data_break({soc::kDbreakLoad, kData, Opcode::L32i, kData + 60}), soc::kDebugDbreak)
        << "64 bytes";
    EXPECT_EQ(data_break({soc::kDbreakLoad, kData, Opcode::L32i, kData + 64}), 0u);
}

// QEMU takes the mask's leading bits only.
TEST(Debug, ADataBreakpointMayIgnoreBitsInTheMiddle) {
    const u32 but_bit_5 = soc::kDbreakLoad | 0x1F;
    EXPECT_EQ(data_break({but_bit_5, kData, Opcode::L32i, kData}), soc::kDebugDbreak);
    EXPECT_EQ(data_break({but_bit_5, kData, Opcode::L32i, kData + 32}), soc::kDebugDbreak);
    EXPECT_EQ(data_break({but_bit_5, kData, Opcode::L32i, kData + 4}), 0u);
}

// Found by comparison with QEMU: a word is watched by each of its bytes, not only by the first and the last.
TEST(Debug, ADataBreakpointInTheMiddleOfAWordHits) {
    for (u32 byte = 0; byte < 4; ++byte)
        EXPECT_EQ(data_break({soc::kDbreakLoad | soc::kDbreakMaskBits, kData + byte, Opcode::L32i, kData}),
                  soc::kDebugDbreak)
            << byte;
}

// Found by comparison with QEMU.
TEST(Debug, AnUnalignedAccessRaisesItsExceptionNotTheBreakpoint) {
    EXPECT_EQ(data_break({soc::kDbreakLoad | soc::kDbreakMaskBits, kData + 1, Opcode::L32i, kData + 1}), 0u);
}

// QEMU hangs there; the ISA lets the access through.
TEST(Debug, ADataBreakpointAtTheDebugLevelIsNothing) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Dbreaka0)})(Opcode::Wsr,
                                                              {3, number(SpecialRegister::Dbreakc0)});
    code(Opcode::L32i, {4, 2, 0});
    board.load(code);
    board.a(2) = kData;
    board.a(3) = soc::kDbreakLoad | soc::kDbreakMaskBits;
    board.state().ps = soc::kPsUm | 2;
    board.set_word(kData, 99);
    board.step(3);
    EXPECT_EQ(board.a(4), 99u);
}

/// Sets ICOUNT and ICOUNTLEVEL (a3, a2) and goes to the counting code.
void start_counting(Board& board, u32 level, u32 count) {
    load_counting(board, 40);
    Assembler set(kCode + 0x100);
    set(Opcode::Wsr, {3, number(SpecialRegister::Icount)})(Opcode::Wsr,
                                                           {2, number(SpecialRegister::Icountlevel)});
    set(Opcode::J, {kCode});
    board.load(set, kCode + 0x100);
    board.state().pc = kCode + 0x100;
    board.a(2) = level;
    board.a(3) = count;
}

TEST(Debug, IcountStopsBeforeTheInstructionThatWouldMakeIt0) {
    Board board;
    start_counting(board, 1, static_cast<u32>(-10));
    ASSERT_TRUE(board.run_to(kVectors + soc::kVectorDebug));
    EXPECT_EQ(board.state().debugcause, soc::kDebugIcount);
    EXPECT_EQ(board.a(5), 8u) << "the jump is the first of nine";
    EXPECT_EQ(board.state().epc[2], kCode + 3 * 8);
    EXPECT_EQ(board.state().icount, ~0u);
}

TEST(Debug, IcountRunsWholeStretchesToo) {
    Board board;
    start_counting(board, 1, static_cast<u32>(-10));
    board.run(3 + 2 + 8 + 3);
    EXPECT_EQ(board.a(5), 8u);
    EXPECT_TRUE(is_in_debug_vector(board));
}

TEST(Debug, IcountSleepsAtItsLevel) {
    Board board;
    start_counting(board, 1, static_cast<u32>(-10));
    board.state().ps = soc::kPsUm | 1;
    board.run(30);
    EXPECT_GT(board.a(5), 20u);
    EXPECT_EQ(board.state().icount, static_cast<u32>(-10));
}

// Found by comparison with QEMU: where its exception cannot be taken, the count stays at its last value.
TEST(Debug, IcountDoesNotWrapWhereDebugExceptionsAreOff) {
    Board board;
    start_counting(board, 4, static_cast<u32>(-5));
    board.state().ps = soc::kPsUm | 3;
    board.run(30);
    EXPECT_EQ(board.state().icount, ~0u);
    EXPECT_GT(board.a(5), 20u);
}

// Found by comparison with QEMU: when the instruction at which ICOUNT would stop cannot be fetched, that
// comes first.
TEST(Debug, AFetchFaultComesBeforeIcount) {
    Board board;
    start_counting(board, 1, static_cast<u32>(-3));
    Assembler jump(kCode);
    jump(Opcode::Jx, {6});
    board.load(jump);
    board.a(6) = 0x100;
    ASSERT_TRUE(board.run_to(kVectors + soc::kVectorUser, 100));
    EXPECT_EQ(board.state().epc[1], 0x100u);
    EXPECT_EQ(board.state().exccause, static_cast<u32>(Cause::InstFetchProhibited));
}

// QEMU does not count WAITI; it is an instruction like any other.
TEST(Debug, IcountCountsASleep) {
    Board board;
    start_counting(board, 1, static_cast<u32>(-100));
    board.load(Assembler(kCode)(Opcode::Waiti, {0}));
    board.run(20);
    EXPECT_TRUE(board.cpu.is_waiting());
    EXPECT_EQ(board.state().icount, static_cast<u32>(-98)) << "the jump and the sleep";
}

}  // namespace
}  // namespace kinglet::chip
