// What predecoding must not show: code that changes, memory that is mapped anew, deadlines in the middle of a
// block.
#include <gtest/gtest.h>

#include <random>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using soc::Cause;
using test::Assembler;
using test::Board;
using test::kCode;
using test::kData;
using test::kVectors;

u32 first_word(const Assembler& code) {
    u32 word = 0;
    for (u32 i = 0; i < 4; ++i) word |= static_cast<u32>(code.bytes()[i]) << i * 8;
    return word;
}

TEST(Blocks, CodeThatWritesTheNextInstructionRunsTheNewOne) {
    Board board;
    Assembler code(kCode);
    code(Opcode::S32i, {2, 3, 0})(Opcode::Nop)(Opcode::NopN);
    const u32 place = code.here();
    code(Opcode::MoviN, {4, 1})(Opcode::NopN);
    code(Opcode::J, {code.here()});
    board.load(code);
    Assembler replacement(place);
    replacement(Opcode::MoviN, {4, 2})(Opcode::NopN);
    board.a(2) = first_word(replacement);
    board.a(3) = place;
    board.run(10);
    EXPECT_EQ(board.a(4), 2u);
}

TEST(Blocks, ALoopThatRewritesItselfRunsEachVersion) {
    Board board;
    Assembler code(kCode);
    const u32 place = code.here();
    code(Opcode::AddiN, {4, 4, 1})(Opcode::NopN);
    code(Opcode::S32i, {2, 3, 0})(Opcode::AddiN, {5, 5, static_cast<u32>(-1)})(Opcode::Bnez, {5, place});
    const u32 end = code.here();
    code(Opcode::J, {end});
    board.load(code);
    Assembler replacement(place);
    replacement(Opcode::AddiN, {4, 4, 10})(Opcode::NopN);
    board.a(2) = first_word(replacement);
    board.a(3) = place;
    board.a(5) = 100;
    ASSERT_TRUE(board.run_to(end));
    EXPECT_EQ(board.a(4), 1u + 99 * 10);
}

TEST(Blocks, DataBesideCodeMayChangeWithoutHarm) {
    Board board;
    Assembler code(kCode);
    const u32 loop = code.here();
    code(Opcode::AddiN, {4, 4, 1})(Opcode::S32i, {4, 3, 0})(Opcode::L32i, {6, 3, 0})(Opcode::Bne,
                                                                                     {4, 2, loop});
    const u32 end = code.here();
    code(Opcode::J, {end});
    board.load(code);
    board.a(2) = 1000;
    board.a(3) = kCode + 0x200;
    ASSERT_TRUE(board.run_to(end));
    EXPECT_EQ(board.a(6), 1000u);
    EXPECT_EQ(board.word(kCode + 0x200), 1000u);
}

TEST(Blocks, ADebuggersWriteIsSeen) {
    Board board;
    Assembler code(kCode);
    code(Opcode::MoviN, {4, 1})(Opcode::J, {kCode});
    board.load(code);
    board.run(20);
    EXPECT_EQ(board.a(4), 1u);
    code.patch(kCode, Opcode::MoviN, {4, 2});
    board.load(code);
    board.run(20);
    EXPECT_EQ(board.a(4), 2u);
}

TEST(Blocks, RemappedCodeIsRead) {
    Board board;
    std::vector<u8> one(Bus::kPageSize), two(Bus::kPageSize);
    const auto fill = [](std::vector<u8>& page, u32 value) {
        Assembler code(soc::kFlashWindowBase);
        const u32 literal = code.word(value);
        code(Opcode::L32r, {4, literal})(Opcode::RetN);
        std::copy(code.bytes().begin(), code.bytes().end(), page.begin());
    };
    fill(one, 111);
    fill(two, 222);
    Assembler code(kCode);
    code(Opcode::Callx0, {5})(Opcode::J, {kCode});
    board.load(code);
    board.a(5) = soc::kFlashWindowBase + 4;
    board.bus.map_memory(soc::kFlashWindowBase, Bus::kPageSize, one.data(), soc::kAccessCode);
    board.run(100);
    EXPECT_EQ(board.a(4), 111u);
    board.bus.map_memory(soc::kFlashWindowBase, Bus::kPageSize, two.data(), soc::kAccessCode);
    board.run(100);
    EXPECT_EQ(board.a(4), 222u);
    // The flash was written behind the window.
    fill(two, 333);
    board.bus.notify_changed(soc::kFlashWindowBase, Bus::kPageSize);
    board.run(100);
    EXPECT_EQ(board.a(4), 333u);
    board.bus.unmap(soc::kFlashWindowBase, Bus::kPageSize);
    ASSERT_TRUE(board.run_to(kVectors + soc::kVectorUser, 100));
    EXPECT_EQ(board.state().exccause, static_cast<u32>(Cause::InstructionFetchError));
    // Mapped again, the same address can be fetched, though the fault was remembered.
    board.state().pc = kCode;
    board.state().ps = soc::kPsUm;
    board.bus.map_memory(soc::kFlashWindowBase, Bus::kPageSize, one.data(), soc::kAccessCode);
    board.a(4) = 0;
    board.step(2);
    board.step(1);
    EXPECT_EQ(board.a(4), 111u);
}

