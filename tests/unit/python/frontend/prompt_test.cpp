// Prompt, parser, compiler and VM together: what a person at the serial line sees. Texts are MicroPython's.
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "python/frontend/compile.hpp"
#include "python/frontend/console.hpp"
#include "python/frontend/console_input.hpp"
#include "python/frontend/executor.hpp"
#include "python/repl/repl.hpp"
#include "python/runtime/heap.hpp"
#include "tests/support/repl/scripted_stream.hpp"

namespace kinglet::frontend {
namespace {

constexpr usize kHeapBytes = 256 * 1024;
constexpr usize kStackBytes = 256 * 1024;

/// What comes back for the keys; `torture` is set after the start.
std::string session(std::string_view keys, runtime::Torture torture = {}) {
    repl::ScriptedStream stream(keys);
    Console console(stream);
    const auto region = std::make_unique<char[]>(kHeapBytes);
    const auto thread = std::make_unique<runtime::Thread>();
    EXPECT_TRUE(runtime::thread_create(*thread, region.get(), kHeapBytes, __builtin_frame_address(0),
                                       kStackBytes, console));
    thread->compile = compile_text;
    thread->heap.set_torture(torture);
    PythonExecutor executor(*thread, nullptr);
    HeapAllocator allocator(*thread);
    ConsoleInput input(*thread, stream);
    repl::Repl prompt(input.prompt_stream(), executor, allocator, "Kinglet");
    while (prompt.run() != repl::Repl::End::Closed) {
    }
    const std::string head = "Kinglet\r\nType \"help()\" for more information.\r\n>>> ";
    EXPECT_TRUE(stream.output.starts_with(head));
    return stream.output.substr(head.size());
}

/// What the raw prompt prints as a program's output and, after a bar, as its exception.
std::string raw(std::string_view program) {
    const std::string text = session("\x01" + std::string(program) + "\x04");
    const usize begin = text.find(">OK") + 3;
    const usize middle = text.find('\x04', begin);
    return text.substr(begin, middle - begin) + "|" +
           text.substr(middle + 1, text.find('\x04', middle + 1) - middle - 1);
}

std::string syntax_error(std::string_view program) {
    const std::string text = raw(program);
    const std::string head = "|Traceback (most recent call last):\r\n  File \"<stdin>\", ";
    return text.starts_with(head) ? text.substr(head.size()) : "no syntax error: " + text;
}

TEST(Prompt, ShowsValuesAndKeepsThem) {
    EXPECT_EQ(session("1 + 1\r_ * 3\rNone\r'a'\r"),
              "1 + 1\r\n2\r\n>>> _ * 3\r\n6\r\n>>> None\r\n>>> 'a'\r\n'a'\r\n>>> ");
    EXPECT_EQ(session("for i in range(2):\ri\r\b\r"),
              "for i in range(2):\r\n...     i\r\n...     \b\b\b\b\x1b[K\r\n0\r\n1\r\n>>> ");
    EXPECT_EQ(session("\x05x = 1\rx\rx + 1\r\x04"),
              "\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== x = 1\r\n=== x\r\n=== x + 1\r\n=== "
              "\r\n1\r\n2\r\n>>> ");
}

TEST(Prompt, GoesOnAfterExceptions) {
    EXPECT_EQ(session("x = y\r1\r"),
              "x = y\r\nTraceback (most recent call last):\r\n  File \"<stdin>\", line 1, in "
              "<module>\r\nNameError: name 'y' isn't defined\r\n>>> 1\r\n1\r\n>>> ");
    EXPECT_EQ(session("x = = y\r1\r"),
              "x = = y\r\nTraceback (most recent call last):\r\n  File \"<stdin>\", line "
              "1\r\nSyntaxError: invalid syntax\r\n>>> 1\r\n1\r\n>>> ");
}

TEST(Prompt, Completes) {
    EXPECT_EQ(session("class A:\rabcd = 1\r\b\rA.a\t\r"),
              "class A:\r\n...     abcd = 1\r\n...     \b\b\b\b\x1b[K\r\n>>> A.abcd\r\n1\r\n>>> ");
    EXPECT_EQ(session("isin\t\x03"), "isinstance\r\n>>> ");
    EXPECT_EQ(session("impo\tsy\t\rsys.print_e\t\r"),
              "import sys\r\n>>> sys.print_exception\r\n<function>\r\n>>> ");
}

TEST(Input, IsEditedAndEchoed) {
    EXPECT_EQ(session("input('name ')\rbobx\b\r"), "input('name ')\r\nname bobx\b\x1b[K\r\n'bob'\r\n>>> ");
    EXPECT_EQ(session("len(input())\r\r"), "len(input())\r\n\r\n0\r\n>>> ");
}

TEST(Input, ALineMayEndWithCrLf) {
    EXPECT_EQ(session("input(), input()\r\na\r\nb\r\n1\r\n"),
              "input(), input()\r\na\r\nb\r\n('a', 'b')\r\n>>> 1\r\n1\r\n>>> ");
    EXPECT_EQ(session("input()\n\n"), "input()\r\n\r\n''\r\n>>> ");
}

TEST(Input, CtrlCAndCtrlDEndIt) {
    EXPECT_TRUE(session("input()\rab\x03"
                        "1\r")
                    .ends_with("KeyboardInterrupt: \r\n>>> 1\r\n1\r\n>>> "));
    EXPECT_TRUE(session("input()\r\x04"
                        "1\r")
                    .ends_with("EOFError: \r\n>>> 1\r\n1\r\n>>> "));
    EXPECT_TRUE(session("input()\r\x01\x02\x05"
                        "a\r")
                    .ends_with("'a'\r\n>>> "));
}

TEST(Input, StdinTakesBytesAsTheyCome) {
    EXPECT_TRUE(session("import sys\rsys.stdin.readline()\rab\r1\r")
                    .ends_with("readline()\r\n'ab\\n'\r\n>>> 1\r\n1\r\n>>> "));
    EXPECT_TRUE(session("import sys\rsys.stdin.read(2)\r\xff\xfe"
                        "1\r")
                    .ends_with("invalid start byte\r\n>>> 1\r\n1\r\n>>> "));
}

TEST(Input, TheBufferOfStdinGivesBytesAsTheyAreAndAllThatWereAskedFor) {
    EXPECT_TRUE(session("import sys\rsys.stdin.buffer.read(4)\r\r\n\n\x03")
                    .ends_with("read(4)\r\nb'\\r\\n\\n\\x03'\r\n>>> "));
    EXPECT_TRUE(session("import sys\rb=bytearray(3)\rsys.stdin.buffer.readinto(b),b\rabc")
                    .ends_with("(3, bytearray(b'abc'))\r\n>>> "));
}

TEST(Output, TheBufferOfStdoutSendsBytesAsTheyAre) {
    EXPECT_TRUE(
        session("import sys\rsys.stdout.buffer.write(b'a\\nb\\r\\n')\r").ends_with("\na\nb\r\n5\r\n>>> "));
    EXPECT_TRUE(session("import sys\rsys.stdout.write('a\\n')\r").ends_with("\na\r\n2\r\n>>> "));
}

TEST(RawPrompt, SeparatesOutputFromExceptions) {
    EXPECT_EQ(raw("print('a')\n1\nprint('b')"), "a\r\nb\r\n|");
    EXPECT_EQ(raw("print('a')\nraise ValueError('b')"),
              "a\r\n|Traceback (most recent call last):\r\n  File \"<stdin>\", line 2, in "
              "<module>\r\nValueError: b\r\n");
}

TEST(RawPrompt, PastesAndStopsTheSenderAfterAnError) {
    EXPECT_TRUE(session("\x01\x05"
                        "A\x01print(1)\n\x04")
                    .ends_with("\x01\x04"
                               "1\r\n\x04\x04>"));
    const std::string text = session(
        "\x01\x05"
        "A\x01= =\nmuch more\n\x04print(2)\x04");
    EXPECT_TRUE(text.ends_with(
        "\x04\x04Traceback (most recent call last):\r\n  File \"<stdin>\", line 1\r\nSyntaxError: "
        "invalid syntax\r\n\x04>OK2\r\n\x04\x04>"))
        << text;
    EXPECT_TRUE(session("\x01\x05"
                        "A\x01print(1)\x03")
                    .ends_with("KeyboardInterrupt: \r\n\x04>"));
}

TEST(SyntaxErrors, SayWhereTheyAre) {
    EXPECT_EQ(syntax_error("a\nx = ="), "line 2\r\nSyntaxError: invalid syntax\r\n");
    EXPECT_EQ(syntax_error("if a:\n  b\n c"),
              "line 3\r\nIndentationError: unindent doesn't match any outer indent level\r\n");
    EXPECT_EQ(syntax_error("  a"), "line 1\r\nIndentationError: unexpected indent\r\n");
    EXPECT_EQ(syntax_error("f() = 1"), "line 1, in <module>\r\nSyntaxError: can't assign to expression\r\n");
    EXPECT_EQ(syntax_error("def f():\n  1 = 2"),
              "line 2, in f\r\nSyntaxError: can't assign to expression\r\n");
    EXPECT_EQ(syntax_error("def f():\n  pass\nreturn"),
              "line 3, in <module>\r\nSyntaxError: 'return' outside function\r\n");
    EXPECT_EQ(syntax_error("def f():\n  break"),
              "line 2, in f\r\nSyntaxError: 'break'/'continue' outside loop\r\n");
    EXPECT_EQ(syntax_error(std::string(20000, '(')), "line 1\r\nRuntimeError: too deeply nested\r\n");
}

TEST(Prompt, OutlivesAnyAllocationThatFails) {
    constexpr std::string_view kKeys =
        "def f(a):\rreturn [a, str(a) + 'b', {a: 1}]\r\b\rf(2)\rf.__na\t\x03class A:\rdef g(self): 1 = "
        "2\r\b\r"
        "\x01"
        "import sys\nprint(sys.maxsize > 1)\x04\x02\x10\x10\r";
    const std::string expected = session(kKeys);
    u32 different = 0;
    for (u32 failing = 1; failing < 400; ++failing) {
        runtime::Torture torture;
        torture.fail_after = failing;
        // It goes on to the last prompt, whatever it said before.
        const std::string text = session(kKeys, torture);
        EXPECT_TRUE(text.ends_with(">>> ")) << failing << ": " << text;
        if (text != expected) ++different;
    }
    EXPECT_GT(different, 20U);
}

}  // namespace
}  // namespace kinglet::frontend
