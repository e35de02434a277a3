#include "python/stdlib/time/wall_clock.hpp"
#include "tests/support/python/world.hpp"
#include "tests/unit/python/stdlib/fake_platform.hpp"

namespace kinglet::stdlib {
namespace {

using runtime::World;

class TimeModule : public testing::Test {
  protected:
    void SetUp() override {
        fake_clock = FakeClock();
        wall_clock = {i64{kEpoch2000} * 1000000, kEpoch2000};
    }
};

TEST_F(TimeModule, SleepsAsLongAsItIsTold) {
    World world(__builtin_frame_address(0));
    fake_clock.longest_sleep = 700;  // woken again and again
    const u64 begin = fake_clock.now;
    EXPECT_EQ(world.run("import time\ntime.sleep_ms(25)\n"), "");
    EXPECT_EQ(fake_clock.now - begin, 25000U);
    EXPECT_EQ(world.run("time.sleep_us(300)\ntime.sleep(2)\ntime.sleep(0.5)\ntime.sleep_ms(-1)\n"), "");
    EXPECT_EQ(fake_clock.now - begin, 25000U + 300 + 2500000);
    EXPECT_EQ(world.run("time.sleep(-0.5)\n"), "ValueError");
}

TEST_F(TimeModule, AnInterruptEndsASleep) {
    World world(__builtin_frame_address(0));
    fake_clock.longest_sleep = 1000;
    fake_clock.on_wake = [&] {
        world.thread().pending = world.thread().pending | runtime::kPendingInterrupt;
    };
    EXPECT_EQ(world.run("import time\ntime.sleep(100)\nprint('not reached')\n"), "KeyboardInterrupt");
    EXPECT_LT(fake_clock.now, 10'000'000U);
}

TEST_F(TimeModule, ScheduledFunctionsRunDuringASleep) {
    World world(__builtin_frame_address(0));
    EXPECT_EQ(world.run("import time, micropython\nt = []\nmicropython.schedule(t.append, "
                        "1)\ntime.sleep_ms(5)\nprint(t)\n"),
              "[1]\n");
}

TEST_F(TimeModule, TicksWrap) {
    World world(__builtin_frame_address(0));
    fake_clock.now = u64{1000} * ((u64{1} << 30) - 1);
    EXPECT_EQ(world.run("import time\na = time.ticks_ms()\ntime.sleep_ms(3)\nb = time.ticks_ms()\nprint(a, "
                        "b, time.ticks_diff(b, a))\n"),
              "1073741823 2 3\n");
}

TEST_F(TimeModule, CountsFromItsEpoch) {
    World world(__builtin_frame_address(0));
    fake_clock.now = 5'000'000;
    EXPECT_EQ(world.run("import time\nprint(int(time.time()), time.time_ns(), time.gmtime())\n"),
              "5 5000000000 (2000, 1, 1, 0, 0, 5, 5, 1)\n");
    wall_clock.epoch_seconds = 0;
    EXPECT_EQ(
        world.run("print(int(time.time()), time.gmtime(0), time.mktime((1970, 1, 2, 0, 0, 0, 0, 0)))\n"),
        "946684805 (1970, 1, 1, 0, 0, 0, 3, 1) 86400\n");
}

}  // namespace
}  // namespace kinglet::stdlib
