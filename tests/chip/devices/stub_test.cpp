#include "chip/devices/stub.hpp"

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

struct StubTest : Bench {
    const soc::Region& region = *soc::find_region(soc::kI2sBase);
    Stub stub{region, facts_of_block(region.name), log};
    StubTest() { bus.map_device(region.base, region.size, stub); }
};

TEST_F(StubTest, ReadsZeroAndNamesItsRegisterOnce) {
    write(region.base + 0x08, 0x123);
    EXPECT_EQ(read(region.base + 0x08), 0u);
    EXPECT_EQ(read(region.base + 0x40), 0u);
    EXPECT_EQ(sink.lines, (std::vector<std::string>{"i2s: write +0x008 CONF = 0x00000123: no model",
                                                    "i2s: read +0x040 unknown: no model"}));
}

}  // namespace
}  // namespace kinglet::chip
