#include "python/runtime/types/dict.hpp"

#include "tests/support/python/world.hpp"

namespace kinglet::runtime {
namespace {

TEST(Dict, ComparesKeysOnlyIfTheirHashesAgree) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run(R"(
class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n
    def __eq__(self, other):
        return self.n == other.n   # fails for anything else than a Key
for size in (4, 30):
    d = {Key(i): i for i in range(size)}
    d["text"] = 1
    print(d["text"], d.get("none"), d[Key(3)], 1000000 in d)
)"),
              "1 None 3 False\n1 None 3 False\n");
}

TEST(Dict, StaysWholeWhenEqualityChangesIt) {
    World world(__builtin_frame_address(0));
    // Whatever is done to the dict while keys are compared, it answers, and is consistent afterwards.
    EXPECT_EQ(world.run(R"(
actions = [lambda d: d.clear(), lambda d: d.popitem() if d else None, lambda d: d.update({i: i for i in range(50)}),
           lambda d: [d.pop(k) for k in list(d) if isinstance(k, str)], lambda d: d.pop(next(iter(d)), None) if d else None]
class Key:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        global depth
        if depth < 3:
            depth += 1
            action(table)
        return isinstance(other, Key) and self.n == other.n
errors = 0
for action in actions:
    for size in (0, 3, 9, 40):
        for operation in (lambda: table.get(Key(7)), lambda: table.setdefault(Key(7), 1), lambda: table.pop(Key(7), 0)):
            depth = 9
            table = {Key(i): i for i in range(3)}
            for i in range(size):
                table["s%d" % i] = i
            depth = 0
            operation()
            depth = 9
            if len(table) != len(list(table)) or any(k not in table for k in table):
                errors += 1
print(errors)
)"),
              "0\n");
}

TEST(Dict, UpdateFromItselfAndFromPairs) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run("d = {1: 2}\nd.update(d)\nd.update([(3, 4), 'ab'])\nd |= d\nprint(d)\n"),
              "{1: 2, 3: 4, 'a': 'b'}\n");
}

TEST(Dict, CopyIsIndependent) {
    World world(__builtin_frame_address(0));
    Thread& thread = world.thread();
    const Value original = world.eval("{i: str(i) for i in range(40)}");
    Dict* copy = dict_copy(thread, *original.as<Dict>());
    ASSERT_NE(copy, nullptr);
    dict_clear(thread, *copy);
    EXPECT_EQ(original.as<Dict>()->count(), 40U);
    EXPECT_EQ(copy->count(), 0U);
}

}  // namespace
}  // namespace kinglet::runtime
