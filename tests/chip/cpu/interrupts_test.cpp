// Interrupts, sleep and the timer.
#include <gtest/gtest.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using soc::Cause;
using soc::Irq;
using test::Assembler;
using test::Board;
using test::kCode;
using test::kVectors;

constexpr u32 number(SpecialRegister special) {
    return static_cast<u32>(special);
}

/// A board with NOPs everywhere, vectors included.
struct NopBoard : Board {
    NopBoard() {
        Assembler nops(kVectors);
        for (u32 i = 0; i < 0x2000; ++i) nops(Opcode::NopN);
        load(nops, kVectors);
    }
};

struct Interrupts : testing::Test {
    void write(Opcode opcode, std::initializer_list<u32> operands) {
        Assembler code(board.state().pc);
        code(opcode, operands);
        board.load(code, board.state().pc);
    }
    NopBoard board;
};

TEST_F(Interrupts, ALevel1InterruptTakesTheVectorOfItsMode) {
    board.state().intenable = soc::irq_bit(Irq::Uart);
    board.interrupts.line(Irq::Uart).set(true);
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser);
    EXPECT_EQ(board.state().epc[1], kCode);
    EXPECT_EQ(board.state().exccause, static_cast<u32>(Cause::Level1Interrupt));
    EXPECT_EQ(board.state().ps, soc::kPsUm | soc::kPsExcm);
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorUser + 2) << "exception mode keeps it out";
}

TEST_F(Interrupts, ItsEnableBitTheLevelAndExceptionModeCloseIt) {
    board.interrupts.line(Irq::Uart).set(true);
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 2);
    board.state().intenable = ~soc::irq_bit(Irq::Uart);
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 4);
    board.state().intenable = soc::irq_bit(Irq::Uart);
    board.state().ps = soc::kPsUm | 1;
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 6);
    board.state().ps = soc::kPsUm | soc::kPsExcm;
    board.step();
    EXPECT_EQ(board.state().pc, kCode + 8);
    board.state().ps = soc::kPsUm;
    board.step();
    EXPECT_EQ(board.state().epc[1], kCode + 8);
}

TEST_F(Interrupts, OpeningTheLevelTakesItBehindTheInstruction) {
    board.state().ps = soc::kPsUm | 1;
    board.state().intenable = soc::irq_bit(Irq::Gpio);
    board.interrupts.line(Irq::Gpio).set(true);
    write(Opcode::Rsil, {2, 0});
    board.run(6);
    EXPECT_EQ(board.state().epc[1], kCode + 3);
    EXPECT_GE(board.state().pc, kVectors + soc::kVectorUser);
    EXPECT_LT(board.state().pc, kCode);
}

TEST_F(Interrupts, SoftwareRaisesAndClearsItsOwn) {
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Interrupt)})(Opcode::Rsr,
                                                               {3, number(SpecialRegister::Interrupt)});
    code(Opcode::Wsr, {2, number(SpecialRegister::Intclear)})(Opcode::Rsr,
                                                              {4, number(SpecialRegister::Interrupt)});
    board.load(code);
    board.a(2) = ~0u;
    board.a(4) = 1;
    board.step(4);
    EXPECT_EQ(board.a(3), soc::kIrqSoftwareMask);
    EXPECT_EQ(board.a(4), 0u);
}

TEST_F(Interrupts, ALevelLineIsNotClearedByTheProcessor) {
    board.interrupts.line(Irq::Uart).set(true);
    board.interrupts.line(Irq::External11).pulse();
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Intclear)})(Opcode::Rsr,
                                                              {3, number(SpecialRegister::Interrupt)});
    board.load(code);
    board.a(2) = ~0u;
    board.step(2);
    EXPECT_EQ(board.a(3), soc::irq_bit(Irq::Uart));
}

TEST_F(Interrupts, TheNmiIsNotMasked) {
    board.state().ps = soc::kPsUm | soc::kPsExcm | 2;
    board.interrupts.set_nmi_sources(1);
    board.interrupts.line(Irq::Nmi).pulse();
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorNmi);
    EXPECT_EQ(board.state().epc[3], kCode);
    EXPECT_EQ(board.state().eps[3], soc::kPsUm | soc::kPsExcm | 2);
    EXPECT_EQ(board.state().ps, soc::kPsUm | soc::kPsExcm | 3);
    // Not within itself; again when it has returned.
    board.interrupts.line(Irq::Nmi).pulse();
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorNmi + 2);
    write(Opcode::Rfi, {3});
    board.step();
    EXPECT_EQ(board.state().pc, kCode);
    board.step();
    EXPECT_EQ(board.state().pc, kVectors + soc::kVectorNmi);
}

