#include "chip/inspect/trace.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/chip/small_chip.hpp"

namespace kinglet::chip {
namespace {

using test::Assembler;
using test::SmallChip;

constexpr u32 kLeaf = soc::kRomBase + 0x200;

struct TraceTest : testing::Test {
    TraceTest() {
        program.symbols.add(soc::kResetVector, 0x40, "start");
        program.symbols.add(kLeaf, 0x10, "space::leaf");
    }
    /// The lines of a run of so many cycles.
    std::string run(const std::string& kinds, const std::vector<std::string>& only = {}, u64 cycles = 60) {
        Assembler code(soc::kResetVector);
        code.load_number(2, soc::kUart0Base);
        code(Opcode::Call0, {kLeaf})(Opcode::J, {code.here() + 3});
        Assembler leaf(kLeaf);
        leaf(Opcode::Movi, {3, 7})(Opcode::S32i, {3, 2, 0x14})(Opcode::Ret);
        chip.place(leaf, kLeaf);
        Machine& machine = chip.start(code);
        TraceOptions options;
        std::string error;
        EXPECT_TRUE(options.parse_kinds(kinds, error)) << error;
        for (const std::string& where : only)
            EXPECT_TRUE(options.add_range(where, program.symbols, error)) << error;
        char* text = nullptr;
        usize size = 0;
        std::FILE* file = open_memstream(&text, &size);
        {
            Trace trace(machine, program, options, file);
            machine.cpu().set_probe(&trace);
            machine.run_until(cycles);
            machine.cpu().set_probe(nullptr);
        }
        std::fclose(file);
        const std::string result(text, size);
        std::free(text);  // NOLINT: of open_memstream()
        return result;
    }

    SmallChip chip;
    ProgramInfo program;
};

TEST_F(TraceTest, InstructionsOfAFunction) {
    const std::string text = run("instructions", {"leaf"});
    EXPECT_NE(text.find("40000200 space::leaf                      movi a3, 7\n"), std::string::npos) << text;
    EXPECT_NE(text.find("space::leaf+0x3                  s32i a3, a2, 20\n"), std::string::npos) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
    EXPECT_EQ(run("instructions", {"0x40000200-0x40000203"}).find('\n') + 1,
              run("instructions", {"0x40000200"}).size());
}

TEST_F(TraceTest, RegistersByName) {
    const std::string text = run("registers");
    EXPECT_NE(text.find("store32 60000014 uart0 CLKDIV = 00000007\n"), std::string::npos) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST_F(TraceTest, Calls) {
    const std::string text = run("calls");
    EXPECT_NE(text.find("-> space::leaf ("), std::string::npos) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST_F(TraceTest, KindsAndPlacesAreChecked) {
    TraceOptions options;
    std::string error;
    EXPECT_FALSE(options.parse_kinds("instructions,dreams", error));
    EXPECT_NE(error.find("'dreams'"), std::string::npos);
    EXPECT_TRUE(options.parse_kinds("all", error));
    EXPECT_TRUE(options.memory && options.messages);
    EXPECT_FALSE(options.add_range("nobody", program.symbols, error));
    EXPECT_EQ(error, "there is no function 'nobody' in the firmware's ELF file");
    EXPECT_FALSE(options.add_range("0x20-0x10", program.symbols, error));
}

}  // namespace
}  // namespace kinglet::chip
