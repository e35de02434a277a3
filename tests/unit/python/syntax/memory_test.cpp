// Memory that runs out, wherever that happens, and memory that is given back.
#include "python/syntax/memory.hpp"

#include <gtest/gtest.h>

#include "tests/support/syntax/parse_text.hpp"

namespace kinglet::syntax {
namespace {

constexpr std::string_view kProgram = R"(
import a.b.c as d
from . import (e, f as g)
@decorated(1, *x, k=2, **y)
def function(p, /, q: int = 0x123456789abc, *r, s=1.5, **t) -> None:
    """A text that is rather longer than the first buffer for text is, so that it grows."""
    global u
    for v, *w in [1, 2j, {3: 4}, {5}, (6,), lambda z: z]:
        if v and not w or v < w <= 3: yield f'{v!r:>{w}} and {v=}' 'more'
        elif v: del v[1:2, ...], w.x
        else: assert v, b'bytes'
    while True:
        try:
            with open(a) as b, (c): raise X from Y
        except (A, B) as e: break
        finally: continue
    return [a async for b in c if d] if e else {f: g for h in i}, (j := k)
class C(B, metaclass=M):
    a: int = 1
    b += -c ** ~d
    async def f(self): await self
match x, y:
    case [1, *rest] | {'k': P(a, b=c.d), **e} if f: pass
    case _ as g: pass
)";

struct Result {
    ErrorKind kind;
    u32 statements;
};

Result parse(TextSink& sink, TestMemory& memory) {
    StringSource source(kProgram);
    ParserOptions options;
    options.chunk_size = 128;
    Parser parser(source, sink, memory, options);
    u32 statements = 0;
    for (;;) {
        Node* node = nullptr;
        const Parser::Outcome outcome = parser.next_statement(node);
        if (outcome != Parser::Outcome::Statement) return {parser.error().kind, statements};
        ++statements;
    }
}

TEST(Memory, EveryAllocationMayFail) {
    u32 allocations = 0;
    {
        TextSink sink;
        TestMemory memory;
        const Result result = parse(sink, memory);
        ASSERT_EQ(result.kind, ErrorKind::None);
        ASSERT_EQ(result.statements, 5U);
        ASSERT_EQ(memory.in_use(), 0U);
        allocations = memory.allocations();
    }
    ASSERT_GT(allocations, 20U);
    for (u32 failing = 0; failing < allocations; ++failing) {
        for (const bool persistent : {false, true}) {
            TextSink sink;
            TestMemory memory;
            memory.fail_at(failing, persistent);
            EXPECT_EQ(parse(sink, memory).kind, ErrorKind::OutOfMemory) << failing;
            EXPECT_EQ(memory.in_use(), 0U);
        }
    }
}

TEST(Memory, TheSinkMayRefuseEveryHandle) {
    for (u32 failing = 0;; ++failing) {
        TextSink sink;
        TestMemory memory;
        sink.fail_at(failing);
        const Result result = parse(sink, memory);
        if (result.kind == ErrorKind::None) {
            EXPECT_GT(failing, 80U);
            break;
        }
        EXPECT_EQ(result.kind, ErrorKind::OutOfMemory) << failing;
    }
}

TEST(Memory, IsThatOfTheLargestStatement) {
    std::string text;
    for (int count = 0; count < 1000; ++count) text += "print(a + b * c, 'text', [1, 2, 3])\n";
    StringSource source(text);
    TextSink sink;
    TestMemory memory;
    Parser parser(source, sink, memory);
    Node* node = nullptr;
    while (parser.next_statement(node) == Parser::Outcome::Statement) {
    }
    EXPECT_EQ(parser.error().kind, ErrorKind::None);
    EXPECT_LT(memory.peak(), 2000U);
}

TEST(Arena, ResetKeepsTheFirstChunk) {
    TestMemory memory;
    Arena arena(memory, 64);
    ASSERT_NE(arena.allocate(1), nullptr);
    ASSERT_NE(arena.allocate(1000), nullptr);
    const usize with_two = memory.in_use();
    arena.reset();
    EXPECT_EQ(memory.in_use(), 64U);
    EXPECT_LT(memory.in_use(), with_two);
    const void* const first = arena.allocate(8);
    arena.reset();
    EXPECT_EQ(arena.allocate(8), first);
    EXPECT_EQ(memory.allocations(), 2U);
}

TEST(Arena, GivesZeroedAlignedMemory) {
    TestMemory memory;
    Arena arena(memory, 64);
    for (int round = 0; round < 2; ++round) {
        u8* const bytes = static_cast<u8*>(arena.allocate(3));
        EXPECT_EQ(bytes[0] + bytes[1] + bytes[2], 0);
        bytes[0] = bytes[1] = bytes[2] = 0xFF;
        EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.allocate(1)) % sizeof(void*), 0U);
        arena.reset();
    }
}

}  // namespace
}  // namespace kinglet::syntax
