// The verifier finds what breaks the contract, and takes what keeps it. Code of random bytes must not crash
// it.
#include "python/bytecode/verifier.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "python/bytecode/instruction.hpp"

namespace kinglet::bytecode {
namespace {

struct Sample {
    CodeInfo info{.registers = 4,
                  .parameters = 1,
                  .flags = 0,
                  .free_count = 0,
                  .first_line = 1,
                  .constant_count = 2,
                  .instruction_count = 0,
                  .handler_count = 0,
                  .line_words = 0};
    std::vector<u32> words;
    std::vector<u32> handlers;
    std::vector<u32> lines;

    CodeView view() const { return {info, words, handlers, lines}; }
    std::string defect() const {
        const Defect found = verify(view());
        return found ? found.text : "";
    }
    std::string flow() const {
        std::vector<u32> work(words.size() * kFlowWords);
        const Defect found = verify_flow(view(), work);
        return found ? found.text : "";
    }
};

constexpr u32 op(Opcode opcode, u32 a = 0, u32 b = 0, u32 c = 0) {
    return encode_abc(opcode, a, b, c);
}

TEST(Verifier, SoundCode) {
    Sample code;
    code.words = {op(Opcode::TestTrue, 0, 0, 1), encode_jump(1), op(Opcode::Move, 1, 0),
                  op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "");
    EXPECT_EQ(code.flow(), "");
}

TEST(Verifier, OperandsOutOfRange) {
    Sample code;
    code.words = {op(Opcode::Move, 4, 0), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "register out of range");
    code.words = {op(Opcode::Call, 0, 4, 0), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "row of registers out of range");
    code.words = {encode_abx(Opcode::LoadConst, 0, 2), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "constant out of range");
    code.words = {encode_abx(Opcode::LoadFree, 0, 0), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "free cell out of range");
    code.words = {0xFFU};
    EXPECT_EQ(code.defect(), "unknown opcode");
}

TEST(Verifier, Jumps) {
    Sample code;
    code.words = {encode_jump(1), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "jump out of the code");
    code.words = {encode_jump(1), op(Opcode::TestTrue), encode_jump(-2), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "jump into an instruction");
    code.words = {op(Opcode::TestTrue), op(Opcode::ReturnNone)};
    EXPECT_EQ(code.defect(), "test without a jump");
    code.words = {op(Opcode::TestTrue)};
    EXPECT_EQ(code.defect(), "cut instruction");
    code.words = {op(Opcode::Nop)};
    EXPECT_EQ(code.defect(), "path runs off the end");
}

TEST(Verifier, Handlers) {
    Sample code;
    code.words = {op(Opcode::Nop), op(Opcode::Nop), op(Opcode::Nop), op(Opcode::ReturnNone)};
    code.handlers = {0U | 2U << 16, 3U | 1U << 16};
    EXPECT_EQ(code.defect(), "");
    code.handlers = {0U | 3U << 16, 3U | 1U << 16, 1U | 2U << 16, 3U | 1U << 16};
    EXPECT_EQ(code.defect(), "handlers not innermost first");
    code.handlers = {0U | 3U << 16, 1U | 1U << 16};
    EXPECT_EQ(code.defect(), "handler inside its own range");
    code.handlers = {2U | 2U << 16, 3U | 1U << 16};
    EXPECT_EQ(code.defect(), "handler's range out of the code");
}

TEST(Verifier, ReadsBeforeWrites) {
    Sample code;
    code.words = {op(Opcode::Return, 1)};
    EXPECT_EQ(code.flow(), "register read before it is written");
    code.words = {op(Opcode::CheckBound, 1), op(Opcode::Return, 1)};
    EXPECT_EQ(code.flow(), "");
    // Written on one of two ways only.
    code.words = {op(Opcode::TestTrue, 0, 0, 1), encode_jump(1), op(Opcode::Move, 1, 0),
                  op(Opcode::Return, 1)};
    EXPECT_EQ(code.flow(), "register read before it is written");
    // The value of a loop is there only inside.
    code.words = {op(Opcode::ForIter, 0, 1), encode_jump(0), op(Opcode::Return, 1)};
    EXPECT_EQ(code.flow(), "register read before it is written");
}

TEST(Verifier, RandomBytes) {
    std::mt19937 random(1);
    u32 sound = 0;
    for (u32 round = 0; round < 20000; ++round) {
        Sample code;
        const u32 size = 1 + random() % 6;
        for (u32 i = 0; i < size; ++i)
            code.words.push_back(
                op(static_cast<Opcode>(random() % kOpcodeCount), random() % 5, random() % 5, random() % 5));
        if (random() % 2 == 0) code.words.back() = op(Opcode::ReturnNone);
        if (random() % 4 == 0) code.words[random() % size] = random();
        if (random() % 2 == 0) code.handlers = {static_cast<u32>(random()), static_cast<u32>(random())};
        if (!code.defect().empty()) continue;
        ++sound;
        code.flow();
    }
    EXPECT_GT(sound, 100U);
}

}  // namespace
}  // namespace kinglet::bytecode
