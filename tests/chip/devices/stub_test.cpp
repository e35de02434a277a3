#include "chip/devices/stub.hpp"

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

struct StubTest : Bench {
    const soc::Region& region = *soc::find_region(soc::kRfBase);
    Stub stub{region, facts_of_block(region.name), log};
    StubTest() { bus.map_device(region.base, region.size, stub); }
};

TEST_F(StubTest, ReadsZeroAndNamesItsRegisterOnce) {
    write(region.base + 0xE8, 0x123);
    EXPECT_EQ(read(region.base + 0xE8), 0u);
    EXPECT_EQ(read(region.base + 0x40), 0u);
    EXPECT_EQ(sink.lines, (std::vector<std::string>{"rf: write +0x0e8 ADC_CLOCK = 0x00000123: not modelled",
                                                    "rf: read +0x040 unknown: not modelled"}));
}

}  // namespace
}  // namespace kinglet::chip
