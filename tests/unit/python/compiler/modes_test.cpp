// How the text is used: file, prompt, eval, exec with a dict of locals; optimisation, doc strings.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

TEST(CompileModes, ThePromptShowsResults) {
    Options options;
    options.mode = Mode::Single;
    EXPECT_EQ(code_of("a\nx = 1; 2\n", "<module>", options), R"(
0000 LoadGlobal r0 k0(a)
0001 DisplayResult r0
0002 LoadWord r0 1
0003 StoreGlobal r0 k1(x)
0004 LoadWord r0 2
0005 DisplayResult r0
0006 ReturnNone
)");
}

TEST(CompileModes, NamesInANamespace) {
    Options options;
    options.names = Names::Namespace;
    EXPECT_EQ(code_of("x = y\ndel x\n[z for z in x]\n", "<module>", options), R"(
0000 LoadName r1 k0(y)
0001 StoreName r1 k1(x)
0002 DeleteName k1(x)
0003 BuildList r1 r0 0
0004 LoadName r3 k1(x)
0005 GetIter r2 r3
0006 Jump -> 8
0007 ListAppend r1 r3
0008 ForIter r2 r3 -> 7
0010 ReturnNone
)");
}

TEST(CompileModes, AnExpressionIsReturned) {
    TextSink sink;
    TextSymbols symbols(sink);
    syntax::StringSource source("a + 1");
    syntax::Parser parser(source, symbols, symbols, {});
    Compiler compiler(sink, {});
    ASSERT_TRUE(compiler.begin_module(sink.name("<module>"), sink.name("test.py")));
    syntax::Node* expression = nullptr;
    ASSERT_EQ(parser.parse_expression(expression), syntax::Parser::Outcome::Statement);
    ASSERT_TRUE(compiler.add_expression(expression));
    ASSERT_NE(compiler.finish(), 0U);
    EXPECT_EQ(sink.codes().back().listing(),
              "0000 LoadGlobal r0 k0(a)\n0001 AddInt r0 r0 1\n0002 Return r0\n");
}

TEST(CompileModes, OptimisationDropsAsserts) {
    Options options;
    options.optimisation = 1;
    EXPECT_EQ(code_of("assert a\nx = __debug__\n", "<module>", options), R"(
0000 LoadWord r0 False
0001 StoreGlobal r0 k0(x)
0002 ReturnNone
)");
}

TEST(CompileModes, DocStrings) {
    const char* source = "def f():\n  'doc'\n  return 1\n";
    EXPECT_EQ(code_of(source), "\n0000 LoadWord r0 1\n0001 Return r0\n");
    Options options;
    options.doc_strings = DocStrings::Keep;
    TextSink sink;
    ASSERT_EQ(compile(sink, source, options).error, "");
    const TextSink::Code& code = sink.codes().front();
    EXPECT_NE(code.info.flags & bytecode::kHasDocString, 0U);
    EXPECT_EQ(code.constants.at(0), "'doc'");
}

}  // namespace
}  // namespace kinglet::compiler