TEST(Blocks, AnInstructionAcrossAPageEndBelongsToBoth) {
    Board board;
    const u32 start = soc::kIramBase + 0x3000 - 2;
    Assembler code(start);
    code(Opcode::Movi, {4, 5})(Opcode::RetN);
    board.load(code, start);
    Assembler caller(kCode);
    caller(Opcode::Callx0, {5})(Opcode::J, {kCode});
    board.load(caller);
    board.a(5) = start;
    board.run(50);
    EXPECT_EQ(board.a(4), 5u);
    code.patch(start, Opcode::Movi, {4, 6});
    board.set_word(soc::kIramBase + 0x3000, static_cast<u32>(code.bytes()[2]) | 0x00F00D00);
    board.run(50);
    EXPECT_EQ(board.a(4), 6u);
}

/// Pulses an interrupt line every so many cycles.
struct Metronome {
    Metronome(Board& its_board, u64 its_period) : board(its_board), period(its_period) {
        board.events.schedule(event, period);
    }
    void on_time(u64 deadline) {
        board.interrupts.line(soc::Irq::External11).pulse();
        board.events.schedule(event, deadline + period);
    }
    Board& board;
    u64 period;
    Event event = Event::of<&Metronome::on_time>("metronome", this);
};

/// Registers, time and count after so many cycles in stretches that `next` gives, with interrupts all the
/// while.
template <class Next>
std::vector<u64> trace(u64 cycles, Next next) {
    constexpr u32 kIntclear = static_cast<u32>(SpecialRegister::Intclear);
    Board board;
    Metronome metronome(board, 53);
    Assembler code(kCode);
    const u32 loop = code.here();
    code(Opcode::Addi, {2, 2, 1})(Opcode::Mull, {3, 2, 2})(Opcode::L32i, {4, 9, 4})(Opcode::Add, {4, 4, 3});
    code(Opcode::S32i, {4, 9, 4})(Opcode::Bbci, {3, 2, code.here() + 3 + 6})(Opcode::Xor, {5, 5, 4});
    code(Opcode::Addx8, {5, 2, 5})(Opcode::Rsil, {6, 1})(Opcode::Bnez, {5, loop})(Opcode::J, {loop});
    // Every other turn with interrupts off until here.
    code.patch(code.here() - 6, Opcode::Bbsi, {2, 0, code.here()});
    code(Opcode::Rsil, {6, 0})(Opcode::J, {loop});
    board.load(code);
    Assembler handler(kVectors + soc::kVectorUser);
    handler(Opcode::Wsr, {11, kIntclear})(Opcode::Rsr, {12, static_cast<u32>(SpecialRegister::Epc1)});
    handler(Opcode::Add, {13, 13, 12})(Opcode::AddiN, {14, 14, 1})(Opcode::Rfe);
    board.load(handler, kVectors + soc::kVectorUser);
    board.a(9) = kData;
    board.a(11) = ~0u;
    board.state().intenable = soc::irq_bit(soc::Irq::External11);
    while (board.clock.now() < cycles) {
        board.events.dispatch();
        board.cpu.run(std::min<u64>(cycles, board.clock.now() + next()));
    }
    EXPECT_GT(board.a(14), cycles / 53 / 4) << "interrupts";
    std::vector<u64> result(board.state().a, board.state().a + 16);
    result.insert(result.end(),
                  {board.state().pc, board.clock.now(), board.cpu.retired(), board.word(kData + 4)});
    return result;
}

