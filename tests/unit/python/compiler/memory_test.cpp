// Memory that runs out at any request: a clean MemoryError, and every block given back.
#include <gtest/gtest.h>

#include "tests/support/compiler/text_sink.hpp"

namespace kinglet::compiler {
namespace {

constexpr const char* kProgram = R"(
"""doc"""
import a.b, c as d
from .e import f, g as h
_K = const(1 << 3)
class A(B, k=_K):
    """doc"""
    x = 1
    def m(self, p, /, q=1, *r, s, t=(1, 2), **u):
        super().m(p, *r, key=q, **u)
        self.__y, z = z, [i + _K for i in range(q) if i]
        def inner():
            nonlocal z
            z += 1
            return lambda: (self, z)
        return inner
@d.e(1)
async def co(x):
    async with x as y, z: await y
    async for i in x: print(f"{i!r:>{x}} and {y}", *x)
    return {k: v async for k, v in x}
def gen(x):
    try:
        with open(x) as file:
            for line in file:
                if (n := len(line)) > 0 and not line or n is None: continue
                elif 1 < n <= 3: return n
                else: break
            yield file
    except (ValueError, KeyError) as e:
        raise RuntimeError(e) from e
    except: raise
    else: x = yield from gen(x)
    finally:
        del x
    assert x, "text"
    a, (b, *c) = x[1:2, ...], [1, 2, 3, 4, 5]
    return any(y for y in x), {1, *x}, {**x, 'a': 1}
while True:
    global_name = -1 if a else 2.5
    break
)";

TEST(CompileMemory, EveryRequestMayFail) {
    TextSink whole;
    ASSERT_EQ(compile(whole, kProgram).error, "");
    EXPECT_EQ(whole.blocks_in_use(), 0U);
    ASSERT_GT(whole.requests(), 200U);
    for (u32 n = 0; n < whole.requests(); ++n) {
        TextSink sink;
        sink.fail_request(n);
        const Outcome outcome = compile(sink, kProgram);
        EXPECT_EQ(outcome.error.substr(0, 11), "MemoryError") << "request " << n;
        EXPECT_EQ(sink.blocks_in_use(), 0U) << "request " << n;
    }
}

TEST(CompileMemory, ADroppedCompilationGivesEverythingBack) {
    TextSink sink;
    {
        TextSymbols symbols(sink);
        syntax::StringSource source("def f(x):\n  return x\ny = [1]\n");
        syntax::Parser parser(source, symbols, symbols, {});
        Compiler compiler(sink, {});
        ASSERT_TRUE(compiler.begin_module(sink.name("<module>"), sink.name("test.py")));
        syntax::Node* statements = nullptr;
        ASSERT_EQ(parser.next_statement(statements), syntax::Parser::Outcome::Statement);
        ASSERT_TRUE(compiler.add_statements(statements));
    }
    EXPECT_EQ(sink.blocks_in_use(), 0U);
}

}  // namespace
}  // namespace kinglet::compiler
