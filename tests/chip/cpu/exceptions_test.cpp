// Exceptions: where they go, what they leave in the registers, how they return.
#include <gtest/gtest.h>

#include <vector>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using soc::Cause;
using test::Assembler;
using test::Board;
using test::kCode;
using test::kData;
using test::kVectors;

constexpr u32 number(Cause cause) {
    return static_cast<u32>(cause);
}

TEST(Exceptions, UserModeTakesTheUserVector) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Syscall));
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser);
    EXPECT_EQ(board.state().epc[1], kCode);
    EXPECT_EQ(board.state().exccause, number(Cause::Syscall));
    EXPECT_EQ(board.state().ps, soc::kPsUm | soc::kPsExcm);
}

TEST(Exceptions, KernelModeTakesTheKernelVector) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Syscall));
    board.state().ps = 3;
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorKernel);
    EXPECT_EQ(board.state().ps, 3 | soc::kPsExcm);
}

TEST(Exceptions, ASecondOneTakesTheDoubleVectorAndDepc) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Ill));
    board.state().ps = soc::kPsUm | soc::kPsExcm;
    board.state().epc[1] = 0x1234;
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorDouble);
    EXPECT_EQ(board.state().depc, kCode);
    EXPECT_EQ(board.state().epc[1], 0x1234u);
    EXPECT_EQ(board.state().exccause, number(Cause::IllegalInstruction));
}

TEST(Exceptions, ReturnsClearExceptionModeOrKeepIt) {
    Board board;
    board.load(Assembler(kCode)(Opcode::Rfe));
    board.state().ps = soc::kPsUm | soc::kPsExcm;
    board.state().epc[1] = kCode + 0x40;
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 0x40);
    EXPECT_EQ(board.state().ps, soc::kPsUm);

    board.load(Assembler(kCode + 0x40)(Opcode::Rfde), kCode + 0x40);
    board.state().ps |= soc::kPsExcm;
    board.state().depc = kCode + 0x80;
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 0x80);
    EXPECT_EQ(board.state().ps, soc::kPsUm | soc::kPsExcm);
}

TEST(Exceptions, ReturnFromALevelTakesItsOwnPair) {
    for (u32 level : {2u, 3u}) {
        Board board;
        board.load(Assembler(kCode)(Opcode::Rfi, {level}));
        board.state().epc[level] = kCode + 0x40;
        board.state().eps[level] = soc::kPsUm | 1;
        board.state().ps = soc::kPsExcm | level;
        board.step();
        EXPECT_EQ(board.state().pc, kCode + 0x40);
        EXPECT_EQ(board.state().ps, soc::kPsUm | 1);
    }
}

// Levels that the core has not. QEMU 7.2 reads outside of its registers for them and crashes, so the
// comparison leaves them out.
TEST(Exceptions, ReturnFromALevelThatDoesNotExistIsIllegal) {
    for (u32 level : {0u, 1u, 4u, 15u}) {
        Board board;
        board.load(Assembler(kCode)(Opcode::Rfi, {level}));
        board.step();
        EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser) << level;
        EXPECT_EQ(board.state().exccause, number(Cause::IllegalInstruction));
    }
}

TEST(Exceptions, WhatTheCoreDoesNotHaveIsIllegal) {
    const u32 words[] = {
        0x000000,            // ill
        0x005100,            // simcall: for simulators
        0x000036,            // entry
        0x000090,            // retw
        0x000015,            // call4
        0xA20000,            // muluh
        0xC20000,            // quou
        0x230000,            // sext
        0x430000,            // min
        0x03F600,            // rsr of a register that is not there
        0x03E3F0,            // rsr.intclear: it can only be written
        0x13EB00,            // wsr.prid: it can only be read
        0x00004E, 0x00000F,  // the lengths that the core has not
    };
    for (u32 word : words) {
        Board board;
        board.load(Assembler(kCode).raw(word, 3));
        board.step();
        EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser) << std::hex << word;
        EXPECT_EQ(board.state().exccause, number(Cause::IllegalInstruction));
        EXPECT_EQ(board.cpu.retired(), 0u);
    }
}

// binutils spells these, QEMU's core refuses them, and the ISA calls the registers read-only.
TEST(Exceptions, ReadOnlyRegistersThatTheAssemblerWritesAreIllegal) {
    for (u32 word : {0x13E920u, 0x61E920u, 0x13B020u}) {  // wsr.debugcause, xsr.debugcause, wsr.176
        Board board;
        board.load(Assembler(kCode).raw(word, 3));
        board.step();
        EXPECT_EQ(board.state().exccause, number(Cause::IllegalInstruction));
        EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser) << std::hex << word;
    }
}

