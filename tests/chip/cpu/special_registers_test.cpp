// RSR, WSR and XSR on every register; those that are not plain words.
#include <gtest/gtest.h>

#include "chip/cpu/special_register.hpp"
#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;
using test::kVectors;

constexpr u32 number(SpecialRegister special) {
    return static_cast<u32>(special);
}

u32 write_and_read(SpecialRegister special, u32 value) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(special)})(Opcode::Rsr, {3, number(special)});
    board.load(code);
    board.a(2) = value;
    board.a(3) = 0xDEAD;
    board.step(2);
    return board.a(3);
}

TEST(SpecialRegisters, PlainWordsKeepAllBits) {
    using enum SpecialRegister;
    for (SpecialRegister special : {Epc1, Epc2, Epc3, Depc, Excsave1, Excsave2, Excsave3, Excvaddr, Ddr,
                                    Ibreaka0, Dbreaka0, Icount, Ccompare0})
        EXPECT_EQ(write_and_read(special, 0xFEDCBA98), 0xFEDCBA98u)
            << special_register_info(number(special)).read_name;
}

// QEMU's registers have all bits, or those of options that this core has not; the chip's are as wide as its
// features.
TEST(SpecialRegisters, OthersAreAsWideAsTheirMeaning) {
    using enum SpecialRegister;
    EXPECT_EQ(write_and_read(Sar, ~0u), 0x3Fu);
    EXPECT_EQ(write_and_read(Ps, ~0u), 0x3Fu);
    EXPECT_EQ(write_and_read(Eps2, ~0u), 0x3Fu);
    EXPECT_EQ(write_and_read(Eps3, ~0u), 0x3Fu);
    EXPECT_EQ(write_and_read(Exccause, ~0u), 0x3Fu);
    EXPECT_EQ(write_and_read(Intenable, ~0u), 0x7FFFu);
    EXPECT_EQ(write_and_read(Vecbase, ~0u), 0xFFFFFF00u);
    EXPECT_EQ(write_and_read(Litbase, ~0u), 0xFFFFF001u);
    EXPECT_EQ(write_and_read(Ibreakenable, ~1u), 0u);
    EXPECT_EQ(write_and_read(Dbreakc0, ~0u), 0xC000003Fu);
    EXPECT_EQ(write_and_read(Icountlevel, 0xFFFFFFF0), 0u);
}

TEST(SpecialRegisters, IdentityIsFixed) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Rsr, {2, number(SpecialRegister::Prid)})(Opcode::Rsr,
                                                          {3, number(SpecialRegister::Configid0)});
    code(Opcode::Rsr, {4, number(SpecialRegister::Configid1)});
    board.load(code);
    board.step(3);
    EXPECT_EQ(board.a(2), 0u);
    EXPECT_EQ(board.a(3), soc::kConfigId0);
    EXPECT_EQ(board.a(4), soc::kConfigId1);
}

TEST(SpecialRegisters, ExchangeSwaps) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Xsr, {2, number(SpecialRegister::Excsave1)}));
    board.a(2) = 1;
    board.state().excsave[1] = 2;
    board.step();
    EXPECT_EQ(board.a(2), 2u);
    EXPECT_EQ(board.state().excsave[1], 1u);
}

TEST(SpecialRegisters, TheTraceRegisterTakesWritesOnly) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Mmid)}).raw(0x035920, 3);  // rsr.mmid
    board.load(code);
    board.a(2) = 9;
    board.step();
    EXPECT_EQ(board.state().mmid, 9u);
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser);
}

TEST(SpecialRegisters, RsilReturnsTheOldPs) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Rsil, {2, 5}));
    board.state().ps = soc::kPsUm | 1;
    board.step();
    EXPECT_EQ(board.a(2), soc::kPsUm | 1);
    EXPECT_EQ(board.state().ps, soc::kPsUm | 5);
}

// The table of binutils and QEMU gives RER and WER of this core no operands, so QEMU reads into a0 always;
// the ISA has a target and an address.
TEST(SpecialRegisters, TheExternalPortReadsNothing) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wer, {2, 3})(Opcode::Rer, {2, 3});
    board.load(code);
    board.a(0) = 7;
    board.a(2) = 7;
    board.step(2);
    EXPECT_EQ(board.a(0), 7u);
    EXPECT_EQ(board.a(2), 0u);
}

// Found by comparison with QEMU: the attribute comes with the region's number.
TEST(SpecialRegisters, AttributesAreReadWithTheirRegion) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wdtlb, {2, 3})(Opcode::Rdtlb1, {4, 3})(Opcode::Rdtlb0, {5, 3})(Opcode::Pdtlb, {6, 3});
    code(Opcode::Ritlb1, {7, 3});
    board.load(code);
    board.a(2) = 0xFFFFFF1F;
    board.a(3) = 0x84F2529B;
    board.step(5);
    EXPECT_EQ(board.a(4), 0x8000000Fu);
    EXPECT_EQ(board.a(5), 0x80000000u);
    EXPECT_EQ(board.a(6), 0x80000001u);
    EXPECT_EQ(board.a(7), 0x80000002u);
}

TEST(SpecialRegisters, AClosedRegionRefusesEverything) {
    Board board;
    Assembler code(kCode);
    code(Opcode::L32i, {5, 4, 0})(Opcode::Wdtlb, {2, 3})(Opcode::L32i, {5, 4, 0});
    board.load(code);
    board.a(2) = 15;
    board.a(3) = board.a(4) = test::kData;
    board.run(3);
    EXPECT_EQ(board.state().exccause, static_cast<u32>(soc::Cause::LoadProhibited));
    EXPECT_EQ(board.state().excvaddr, test::kData);
    EXPECT_EQ(board.cpu.retired(), 2u);
}

TEST(SpecialRegisters, ARegionClosedForFetchesStopsTheNextInstruction) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Witlb, {2, 3});
    const u32 next = code.here();
    code(Opcode::NopN);
    board.load(code);
    board.a(2) = 15;
    board.a(3) = kCode;
    board.step(2);
    EXPECT_EQ(board.state().epc[1], next);
    EXPECT_EQ(board.state().exccause, static_cast<u32>(soc::Cause::InstFetchProhibited));
}

}  // namespace
}  // namespace kinglet::chip
