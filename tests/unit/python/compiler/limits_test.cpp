// Beyond the fields of an instruction there is another way, or a clean error: never wrong code.
#include <gtest/gtest.h>

#include "python/bytecode/instruction.hpp"
#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

std::string repeated(int count, const std::string& before, const std::string& after = "") {
    std::string text;
    for (int i = 0; i < count; ++i) text += before + std::to_string(i) + after;
    return text;
}

/// Compiles, and verifies all code; the module's listing, or the error.
std::string checked(const std::string& source) {
    TextSink sink;
    const Outcome outcome = compile(sink, source);
    if (!outcome.error.empty()) return outcome.error;
    for (const TextSink::Code& code : sink.codes()) {
        const bytecode::Defect defect = verify(code.view());
        EXPECT_FALSE(defect) << code.name << ": " << defect.text << " at " << defect.position;
        std::vector<u32> work(code.instructions.size() * bytecode::kFlowWords);
        const bytecode::Defect flow = verify_flow(code.view(), work);
        EXPECT_FALSE(flow) << code.name << ": " << flow.text << " at " << flow.position;
    }
    return sink.codes().back().listing();
}

TEST(CompileLimits, AttributeNamesBeyondAByte) {
    const std::string listing = checked(repeated(300, "n", "\n") + "a.b\na.c = 1\na.d()\n");
    EXPECT_NE(listing.find("LoadAttrR"), std::string::npos);
    EXPECT_NE(listing.find("StoreAttrR"), std::string::npos);
    EXPECT_NE(listing.find("LoadMethodR"), std::string::npos);
}

TEST(CompileLimits, ImportedNamesBeyondAByte) {
    EXPECT_NE(checked(repeated(300, "n", "\n") + "from m import a, b\n").find("ImportFromR"),
              std::string::npos);
    EXPECT_NE(checked(repeated(300, "n", "\n") + "import a.b as c\n").find("ImportFromR"), std::string::npos);
}

TEST(CompileLimits, LongDisplaysNeedFewRegisters) {
    for (const char* brackets : {"[]", "()", "{}"}) {
        TextSink sink;
        const std::string source =
            std::string("x = ") + brackets[0] + repeated(1000, "a", ", ") + brackets[1] + "\n";
        ASSERT_EQ(compile(sink, source).error, "");
        EXPECT_LT(sink.codes().back().info.registers, 10U) << brackets;
        checked(source);
    }
    checked("x = {" + repeated(1000, "a", ": 1, ") + "}\n");
    checked("x = f'" + repeated(200, "{a", "}") + "'\n");
}

TEST(CompileLimits, CallsWithManyArguments) {
    EXPECT_NE(checked("f(" + repeated(300, "a", ", ") + ")\n").find("CallEx"), std::string::npos);
    EXPECT_NE(checked("f.g(" + repeated(300, "a", "=1, ") + ")\n").find("CallEx"), std::string::npos);
}

TEST(CompileLimits, TooManyVariables) {
    EXPECT_EQ(checked("def f():\n" + repeated(300, "  v", " = 1\n")),
              "SyntaxError line 1: function needs too many registers");
    checked("def f():\n" + repeated(240, "  v", " = 1\n"));
    EXPECT_EQ(checked("def f(" + repeated(300, "v", ", ") + "): pass\n"),
              "SyntaxError line 1: function needs too many registers");
}

TEST(CompileLimits, MoreVariablesThanAreFollowed) {
    // Only 64 are: the others are checked at each use.
    checked("def f():\n" + repeated(100, "  v", " = 1\n") + "  return v0 + v99\n");
}

TEST(CompileLimits, UnpackingIntoManyTargets) {
    checked(repeated(200, "a", ", ") + " = x\n");
    EXPECT_EQ(checked(repeated(400, "a", ", ") + " = x\n"),
              "SyntaxError line 1: function needs too many registers");
}

TEST(CompileLimits, LongJumps) {
    const std::string listing = checked("while x:\n" + repeated(9000, "  a", " = b\n"));
    EXPECT_NE(listing.find("TestTrue"), std::string::npos);
}

TEST(CompileLimits, CodeTooLarge) {
    std::string source;
    for (int i = 0; i < 40000; ++i) source += "x = y\n";
    EXPECT_EQ(checked(source), "SyntaxError line 32768: code too large");
}

TEST(CompileLimits, DeepBlocksOfHandlers) {
    std::string source = "def f():\n";
    for (int i = 0; i < 12; ++i) source += std::string(static_cast<usize>(i) + 1, ' ') + "try:\n";
    source += std::string(14, ' ') + "return 1\n";
    for (int i = 11; i >= 0; --i) source += std::string(static_cast<usize>(i) + 1, ' ') + "finally: g()\n";
    checked(source);
}

}  // namespace
}  // namespace kinglet::compiler