TEST(Exceptions, AFetchFromAHoleNamesItself) {
    const auto fetch = [](u32 address) {
        Board board;
        board.load(Assembler(kCode)(Opcode::Jx, {2}));
        board.a(2) = address;
        board.step(2);
        EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser);
        EXPECT_EQ(board.state().epc[1], address);
        EXPECT_EQ(board.state().excvaddr, address);
        EXPECT_EQ(board.cpu.retired(), 1u);
        return board.state().exccause;
    };
    EXPECT_EQ(fetch(0), number(Cause::InstFetchProhibited));
    EXPECT_EQ(fetch(0x1FFFFFFC), number(Cause::InstFetchProhibited));
    EXPECT_EQ(fetch(0x40300000), number(Cause::InstructionFetchError));
    EXPECT_EQ(fetch(kData), number(Cause::InstructionFetchError))
        << "data memory is not on the instruction bus";
}

TEST(Exceptions, AFetchFaultBehindGoodInstructionsComesAfterThem) {
    Board board;
    Assembler code(soc::kIramBase + soc::kIramSize - 4);
    code(Opcode::AddiN, {2, 2, 1})(Opcode::AddiN, {2, 2, 1});
    board.load(code, soc::kIramBase + soc::kIramSize - 4);
    board.state().pc = soc::kIramBase + soc::kIramSize - 4;
    board.run(3);
    EXPECT_EQ(board.a(2), 2u);
    EXPECT_EQ(board.state().epc[1], soc::kIramBase + soc::kIramSize);
    EXPECT_EQ(board.cpu.retired(), 2u);
}

TEST(Exceptions, VecbaseMovesTheVectorsInStepsOf256) {
    Board board;
    Assembler code(kCode);
    code(Opcode::Wsr, {2, static_cast<u32>(SpecialRegister::Vecbase)})(Opcode::Syscall);
    board.load(code);
    board.a(2) = soc::kIramBase + 0x2FF;
    board.step(2);
    EXPECT_EQ(board.state().pc, soc::kIramBase + 0x200 + soc::kVectorUser);
}

// A handler as firmware has it for narrow loads from flash: looks at the instruction, does its work, steps
// over it.
TEST(Exceptions, AHandlerCanEmulateALoad) {
    Board board;
    board.set_word(soc::kIramBase + 0x4000, 0xDDCCBBAA);
    Assembler code(kCode);
    code(Opcode::L8ui, {4, 3, 2});
    const u32 after = code.here();
    code(Opcode::J, {after});
    board.load(code);
    Assembler handler(kVectors + soc::kVectorUser);
    const u32 epc1 = static_cast<u32>(SpecialRegister::Epc1);
    const u32 vaddr = static_cast<u32>(SpecialRegister::Excvaddr);
    handler(Opcode::Rsr, {5, vaddr})(Opcode::Extui, {6, 5, 0, 2})(Opcode::Sub, {5, 5, 6})(Opcode::L32i,
                                                                                          {5, 5, 0});
    handler(Opcode::Ssa8l, {6})(Opcode::Srl, {5, 5})(Opcode::Extui, {4, 5, 0, 8});
    handler(Opcode::Rsr, {5, epc1})(Opcode::AddiN, {5, 5, 3})(Opcode::Wsr, {5, epc1})(Opcode::Rfe);
    board.load(handler, kVectors + soc::kVectorUser);
    board.a(3) = soc::kIramBase + 0x4000;
    ASSERT_TRUE(board.run_to(after));
    EXPECT_EQ(board.a(4), 0xCCu);
    EXPECT_EQ(board.state().ps, soc::kPsUm);
}

struct Recorder final : CpuObserver {
    void exception_taken(Cause cause, u32 pc, u32 address) override {
        taken.push_back({number(cause), pc, address});
    }
    void debug_exception_taken(u32 cause, u32 pc) override { taken.push_back({0x100 + cause, pc, 0}); }
    std::vector<std::vector<u32>> taken;
};

TEST(Exceptions, TheObserverIsTold) {
    Board board;
    Recorder recorder;
    board.cpu.set_observer(&recorder);
    Assembler code(kCode);
    code(Opcode::L8ui, {2, 3, 0});
    board.load(code);
    board.a(3) = 0x20;
    board.load(Assembler(kVectors + soc::kVectorUser)(Opcode::Break, {1, 1}), kVectors + soc::kVectorUser);
    board.step(2);
    const std::vector<std::vector<u32>> expected = {
        {number(Cause::LoadProhibited), kCode, 0x20},
        {0x100 + soc::kDebugBreak, kVectors + soc::kVectorUser, 0}};
    EXPECT_EQ(recorder.taken, expected);
}

}  // namespace
}  // namespace kinglet::chip
