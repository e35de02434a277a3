// Every register that some source describes, block by block: the reference table. The virtual chip takes the
// names for its log from here, and its tests walk the table: what stands here is modelled and poked by a
// test, or listed as a gap (chip/core/register_gaps.hpp, docs/fidelity.md).
#pragma once

#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/analog.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/efuse.hpp"
#include "soc/esp8266/regs/gpio.hpp"
#include "soc/esp8266/regs/i2s.hpp"
#include "soc/esp8266/regs/io_mux.hpp"
#include "soc/esp8266/regs/rf.hpp"
#include "soc/esp8266/regs/rtc.hpp"
#include "soc/esp8266/regs/slc.hpp"
#include "soc/esp8266/regs/spi.hpp"
#include "soc/esp8266/regs/timers.hpp"
#include "soc/esp8266/regs/uart.hpp"
#include "soc/esp8266/regs/wdev.hpp"
#include "soc/esp8266/regs/wdt.hpp"

namespace kinglet::soc {

struct BlockFacts {
    const char* name;   // of its row in the memory map
    const char* space;  // its namespace in regs/
    u32 base;
    const RegisterFacts* registers;
    u32 count;

    constexpr const RegisterFacts* begin() const { return registers; }
    constexpr const RegisterFacts* end() const { return registers + count; }
    /// The register at this offset, or null.
    constexpr const RegisterFacts* find(u32 offset) const {
        for (const RegisterFacts& facts : *this)
            if (facts.offset == offset) return &facts;
        return nullptr;
    }
};

template <u32 kCount>
constexpr BlockFacts block_facts(const char* name, const char* space, u32 base,
                                 const RegisterFacts (&registers)[kCount]) {
    return {name, space, base, registers, kCount};
}

// clang-format off
inline constexpr BlockFacts kRegisterMap[] = {
    block_facts("dport",  "dport",  kDportBase,    dport::kRegisters),
    block_facts("efuse",  "efuse",  kEfuseBase,    efuse::kRegisters),
    block_facts("wdev",   "wdev",   kWdevBase,     wdev::kRegisters),
    block_facts("uart0",  "uart",   kUart0Base,    uart::kRegisters),
    block_facts("spi1",   "spi",    kSpi1Base,     spi::kRegisters),
    block_facts("spi0",   "spi",    kSpi0Base,     spi::kRegisters),
    block_facts("gpio",   "gpio",   kGpioBase,     gpio::kRegisters),
    block_facts("rf",     "rf",     kRfBase,       rf::kRegisters),
    block_facts("timers", "timers", kTimersBase,   timers::kRegisters),
    block_facts("rtc",    "rtc",    kRtcBase,      rtc::kRegisters),
    block_facts("io_mux", "io_mux", kIoMuxBase,    io_mux::kRegisters),
    block_facts("wdt",    "wdt",    kWatchdogBase, wdt::kRegisters),
    block_facts("slc",    "slc",    kSlcBase,      slc::kRegisters),
    block_facts("analog", "analog", kAnalogBase,   analog::kRegisters),
    block_facts("i2s",    "i2s",    kI2sBase,      i2s::kRegisters),
    block_facts("uart1",  "uart",   kUart1Base,    uart::kRegisters),
};
// clang-format on

}  // namespace kinglet::soc
