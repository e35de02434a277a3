// What programs in Python cannot see of re: interrupts, and memory that runs out.
#include "tests/support/python/world.hpp"

namespace kinglet::stdlib {
namespace {

using runtime::World;

TEST(Re, WhatIsPendingInterruptsASearch) {
    World world(__builtin_frame_address(0));
    // The position asks for the interruption: the next place that looks for one is within the search, which
    // by itself would take as good as for ever (backreferences allow no better).
    ASSERT_EQ(world.run("import re, micropython\n"
                        "def stop(_):\n    raise KeyboardInterrupt\n"
                        "class Position:\n"
                        "    def __index__(self):\n        micropython.schedule(stop, 0)\n        return 0\n"
                        "p = re.compile(r'((a*)*)*b\\1')\n"),
              "");
    EXPECT_EQ(world.run("p.match('a' * 40, Position())\n"), "KeyboardInterrupt");
}

TEST(Re, EveryAllocationMayFail) {
    World world(__builtin_frame_address(0));
    ASSERT_EQ(world.run("import re, json\ntext = 'x1 ' * 300 + 'y'\n"
                        "def work():\n"
                        "    p = re.compile('(?P<n>(a|x)+)(?=1)|[^y]*?y')\n"
                        "    document = json.dumps([text, {'k': p.findall(text)}])\n"
                        "    return p.sub('<\\\\g<n>>', text)[:4] + str(len(json.loads(document)))\n"
                        "expected = work()\n"),
              "");
    for (u32 n = 1; n < 3000; ++n) {
        runtime::Torture torture;
        torture.fail_after = n;
        world.thread().heap.set_torture(torture);
        const std::string outcome = world.run("result = work()\n");
        world.thread().heap.set_torture({});
        ASSERT_TRUE(outcome.empty() || outcome == "MemoryError") << n << ": " << outcome;
        if (outcome.empty() && n > 1000) break;
    }
    EXPECT_EQ(world.run("assert result == expected\nassert work() == expected\n"), "");
    EXPECT_EQ(world.thread().heap.validate(), nullptr);
}

}  // namespace
}  // namespace kinglet::stdlib
