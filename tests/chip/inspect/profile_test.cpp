#include "chip/inspect/profile.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

constexpr u32 kWork = soc::kRomBase + 0x200;
constexpr u32 kLeaf = soc::kRomBase + 0x240;
constexpr u32 kTail = soc::kRomBase + 0x280;

std::string written(Profile& profile, void (Profile::*write)(std::FILE*)) {
    char* text = nullptr;
    usize size = 0;
    std::FILE* file = open_memstream(&text, &size);
    (profile.*write)(file);
    std::fclose(file);
    const std::string result(text, size);
    std::free(text);  // NOLINT: of open_memstream()
    return result;
}

struct ProfileTest : testing::Test {
    ProfileTest() {
        program.symbols.add(soc::kResetVector, 0x40, "start");
        program.symbols.add(kWork, 0x40, "work");
        program.symbols.add(kLeaf, 0x40, "leaf");
        program.symbols.add(kTail, 0x40, "tail");
        program.symbols.add(soc::kRomBase + soc::kVectorUser, 0x10, "handler");
    }
    std::string folded() { return written(*profile, &Profile::write_folded); }
    void run(const Assembler& code, u64 cycles) {
        Machine& machine = chip.start(code);
        profile.emplace(machine, program);
        machine.cpu().set_probe(&*profile);
        machine.run_until(cycles);
    }
    /// The cycles of a stack; 0 when it is not there.
    u64 of(const std::string& stack) {
        const std::string text = "\n" + folded();
        const usize at = text.find("\n" + stack + " ");
        return at == std::string::npos ? 0 : std::strtoull(text.c_str() + at + stack.size() + 2, nullptr, 10);
    }

    SmallChip chip;
    ProgramInfo program;
    std::optional<Profile> profile;
};

TEST_F(ProfileTest, CallsReturnsAndJumpsToFunctions) {
    Assembler code(soc::kResetVector);
    code(Opcode::Movi, {1, 0})(Opcode::Call0, {kWork})(Opcode::Call0, {kLeaf})(Opcode::J, {code.here()});
    Assembler work(kWork);  // keeps a0, calls leaf, and ends with a jump to tail
    work(Opcode::Or, {7, 0, 0})(Opcode::Nop)(Opcode::Call0, {kLeaf})(Opcode::Or, {0, 7, 7})(Opcode::J,
                                                                                            {kTail});
    chip.place(work, kWork);
    Assembler leaf(kLeaf);
    leaf(Opcode::Nop)(Opcode::Nop)(Opcode::Ret);
    chip.place(leaf, kLeaf);
    Assembler tail(kTail);
    tail(Opcode::Nop)(Opcode::Ret);
    chip.place(tail, kTail);
    run(code, 200);
    EXPECT_EQ(of("start;work;leaf"), 5u);  // two and the return's three
    EXPECT_EQ(of("start;leaf"), 5u);
    EXPECT_EQ(of("start;work"), 9u);
    EXPECT_EQ(of("start;tail"), 4u);
    EXPECT_EQ(of("start;tail;leaf"), 0u);
    const std::string callgrind = written(*profile, &Profile::write_callgrind);
    EXPECT_NE(callgrind.find("events: Cycles Instructions\n"), std::string::npos);
    // work: itself and leaf.
    EXPECT_NE(callgrind.find("cfn=work\ncalls=1 0\n0 14 8\n"), std::string::npos) << callgrind;
}

TEST_F(ProfileTest, TheSumIsTheTimeThatPassed) {
    Assembler code(soc::kResetVector);
    code(Opcode::Nop)(Opcode::J, {soc::kResetVector + 3});
    run(code, 5000);
    const std::string callgrind = written(*profile, &Profile::write_callgrind);
    EXPECT_EQ(profile->total().cycles, chip.machine->clock().now());
    EXPECT_EQ(profile->total().instructions, chip.machine->cpu().retired());
}

TEST_F(ProfileTest, ExceptionsStandBesideTheProgram) {
    Assembler code(soc::kResetVector);
    code(Opcode::Movi, {2, 0x20})(Opcode::Wsr, {2, 230});  // PS: user vector, no level
    const u32 again = code.here();
    code(Opcode::Syscall)(Opcode::J, {again});
    Assembler handler(soc::kRomBase + soc::kVectorUser);
    handler(Opcode::Rsr, {6, 177})(Opcode::Addi, {6, 6, 3})(Opcode::Wsr, {6, 177})(Opcode::Rfe);
    chip.place(handler, soc::kRomBase + soc::kVectorUser);
    run(code, 400);
    EXPECT_GT(of("[exception];handler"), 50u);
    EXPECT_EQ(of("start;handler"), 0u);
    const std::string callgrind = written(*profile, &Profile::write_callgrind);
    EXPECT_NE(callgrind.find("fn=[exception]\n"), std::string::npos) << callgrind;
}

TEST_F(ProfileTest, SleepIsNobodys) {
    Assembler code(soc::kResetVector);
    code(Opcode::Nop)(Opcode::Waiti, {15});
    run(code, 3000);
    (void)written(*profile, &Profile::write_callgrind);
    EXPECT_GT(of("[waiting]"), 2900u);
}

}  // namespace
}  // namespace kinglet::chip
