// Line tables: the line of each instruction.
#include <gtest/gtest.h>

#include "python/bytecode/disassembler.hpp"
#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

/// The lines of the instructions of the module, each named once in a row.
std::string lines_of(std::string_view source, const Options& options = {}) {
    TextSink sink;
    EXPECT_EQ(compile(sink, source, options).error, "");
    const TextSink::Code& code = sink.codes().back();
    std::string text;
    u32 last = 0;
    for (u32 at = 0; at < code.instructions.size(); ++at) {
        const u32 line = bytecode::line_at(code.info, code.lines, at);
        if (line != last) text += std::to_string(line) + " ";
        last = line;
    }
    return text;
}

TEST(CompileLines, Statements) {
    EXPECT_EQ(lines_of("a()\n\n\nb()\nc()\n"), "1 4 5 ");
}

TEST(CompileLines, CallsInALongExpression) {
    EXPECT_EQ(lines_of("a(b(1),\n  c(2),\n  d.e\n   .f)\n"), "1 2 3 4 1 ");
}

TEST(CompileLines, LoopsGoBack) {
    EXPECT_EQ(lines_of("while a:\n  b()\n  c()\nd()\n"), "1 2 3 1 4 ");
}

TEST(CompileLines, FarApart) {
    EXPECT_EQ(lines_of("a()\n" + std::string(1000, '\n') + "b()\n"), "1 1002 ");
    std::string source = "a(\n" + std::string(300, '\n');
    for (int i = 0; i < 300; ++i) source += "b, ";
    EXPECT_EQ(lines_of(source + ")\nc()\n"), "1 302 1 303 ");
}

TEST(CompileLines, LevelThreeHasNone) {
    Options options;
    options.optimisation = 3;
    TextSink sink;
    EXPECT_EQ(compile(sink, "a()\nb()\n", options).error, "");
    EXPECT_TRUE(sink.codes().back().lines.empty());
}

}  // namespace
}  // namespace kinglet::compiler
