#include "chip/devices/stub.hpp"

#include "soc/esp8266/regs/rf.hpp"
#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

struct StubTest : Bench {
    const soc::Region& region = *soc::find_region(soc::kRfBase);
    Stub stub{region, facts_of_block(region.name), log};
    StubTest() { bus.map_device(region.base, region.size, stub); }
};

TEST_F(StubTest, KeepsWhatIsWrittenAndNamesItsRegisterOnce) {
    write(region.base + 0xE8, 0x123);
    EXPECT_EQ(read(region.base + 0xE8), 0x123u);
    EXPECT_EQ(read(region.base + 0x40), 0u);
    EXPECT_EQ(sink.lines, (std::vector<std::string>{"rf: write +0x0e8 ADC_CLOCK = 0x00000123: not modelled",
                                                    "rf: read +0x040 unknown: not modelled"}));
}

TEST_F(StubTest, ABitThatCannotBeWrittenStays) {
    const u32 address = region.base + soc::rf::IQ_ESTIMATE;
    EXPECT_EQ(read(address), soc::rf::IQ_ESTIMATE_READY.mask());
    write(address, 5);
    EXPECT_EQ(read(address), soc::rf::IQ_ESTIMATE_READY.mask() | 5);
    stub.reset();
    EXPECT_EQ(read(address), soc::rf::IQ_ESTIMATE_READY.mask());
}

}  // namespace
}  // namespace kinglet::chip
