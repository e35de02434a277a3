// How fast the interpreter is: guest instructions in a second of wall clock, on a tight loop, on branches and
// loads, and on an interpreter's dispatch (loads, a table, an indirect jump), which is what busy Python code
// looks like from below.
//
//   build/bin/cpu_bench        "items_per_second" are guest instructions
#include <benchmark/benchmark.h>

#include "tests/chip/cpu/board.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::Board;
using test::kCode;
using test::kData;

constexpr u32 kStack = kData + 0x8000;
constexpr u32 kWords = 2048;

void fill_data(Board& board) {
    for (u32 i = 0; i < kWords; ++i) board.set_word(kData + 4 * i, i * 2654435761u);
    board.a(1) = kStack;
    board.a(9) = kData;
}

void run(benchmark::State& state, Board& board) {
    const u64 start = board.cpu.retired();
    for (auto _ : state) board.run(10'000'000);
    state.SetItemsProcessed(static_cast<i64>(board.cpu.retired() - start));
}

void arithmetic_loop(benchmark::State& state) {
    Assembler code(kCode);
    const u32 loop = code.here();
    code(Opcode::Addi, {2, 2, 1})(Opcode::Xor, {3, 3, 2})(Opcode::Addx4, {4, 2, 3})(Opcode::Bnez, {2, loop});
    code(Opcode::J, {loop});
    Board board;
    board.load(code);
    run(state, board);
}
BENCHMARK(arithmetic_loop);

void branches_and_loads(benchmark::State& state) {
    Assembler code(kCode);
    const u32 loop = code.here();
    code(Opcode::Extui, {5, 2, 0, 8})(Opcode::Addx4, {6, 5, 9})(Opcode::L32iN, {7, 6, 0})(Opcode::Addi,
                                                                                          {2, 2, 1});
    code(Opcode::Bbci, {7, 3, code.here() + 3 + 3})(Opcode::Addi, {8, 8, 1})(Opcode::Beqz, {7, loop});
    code(Opcode::S32iN, {8, 1, 4})(Opcode::L32iN, {4, 1, 4})(Opcode::Bne, {4, 7, loop})(Opcode::J, {loop});
    Board board;
    board.load(code);
    fill_data(board);
    run(state, board);
}
BENCHMARK(branches_and_loads);

void bytecode_interpreter(benchmark::State& state) {
    constexpr u32 kTable = kData + 0x4000;
    constexpr u32 kHandlers = 8;
    Assembler code(kCode);
    // a9, a10, a13: the bytecode's start, place and end; a11: the table of handlers.
    const auto next = [&] {
        code(Opcode::L32iN, {5, 10, 0})(Opcode::AddiN, {10, 10, 4})(Opcode::Extui, {6, 5, 20, 3});
        code(Opcode::Addx4, {6, 6, 11})(Opcode::L32iN, {6, 6, 0})(Opcode::Jx, {6});
    };
    next();
    u32 handlers[kHandlers];
    for (u32 i = 0; i < kHandlers; ++i) {
        handlers[i] = code.here();
        code(Opcode::L32iN, {2, 1, 0})(Opcode::L32iN, {3, 1, 4})(Opcode::Extui, {7, 5, 0, i + 1});
        code(Opcode::Add, {2, 2, 7})(Opcode::Bbci, {2, 0, code.here() + 3 + 3})(Opcode::Addi, {3, 3, 1});
        code(Opcode::S32iN, {3, 1, 0})(Opcode::S32iN, {2, 1, 4});
        code(Opcode::Bltu, {10, 13, code.here() + 3 + 2})(Opcode::MovN, {10, 9});
        next();
    }
    Board board;
    board.load(code);
    fill_data(board);
    for (u32 i = 0; i < kHandlers; ++i) board.set_word(kTable + 4 * i, handlers[i]);
    board.a(10) = kData;
    board.a(11) = kTable;
    board.a(13) = kData + 4 * kWords;
    run(state, board);
}
BENCHMARK(bytecode_interpreter);

}  // namespace
}  // namespace kinglet::chip

BENCHMARK_MAIN();
