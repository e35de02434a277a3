#include "chip/core/registers.hpp"

#include "tests/chip/devices/bench.hpp"

namespace kinglet::chip {
namespace {

constexpr u32 kBase = soc::kI2sBase;

class Sample final : public RegisterBlock<Sample> {
  public:
    static constexpr soc::RegisterFacts kFacts[] = {
        {0x00, "PLAIN", 0x11, 0x00FF, soc::kReadWrite},
        {0x04, "FIXED", 0x22, 0, soc::kReadOnly},
        {0x08, "PULSE", 0x33, 0xFFFF, soc::kWriteOnly},
        {0x0C, "ACTIVE", 0x44, 0xFFFF, soc::kReadWrite},
    };
    static const RegisterHandler<Sample> kHandlers[1];

    explicit Sample(Log& log) : RegisterBlock("sample", kFacts, kHandlers, log, 0x40) {}

    u32 read_active(u32 offset) { return reg(offset) + 1; }
    void write_active(u32 offset, u32 value) { reg(offset) = value * 2; }
};

const RegisterHandler<Sample> Sample::kHandlers[1] = {{0x0C, &Sample::read_active, &Sample::write_active}};

struct RegistersTest : Bench {
    Sample sample{log};
    RegistersTest() { bus.map_device(kBase, 0x100, sample); }
};

TEST_F(RegistersTest, BehaveAsTheirFactsSay) {
    EXPECT_EQ(read(kBase), 0x11u);
    write(kBase, 0xFFFFFFFF);
    EXPECT_EQ(read(kBase), 0xFFu);
    EXPECT_EQ(read(kBase + 4), 0x22u);
    write(kBase + 4, 0x99);
    EXPECT_EQ(read(kBase + 4), 0x22u);
    EXPECT_TRUE(sink.has("write to read-only register +0x04 FIXED"));
    EXPECT_EQ(read(kBase + 8), 0u);
}

TEST_F(RegistersTest, HandlersTakeTheAccess) {
    EXPECT_EQ(read(kBase + 0xC), 0x45u);
    write(kBase + 0xC, 5);
    EXPECT_EQ(read(kBase + 0xC), 11u);
    EXPECT_EQ(sample.stored(0xC), 10u);
}

TEST_F(RegistersTest, RepeatEveryAliasSize) {
    write(kBase + 0x40, 0x55);
    EXPECT_EQ(read(kBase), 0x55u);
    write(kBase + 0xCC, 7);
    EXPECT_EQ(read(kBase + 0x0C), 15u);
}

TEST_F(RegistersTest, TheUnknownReadsZeroAndIsLoggedOncePerDirection) {
    EXPECT_EQ(read(kBase + 0x30), 0u);
    EXPECT_EQ(read(kBase + 0x30), 0u);
    write(kBase + 0x30, 0x77);
    write(kBase + 0x30, 0x78);
    EXPECT_EQ(sink.lines.size(), 2u);
    EXPECT_TRUE(sink.has("sample: read of unknown register +0x30"));
    EXPECT_TRUE(sink.has("sample: write to unknown register +0x30"));
}

}  // namespace
}  // namespace kinglet::chip
