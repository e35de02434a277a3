// Every table of registers: sorted, inside its block, each register once.
#include <gtest/gtest.h>

#include <span>
#include <string>
#include <utility>

#include "soc/esp8266/regs/analog.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/efuse.hpp"
#include "soc/esp8266/regs/gpio.hpp"
#include "soc/esp8266/regs/i2s.hpp"
#include "soc/esp8266/regs/io_mux.hpp"
#include "soc/esp8266/regs/rtc.hpp"
#include "soc/esp8266/regs/slc.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "soc/esp8266/regs/timers.hpp"
#include "soc/esp8266/regs/uart.hpp"
#include "soc/esp8266/regs/wdev.hpp"
#include "soc/esp8266/regs/wdt.hpp"

namespace kinglet::soc {
namespace {

struct Table {
    const char* block;
    std::span<const RegisterFacts> facts;
    u32 size;
};

const Table kTables[] = {
    {"analog", analog::kRegisters, 0x100},
    {"dport", dport::kRegisters, 0x50},
    {"efuse", efuse::kRegisters, 0x10},
    {"gpio", gpio::kRegisters, 0x100},
    {"i2s", i2s::kRegisters, i2s::kAliasSize},
    {"io_mux", io_mux::kRegisters, 0x100},
    {"rtc", rtc::kRegisters, 0x100},
    {"slc", slc::kRegisters, 0x100},
    {"spi", spi::kRegisters, 0x100},
    {"timers", timers::kRegisters, timers::kAliasSize},
    {"uart", uart::kRegisters, uart::kAliasSize},
    {"wdev", wdev::kRegisters, 0x10000},
    {"wdt", wdt::kRegisters, wdt::kAliasSize},
};

TEST(Registers, EachTableIsSortedAndInsideItsBlock) {
    for (const Table& table : kTables) {
        SCOPED_TRACE(table.block);
        i64 previous = -1;
        for (const RegisterFacts& facts : table.facts) {
            EXPECT_GT(i64{facts.offset}, previous) << facts.name;
            EXPECT_EQ(facts.offset % 4, 0) << facts.name;
            EXPECT_LT(facts.offset, table.size) << facts.name;
            if (facts.mode == RegisterMode::ReadOnly) {
                EXPECT_EQ(facts.writable, 0u) << facts.name;
            }
            previous = facts.offset;
        }
    }
}

TEST(Registers, FieldsReadAndReplaceTheirBitsOnly) {
    constexpr Field kField{8, 5};
    static_assert(kField.mask() == 0x1F00);
    static_assert(kField.get(0xFFFF) == 0x1F);
    static_assert(kField.put(0xFFFFFFFF, 0) == 0xFFFFE0FF);
    static_assert(kField.of(0x123) == 0x300);
    constexpr Field kWhole{0, 32};
    static_assert(kWhole.mask() == 0xFFFFFFFF);
    static_assert(kWhole.put(1, 0xABCD1234) == 0xABCD1234);
}

TEST(Registers, EveryPadHasItsRegisterAndItsGpioFunction) {
    for (u32 pad = 0; pad < 16; ++pad) {
        const io_mux::Pad& facts = io_mux::kPads[pad];
        EXPECT_EQ(facts.functions[facts.gpio_function], "GPIO" + std::to_string(pad));
        u32 found = 0;
        for (const RegisterFacts& line : io_mux::kRegisters)
            found += line.offset == facts.offset && line.reset == facts.reset &&
                     std::string(line.name) == facts.name;
        EXPECT_EQ(found, 1u) << pad;
    }
}

TEST(Registers, KnownPllSettings) {
    using namespace analog;
    EXPECT_EQ(26 * pll_multiplier(kPllMultiplier40) / pll_divider(kPllDivider13), 80u);
    EXPECT_EQ(26 * pll_multiplier(kPllMultiplier26) / pll_divider(kPllDivider13), 52u);
    EXPECT_EQ(40 * pll_multiplier(kPllMultiplier26) / pll_divider(kPllDivider13), 80u);
    EXPECT_EQ(pll_multiplier(0), 0u);
    EXPECT_EQ(pll_divider(0x01), 0u);
}

}  // namespace
}  // namespace kinglet::soc