TEST(Blocks, WhereStretchesEndDoesNotShow) {
    const std::vector<u64> whole = trace(20'000, [] { return u64{20'000}; });
    EXPECT_EQ(trace(20'000, [] { return u64{1}; }), whole);
    std::mt19937 random(1);
    for (u32 i = 0; i < 10; ++i) EXPECT_EQ(trace(20'000, [&] { return u64{1 + random() % 60}; }), whole);
}

TEST(Blocks, ADeviceSeesTheClockAtItsInstruction) {
    struct Watch final : BusDevice {
        explicit Watch(Clock& its_clock) : clock(its_clock) {}
        u32 read32(u32) override { return static_cast<u32>(clock.now()); }
        void write32(u32, u32) override { written = clock.now(); }
        Clock& clock;
        u64 written = 0;
    };
    Board board;
    Watch watch(board.clock);
    board.bus.map_device(0x60000000, Bus::kPageSize, watch);
    Assembler code(kCode);
    for (u32 i = 0; i < 10; ++i) code(Opcode::NopN);
    code(Opcode::L32i, {2, 3, 0})(Opcode::NopN)(Opcode::L32i, {4, 3, 0})(Opcode::S32i, {4, 3, 0});
    const u32 end = code.here();
    code(Opcode::J, {end});
    board.load(code);
    board.a(3) = 0x60000000;
    board.run(60);
    // A load waits before its device answers.
    EXPECT_EQ(board.a(2), 10 + soc::kRegisterLoadWait);
    EXPECT_EQ(board.a(4), board.a(2) + 2 + soc::kRegisterLoadWait);
    EXPECT_EQ(watch.written, board.a(4) + 2 + soc::kRegisterStoreWait) << "the load's cycle and its use";
}

TEST(Blocks, ADeviceCanStopTheProcessorBehindItsInstruction) {
    struct Stopper final : BusDevice {
        u32 read32(u32) override { return 0; }
        void write32(u32, u32) override { cpu->stop(); }
        Cpu* cpu = nullptr;
    };
    Board board;
    Stopper stopper;
    stopper.cpu = &board.cpu;
    board.bus.map_device(0x60000000, Bus::kPageSize, stopper);
    Assembler code(kCode);
    code(Opcode::NopN)(Opcode::S32i, {2, 3, 0})(Opcode::AddiN, {4, 4, 1})(Opcode::J, {kCode});
    board.load(code);
    board.a(3) = 0x60000000;
    board.cpu.run(1000);
    EXPECT_EQ(board.state().pc, kCode + 5);
    EXPECT_EQ(board.a(4), 0u);
    board.cpu.run(1000);
    EXPECT_EQ(board.a(4), 1u);
}

TEST(Blocks, MoreCodeThanTheCacheHoldsStillRuns) {
    Board board;
    Assembler code(kCode);
    // Every second byte of a long row of narrow instructions is an entry of its own.
    constexpr u32 kCount = 0x7000;
    for (u32 i = 0; i < kCount; ++i) code(Opcode::AddiN, {2, 2, 1});
    code(Opcode::Jx, {3});
    board.load(code);
    board.a(3) = kCode;
    for (u32 round = 0; round < 3; ++round) {
        for (u32 entry = 0; entry < kCount; ++entry) {
            board.state().pc = kCode + 2 * entry;
            board.cpu.run(board.clock.now() + 1);
        }
    }
    EXPECT_EQ(board.a(2), 3 * kCount);
}

// The cache is emptied while one block is being linked to the next.
TEST(Blocks, AChainOfJumpsLongerThanTheCacheArrives) {
    constexpr u32 kLinks = 40'000;
    Board board;
    Assembler code(soc::kFlashWindowBase);
    for (u32 i = 0; i < kLinks; ++i) code(Opcode::AddiN, {2, 2, 1})(Opcode::J, {code.here() + 3});
    code(Opcode::Jx, {3});
    std::vector<u8> memory = code.bytes();
    memory.resize((memory.size() + Bus::kPageMask) & ~usize{Bus::kPageMask});
    board.bus.map_memory(soc::kFlashWindowBase, static_cast<u32>(memory.size()), memory.data(),
                         soc::kAccessCode);
    board.state().pc = soc::kFlashWindowBase;
    board.a(3) = soc::kFlashWindowBase;
    board.run(3 * (kLinks * 4 + 3));
    EXPECT_EQ(board.a(2), 3 * kLinks);
    EXPECT_EQ(board.cpu.retired(), 3u * (2 * kLinks + 1));
}

TEST(Blocks, ResetForgetsTheProgramNotTheCount) {
    Board board;
    board.load(Assembler(kCode)(Opcode::MoviN, {2, 1})(Opcode::J, {kCode}));
    board.run(10);
    const u64 retired = board.cpu.retired();
    board.cpu.reset();
    EXPECT_EQ(board.state().pc, soc::kResetVector);
    EXPECT_EQ(board.state().ps, soc::kPsReset);
    EXPECT_EQ(board.a(2), 0u);
    EXPECT_EQ(board.cpu.retired(), retired);
    EXPECT_EQ(board.cpu.ccount(), 0u);
}

}  // namespace
}  // namespace kinglet::chip
