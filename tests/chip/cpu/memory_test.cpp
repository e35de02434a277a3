// Loads and stores: widths, extension, alignment, what each region refuses, literals.
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

struct Result {
    u32 cause;  // Cause::None when it went through
    u32 vaddr;
    u32 value;  // a2 afterwards
    u32 pc;
};

/// op a2, a3, 0 at this address.
Result access(Board& board, Opcode opcode, u32 address) {
    board.load(Assembler(kCode)(opcode, {2, 3, 0}));
    board.a(2) = 0xA5A5F0F0;
    board.a(3) = address;
    board.step();
    const State& state = board.state();
    const bool raised = state.pc == kVectors + soc::kVectorUser;
    EXPECT_EQ(board.cpu.retired(), raised ? 0u : 1u);
    return {raised ? state.exccause : static_cast<u32>(Cause::None), state.excvaddr, state.a[2],
            raised ? state.epc[1] : state.pc};
}

Result access(Opcode opcode, u32 address) {
    Board board;
    board.set_word(kData, 0x8899AABB);
    return access(board, opcode, address);
}

u32 cause(Opcode opcode, u32 address) {
    return access(opcode, address).cause;
}

constexpr u32 number(Cause cause) {
    return static_cast<u32>(cause);
}

TEST(Memory, LoadsExtendAsTheirNameSays) {
    EXPECT_EQ(access(Opcode::L32i, kData).value, 0x8899AABBu);
    EXPECT_EQ(access(Opcode::L32iN, kData).value, 0x8899AABBu);
    EXPECT_EQ(access(Opcode::L16ui, kData).value, 0xAABBu);
    EXPECT_EQ(access(Opcode::L16si, kData).value, 0xFFFFAABBu);
    EXPECT_EQ(access(Opcode::L16si, kData + 2).value, 0xFFFF8899u);
    EXPECT_EQ(access(Opcode::L8ui, kData + 1).value, 0xAAu);
    EXPECT_EQ(access(Opcode::L8ui, kData + 3).value, 0x88u);
}

TEST(Memory, StoresChangeTheirBytesOnly) {
    const auto after = [](Opcode opcode, u32 address) {
        Board board;
        board.set_word(kData, 0x8899AABB);
        EXPECT_EQ(access(board, opcode, address).cause, number(Cause::None));
        return board.word(kData);
    };
    EXPECT_EQ(after(Opcode::S32i, kData), 0xA5A5F0F0u);
    EXPECT_EQ(after(Opcode::S32iN, kData), 0xA5A5F0F0u);
    EXPECT_EQ(after(Opcode::S16i, kData + 2), 0xF0F0AABBu);
    EXPECT_EQ(after(Opcode::S8i, kData + 2), 0x88F0AABBu);
}

TEST(Memory, OffsetsAreScaledByTheWidth) {
    Board board;
    Assembler code(kCode);
    code(Opcode::S32i, {2, 3, 1020})(Opcode::S16i, {2, 3, 510})(Opcode::S8i, {2, 3, 255})(Opcode::S32iN,
                                                                                          {2, 3, 60});
    board.load(code);
    board.a(2) = 0x11223344;
    board.a(3) = kData;
    board.step(4);
    EXPECT_EQ(board.word(kData + 1020), 0x11223344u);
    EXPECT_EQ(board.word(kData + 508), 0x33440000u);
    EXPECT_EQ(board.word(kData + 252), 0x44000000u);
    EXPECT_EQ(board.word(kData + 60), 0x11223344u);
}

TEST(Memory, UnalignedAccessesRaise9AndNameTheAddress) {
    const Result result = access(Opcode::L32i, kData + 2);
    EXPECT_EQ(result.cause, number(Cause::LoadStoreAlignment));
    EXPECT_EQ(result.vaddr, kData + 2);
    EXPECT_EQ(result.value, 0xA5A5F0F0u) << "the register keeps its value";
    EXPECT_EQ(result.pc, kCode);
    EXPECT_EQ(cause(Opcode::S32i, kData + 1), number(Cause::LoadStoreAlignment));
    EXPECT_EQ(cause(Opcode::L16ui, kData + 1), number(Cause::LoadStoreAlignment));
    EXPECT_EQ(cause(Opcode::S16i, kData + 3), number(Cause::LoadStoreAlignment));
    EXPECT_EQ(cause(Opcode::L8ui, kData + 3), number(Cause::None));
}

