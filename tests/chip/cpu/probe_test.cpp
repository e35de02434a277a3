// Probes see what is executed, in order and with the state as it is there, and change nothing about it.
#include "chip/cpu/probe.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;
using test::kData;
using test::kVectors;

struct Watcher final : CpuProbe {
    explicit Watcher(Board& watched) : board(watched) {}

    bool wants_instruction(u32 pc) const override { return pc >= from && pc < to; }
    Accesses wanted_accesses() const override { return accesses; }
    bool before_instruction() override {
        seen.push_back(board.state().pc);
        cycles.push_back(board.clock.now());
        return stop_at == board.state().pc;
    }
    void accessed(const DataAccess& access) override { data.push_back(access); }
    void trapped(TrapKind kind, soc::Cause, u32 pc) override { traps.push_back({kind, pc}); }
    void returned() override { ++returns; }

    Board& board;
    u32 from = 0, to = ~0u;
    u32 stop_at = 0;
    Accesses accesses = Accesses::None;
    std::vector<u32> seen;
    std::vector<u64> cycles;
    std::vector<DataAccess> data;
    std::vector<std::pair<TrapKind, u32>> traps;
    u32 returns = 0;
};

/// Counts a5 down from 3, storing it each time.
Assembler loop() {
    Assembler code(kCode);
    code(Opcode::Movi, {5, 3});
    const u32 again = code.here();
    code(Opcode::S32i, {5, 4, 0})(Opcode::L8ui, {6, 4, 1})(Opcode::Addi, {5, 5, static_cast<u32>(-1)});
    code(Opcode::Bnez, {5, again});
    code(Opcode::J, {code.here()});
    return code;
}

TEST(Probe, SeesEachInstructionAtItsCycle) {
    Board board;
    Watcher watcher(board);
    board.load(loop());
    board.a(4) = kData;
    board.cpu.set_probe(&watcher);
    watcher.stop_at = kCode + 15;
    board.cpu.run(1000);
    EXPECT_EQ(board.state().pc, kCode + 15);
    const std::vector<u32> expected = {0, 3, 6, 9, 12, 3, 6, 9, 12, 3, 6, 9, 12, 15};
    ASSERT_EQ(watcher.seen.size(), expected.size());
    for (usize i = 0; i < expected.size(); ++i) EXPECT_EQ(watcher.seen[i] - kCode, expected[i]);
    // Taken branches take three cycles.
    EXPECT_EQ(watcher.cycles[4] - watcher.cycles[3], 1u);
    EXPECT_EQ(watcher.cycles[5] - watcher.cycles[4], 3u);
    EXPECT_EQ(board.cpu.retired(), 13u);
}

TEST(Probe, SeesWhatItWantsOnly) {
    Board board;
    Watcher watcher(board);
    watcher.from = kCode + 9;
    watcher.to = kCode + 10;
    board.load(loop());
    board.a(4) = kData;
    board.cpu.set_probe(&watcher);
    board.run(500);
    EXPECT_EQ(watcher.seen, std::vector<u32>(3, kCode + 9));
    EXPECT_TRUE(watcher.data.empty());
}

TEST(Probe, IsToldOfLoadsAndStoresWithTheirValues) {
    Board board;
    Watcher watcher(board);
    watcher.accesses = CpuProbe::Accesses::All;
    watcher.to = 0;
    board.load(loop());
    board.a(4) = kData;
    board.cpu.set_probe(&watcher);
    board.run(500);
    ASSERT_EQ(watcher.data.size(), 6u);
    EXPECT_EQ(watcher.data[0].pc, kCode + 3);
    EXPECT_EQ(watcher.data[0].address, kData);
    EXPECT_EQ(watcher.data[0].value, 3u);
    EXPECT_EQ(watcher.data[0].size, 4);
    EXPECT_TRUE(watcher.data[0].is_store);
    EXPECT_EQ(watcher.data[1].address, kData + 1);
    EXPECT_EQ(watcher.data[1].size, 1);
    EXPECT_FALSE(watcher.data[1].is_store);
}

TEST(Probe, ChangesNothing) {
    const auto result = [](bool is_watched) {
        Board board;
        Watcher watcher(board);
        watcher.accesses = CpuProbe::Accesses::All;
        board.load(loop());
        board.a(4) = kData;
        if (is_watched) board.cpu.set_probe(&watcher);
        board.run(333);
        return std::make_tuple(board.clock.now(), board.cpu.retired(), board.state().pc, board.a(5),
                               board.a(6));
    };
    EXPECT_EQ(result(true), result(false));
}

TEST(Probe, IsToldOfExceptionsAndTheirReturn) {
    Board board;
    Watcher watcher(board);
    watcher.to = 0;
    Assembler code(kCode);
    code(Opcode::Syscall)(Opcode::J, {kCode + 3});
    board.load(code);
    Assembler handler(kVectors + soc::kVectorUser);
    handler(Opcode::Rsr, {6, 177})(Opcode::Addi, {6, 6, 3})(Opcode::Wsr, {6, 177})(Opcode::Rfe);
    board.load(handler, kVectors + soc::kVectorUser);
    board.cpu.set_probe(&watcher);
    board.run(100);
    ASSERT_EQ(watcher.traps.size(), 1u);
    EXPECT_EQ(watcher.traps[0], std::make_pair(TrapKind::Exception, kCode));
    EXPECT_EQ(watcher.returns, 1u);
}

TEST(Probe, BlocksOfManyWatchedInstructionsAreCut) {
    Board board;
    Watcher watcher(board);
    Assembler code(kCode);
    for (u32 i = 0; i < 200; ++i) code(Opcode::Beqz, {1, kCode})(Opcode::Addi, {5, 5, 1});
    code(Opcode::J, {code.here()});
    board.load(code);
    board.a(1) = 1;
    board.cpu.set_probe(&watcher);
    watcher.stop_at = code.here() - 3;
    board.cpu.run(100'000);
    EXPECT_EQ(board.a(5), 200u);
    EXPECT_EQ(watcher.seen.size(), 401u);
}

TEST(Probe, SpecialRegistersAreReadAndWrittenFromOutside) {
    Board board;
    u32 value = 0;
    EXPECT_TRUE(board.cpu.poke_special(static_cast<u32>(SpecialRegister::Sar), 0x7F));
    EXPECT_TRUE(board.cpu.peek_special(static_cast<u32>(SpecialRegister::Sar), value));
    EXPECT_EQ(value, soc::kSarMask);
    EXPECT_FALSE(board.cpu.peek_special(7, value));
    EXPECT_FALSE(board.cpu.poke_special(static_cast<u32>(SpecialRegister::Configid0), 1));
}

}  // namespace
}  // namespace kinglet::chip
