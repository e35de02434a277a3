// The hardware's watchdog with two stages: the first raises the interrupt that asks, the second resets.
#include "device/hal/watchdog.hpp"

#include "base/attributes.hpp"
#include "firmware/boot/interrupts.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/wdt.hpp"

namespace kinglet::firmware {
namespace {

namespace wdt = soc::wdt;

constexpr u32 kAskExponent = 11;    // 1.7 s
constexpr u32 kResetExponent = 12;  // 3.4 s after that
constexpr u32 kResetLength = 7;

hal::Watchdog::Hooks hooks;
u32 unanswered;

ALWAYS_INLINE void feed() {
    soc::write_register(soc::kWatchdogBase + wdt::RST, wdt::kFeed);
}

IRAM void on_first_stage() {
    feed();
    u32 address;
    asm volatile("rsr.epc1 %0" : "=r"(address));
    if (++unanswered > hal::Watchdog::kPatience) hooks.give_up(address);
    hooks.ask();
}

}  // namespace
}  // namespace kinglet::firmware

namespace kinglet::hal {

using namespace firmware;

void Watchdog::start(const Hooks& told) {
    hooks = told;
    soc::write_register(soc::kWatchdogBase + wdt::CTL, wdt::CTL_RESET_LENGTH.of(kResetLength));
    soc::write_register(soc::kWatchdogBase + wdt::OP, kAskExponent);
    soc::write_register(soc::kWatchdogBase + wdt::OP_ND, kResetExponent);
    attach_interrupt(soc::Irq::Watchdog, on_first_stage);
    soc::set_bits(soc::kDportBase + soc::dport::EDGE_INT_ENABLE, soc::dport::EDGE_WDT.mask());
    soc::set_bits(soc::kWatchdogBase + wdt::CTL, wdt::CTL_ENABLE.mask());
    feed();
}

void Watchdog::answer() {
    unanswered = 0;
}

}  // namespace kinglet::hal
