#include "chip/inspect/coverage.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <optional>

#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

struct CoverageTest : testing::Test {
    CoverageTest() {
        Assembler code(soc::kResetVector);
        code(Opcode::Addi, {5, 5, 1})(Opcode::J, {soc::kResetVector})(Opcode::Ret);
        chip.start(code);
        coverage.emplace(chip.machine->cpu(), program);
        chip.machine->cpu().set_probe(&*coverage);
    }
    std::string written() const {
        char* text = nullptr;
        usize size = 0;
        std::FILE* file = open_memstream(&text, &size);
        coverage->write(file);
        std::fclose(file);
        const std::string result(text, size);
        std::free(text);  // NOLINT: of open_memstream()
        return result;
    }

    SmallChip chip;
    ProgramInfo program;
    std::optional<Coverage> coverage;
};

TEST_F(CoverageTest, CountsEachInstruction) {
    chip.machine->run_until(400);
    EXPECT_NEAR(double(coverage->count(soc::kResetVector)), 100, 1);
    EXPECT_NEAR(double(coverage->count(soc::kResetVector + 3)), 100, 1);
    EXPECT_EQ(coverage->count(soc::kResetVector + 6), 0u);
    EXPECT_EQ(coverage->count(0x40200000), 0u);
}

TEST_F(CoverageTest, RunsAddUp) {
    const std::string earlier =
        "TN:\nSF:a.cpp\nFN:3,f\nFNDA:2,f\nFNF:1\nFNH:1\nDA:3,2\nDA:4,0\nLF:2\nLH:1\nend_of_record\n";
    std::string error;
    ASSERT_TRUE(coverage->merge(earlier, error)) << error;
    EXPECT_EQ(written(), earlier);
    ASSERT_TRUE(coverage->merge(earlier, error)) << error;
    EXPECT_NE(written().find("FNDA:4,f\n"), std::string::npos);
    EXPECT_NE(written().find("DA:3,4\nDA:4,0\nLF:2\nLH:1\n"), std::string::npos);
}

TEST_F(CoverageTest, WhatIsNoTraceFileIsRefused) {
    std::string error;
    EXPECT_FALSE(coverage->merge("SF:a.cpp\nDA:3\nend_of_record\n", error));
    EXPECT_EQ(error, "line 2 is none of an lcov trace file");
    EXPECT_FALSE(coverage->merge("DA:3,1\n", error));
    EXPECT_FALSE(coverage->merge("hello\n", error));
    EXPECT_FALSE(coverage->merge("SF:a.cpp\nDA:3,1\n", error));
    EXPECT_NE(error.find("no end"), std::string::npos);
}

}  // namespace
}  // namespace kinglet::chip
