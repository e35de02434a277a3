// The hardware watchdog. Modes: 1 fed by a software timer, 2 fed by its own first-stage interrupt, 3 and 4
// fed by the program; 1 and 3 have one stage, 2 and 4 two.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/interrupts.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/wdt.hpp"

using namespace kinglet::soc;

namespace {

constexpr u32 kFedByTimer = 1, kFedByInterrupt = 2, kOneStage = 3, kTwoStages = 4;

/// The exponent for an interval in seconds, as far as the ROM knows intervals.
u32 exponent_of(u32 interval) {
    return interval == 3 ? 11 : interval == 6 ? 12 : interval == 12 ? 13 : 0;
}

void feed() {
    write_register(kWatchdogBase + wdt::RST, wdt::kFeed);
}

}  // namespace

extern "C" {

struct {
    u32 mode;
    u32 interval;
    u32 interval2;
} wdt_info ROM_RECORD(3fffc708) = {~u32{0}, 6, 12};

u32 ets_wdt_get_mode() {
    return wdt_info.mode;
}

void ets_wdt_enable(u32 mode, u32 interval, u32 interval2) {
    if (mode < kFedByTimer || mode > kTwoStages) return;
    const bool one_stage = mode == kFedByTimer || mode == kOneStage;
    wdt_info = {mode, interval, interval2};
    clear_bits(kWatchdogBase + wdt::CTL, wdt::CTL_ENABLE.mask());
    write_register(kWatchdogBase + wdt::OP, exponent_of(interval));
    write_register(kWatchdogBase + wdt::OP_ND, exponent_of(interval2));
    write_register(kWatchdogBase + wdt::CTL,
                   wdt::CTL_RESET_LENGTH.of(7) | (one_stage ? wdt::CTL_STAGE1_DISABLE.mask() : 0));
    if (mode == kFedByInterrupt) ets_isr_unmask(irq_bit(Irq::Watchdog));
    set_bits(kWatchdogBase + wdt::CTL, wdt::CTL_ENABLE.mask());
    feed();
}

u32 ets_wdt_disable() {
    const u32 mode = wdt_info.mode;
    clear_bits(kWatchdogBase + wdt::CTL, wdt::CTL_ENABLE.mask());
    feed();
    wdt_info.mode = ~u32{0};
    return mode;
}

void ets_wdt_restore(u32 mode) {
    if (mode != ~u32{0}) ets_wdt_enable(mode, wdt_info.interval, wdt_info.interval2);
}

static void watchdog_interrupt(void*, void*) {
    if (wdt_info.mode == kFedByInterrupt) feed();
}

void ets_wdt_init() {
    clear_bits(kWatchdogBase + wdt::CTL, wdt::CTL_ENABLE.mask());
    ets_isr_attach(static_cast<u32>(Irq::Watchdog), watchdog_interrupt, nullptr);
    set_bits(kDportBase + dport::EDGE_INT_ENABLE, dport::EDGE_WDT.mask());
}

}  // extern "C"
