#include "tests/support/python/world.hpp"

namespace kinglet::stdlib {
namespace {

using runtime::World;

TEST(MicropythonModule, ScheduleKeepsItsOrderAndSurvivesExceptions) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(
        world.run(R"(
import micropython
seen = []
def bad(x):
    raise ValueError(x)
micropython.schedule(seen.append, 1)
micropython.schedule(bad, 2)
micropython.schedule(seen.append, 3)
for i in range(3):
    pass
print(seen)
)"),
        "Traceback (most recent call last):\n  File \"<test>\", line 5, in bad\nValueError: 2\n[1, 3]\n");
}

TEST(MicropythonModule, WhatAScheduledFunctionSchedulesRunsLater) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run(R"(
import micropython
n = 0
def again(x):
    global n
    n += 1
    if n < 5:
        micropython.schedule(again, 0)
micropython.schedule(again, 0)
for i in range(50):
    pass
print(n)
)"),
              "5\n");
}

TEST(MicropythonModule, HeapLockCounts) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run(R"(
import micropython
lock, unlock = micropython.heap_lock, micropython.heap_unlock
ok = None
lock(); lock()
a = unlock()
try:
    [0] * 100
except MemoryError:
    ok = True
b = unlock()
print(ok, a, b, len([0] * 100))
)"),
              "True 1 0 100\n");
}

}  // namespace
}  // namespace kinglet::stdlib