TEST(Memory, InstructionMemoryTakesWordsOnly) {
    constexpr u32 kPlace = soc::kIramBase + 0x4000;
    EXPECT_EQ(cause(Opcode::L32i, kPlace), number(Cause::None));
    EXPECT_EQ(cause(Opcode::S32i, kPlace), number(Cause::None));
    for (Opcode opcode : {Opcode::L8ui, Opcode::L16ui, Opcode::L16si, Opcode::S8i, Opcode::S16i})
        EXPECT_EQ(cause(opcode, kPlace), number(Cause::LoadStoreError)) << info(opcode).mnemonic;
    EXPECT_EQ(access(Opcode::L8ui, kPlace + 3).vaddr, kPlace + 3);
}

TEST(Memory, RomTakesNoStores) {
    EXPECT_EQ(cause(Opcode::L32i, soc::kRomBase), number(Cause::None));
    EXPECT_EQ(cause(Opcode::S32i, soc::kRomBase), number(Cause::LoadStoreError));
    EXPECT_EQ(cause(Opcode::L8ui, soc::kRomBase), number(Cause::LoadStoreError));
}

TEST(Memory, HolesAndNullPointers) {
    EXPECT_EQ(cause(Opcode::L32i, 0x50000000), number(Cause::LoadStoreError));
    EXPECT_EQ(cause(Opcode::L32i, 0), number(Cause::LoadProhibited));
    EXPECT_EQ(cause(Opcode::S8i, 0x10), number(Cause::StoreProhibited));
}

TEST(Memory, LiteralsLieBehindTheInstruction) {
    Board board;
    Assembler code(kCode);
    const u32 first = code.word(0x12345678);
    code(Opcode::NopN);
    const u32 start = code.here();
    code(Opcode::L32r, {2, first});
    board.load(code);
    board.state().pc = start;
    board.step();
    EXPECT_EQ(board.a(2), 0x12345678u);
}

TEST(Memory, ALiteralInRamMayChange) {
    Board board;
    Assembler code(kCode);
    const u32 place = code.word(1);
    const u32 start = code.here();
    code(Opcode::L32r, {2, place})(Opcode::S32i, {4, 3, 0})(Opcode::L32r, {5, place});
    board.load(code);
    board.state().pc = start;
    board.a(3) = place;
    board.a(4) = 2;
    board.run(3);
    EXPECT_EQ(board.a(2), 1u);
    EXPECT_EQ(board.a(5), 2u);
}

TEST(Memory, LitbaseMakesLiteralsAbsolute) {
    Board board;
    board.set_word(kData + 0xFFC, 77);
    Assembler code(kCode);
    const u32 near = code.word(5);
    const u32 start = code.here();
    code(Opcode::L32r, {2, near})(Opcode::Wsr, {4, static_cast<u32>(SpecialRegister::Litbase)});
    code.raw(info(Opcode::L32r).match | 3 << 4 | 0xFFFF00, 3);  // one word below the base
    board.load(code);
    board.state().pc = start;
    board.a(4) = (kData + 0x1000) | 0xABE | soc::kLitbaseEnable;
    board.run(3);
    EXPECT_EQ(board.a(2), 5u);
    EXPECT_EQ(board.a(3), 77u);
    EXPECT_EQ(board.state().litbase, (kData + 0x1000) | soc::kLitbaseEnable) << "bits 1 to 11 are not there";
}

TEST(Memory, ALoadThatIsUsedAtOnceCostsACycleMore) {
    Board board;
    Assembler code(kCode);
    code(Opcode::L32i, {2, 3, 0})(Opcode::Addi, {2, 2, 1});  // waits
    code(Opcode::L32i, {2, 3, 0})(Opcode::Addi, {4, 4, 1});  // does not
    code(Opcode::L32i, {2, 3, 0})(Opcode::S32i, {2, 3, 4});  // waits
    code(Opcode::L32i, {0, 3, 8})(Opcode::Ret);              // waits
    board.load(code);
    board.a(3) = kData;
    board.set_word(kData + 8, kCode + 0x100);
    board.step(8);
    EXPECT_EQ(board.clock.now(), 3u + 2 + 3 + 2 + 3);
    EXPECT_EQ(board.state().pc, kCode + 0x100);
}

}  // namespace
}  // namespace kinglet::chip