TEST_F(Interrupts, SleepJumpsToTheNextEventAndEndsWithAnInterrupt) {
    struct Waker {
        void on_time(u64) { line.set(true); }
        IrqLine line;
    } waker{board.interrupts.line(Irq::Rtc)};
    Event event = Event::of<&Waker::on_time>("waker", &waker);
    board.events.schedule(event, 50'000);
    board.state().intenable = soc::irq_bit(Irq::Rtc);
    board.state().ps = soc::kPsUm | 3;
    write(Opcode::Waiti, {0});
    board.step();
    EXPECT_TRUE(board.cpu.is_waiting());
    EXPECT_EQ(board.state().ps, soc::kPsUm);
    board.step();
    EXPECT_EQ(board.clock.now(), 50'000u);
    EXPECT_EQ(board.cpu.retired(), 1u);
    board.step();
    EXPECT_FALSE(board.cpu.is_waiting());
    EXPECT_EQ(board.state().epc[1], kCode + 3) << "goes on behind the WAITI";
    board.events.cancel(event);
}

TEST_F(Interrupts, SleepGoesOnThroughInterruptsThatAreClosed) {
    write(Opcode::Waiti, {1});
    board.state().ps = soc::kPsUm | 1;
    board.state().intenable = soc::irq_bit(Irq::Uart);
    board.interrupts.line(Irq::Uart).set(true);
    board.run(1000);
    EXPECT_TRUE(board.cpu.is_waiting());
    EXPECT_EQ(board.clock.now(), 1000u);
}

TEST_F(Interrupts, AnEventInterruptsExactlyAtItsCycle) {
    struct Source {
        void on_time(u64) { line.set(true); }
        IrqLine line;
    };
    for (u64 cycle = 1; cycle < 40; ++cycle) {
        NopBoard fresh;
        Source source{fresh.interrupts.line(Irq::Frc1)};
        Event event = Event::of<&Source::on_time>("source", &source);
        fresh.events.schedule(event, cycle);
        fresh.state().intenable = soc::irq_bit(Irq::Frc1);
        fresh.run(100);
        EXPECT_EQ(fresh.state().epc[1], kCode + 2 * cycle) << "one NOP a cycle";
    }
}

TEST_F(Interrupts, CcountCountsCyclesAndCanBeSet) {
    Assembler code(kCode);
    code(Opcode::Rsr, {2, number(SpecialRegister::Ccount)})(Opcode::Mull, {5, 5, 5});
    code(Opcode::Rsr, {3, number(SpecialRegister::Ccount)})(Opcode::Wsr,
                                                            {4, number(SpecialRegister::Ccount)});
    code(Opcode::NopN)(Opcode::Rsr, {5, number(SpecialRegister::Ccount)});
    board.load(code);
    board.a(4) = 0xFFFFFFFF;
    board.run(7);
    EXPECT_EQ(board.a(3) - board.a(2), 3u);
    EXPECT_EQ(board.a(5), 1u) << "two cycles behind the write, around the corner";
}

TEST_F(Interrupts, TheTimerFiresWhenCcountMeetsCcompare) {
    Assembler code(kCode);
    code(Opcode::Wsr, {2, number(SpecialRegister::Ccompare0)});
    for (u32 i = 0; i < 200; ++i) code(Opcode::NopN);
    board.load(code);
    board.a(2) = board.cpu.ccount() + 100;
    board.state().intenable = soc::irq_bit(Irq::Timer0);
    board.run(99);
    EXPECT_EQ(board.interrupts.pending(), 0u);
    board.run(10);
    EXPECT_EQ(board.interrupts.pending(), soc::kIrqTimerMask);
    EXPECT_EQ(board.state().exccause, static_cast<u32>(Cause::Level1Interrupt));
    EXPECT_EQ(board.state().epc[1], kCode + 3 + 2 * 99) << "WSR and 99 NOPs, one cycle each";
    // Only writing CCOMPARE0 takes it back.
    const u32 pc = board.state().pc;
    code = Assembler(pc);
    code(Opcode::Wsr, {3, number(SpecialRegister::Intclear)})(Opcode::Rsr,
                                                              {4, number(SpecialRegister::Interrupt)});
    code(Opcode::Wsr, {3, number(SpecialRegister::Ccompare0)})(Opcode::Rsr,
                                                               {5, number(SpecialRegister::Interrupt)});
    board.load(code, pc);
    board.a(3) = ~0u;
    board.step(4);
    EXPECT_EQ(board.a(4), soc::kIrqTimerMask);
    EXPECT_EQ(board.a(5), 0u);
}

TEST_F(Interrupts, TheTimerComesAgainAfterAWholeTurn) {
    write(Opcode::Wsr, {2, number(SpecialRegister::Ccompare0)});
    board.a(2) = board.cpu.ccount() + 10;
    board.step();
    write(Opcode::Waiti, {15});
    board.step();
    board.run(20);
    EXPECT_EQ(board.interrupts.pending(), soc::kIrqTimerMask);
    board.interrupts.set_timer(false);
    board.run(u64{1} << 32);
    EXPECT_EQ(board.interrupts.pending(), soc::kIrqTimerMask);
}

}  // namespace
}  // namespace kinglet::chip
