// The chip as a whole, by its registers.
#include "device/hal/chip.hpp"

#include "base/attributes.hpp"
#include "device/hal/uart.hpp"
#include "firmware/boot/interrupts.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"
#include "soc/esp8266/regs/efuse.hpp"
#include "soc/esp8266/regs/rtc.hpp"

namespace kinglet::hal {

namespace {

constexpr u32 kSlow = 80'000'000, kFast = 160'000'000;
constexpr u32 kCpuClock = soc::kDportBase + soc::dport::CPU_CLOCK;

}  // namespace

ResetCause Chip::reset_cause() {
    using soc::rtc::ResetCause;
    const u32 state = soc::read_register(soc::kRtcBase + soc::rtc::STATE1);
    switch (static_cast<ResetCause>(soc::rtc::STATE1_RESET_CAUSE.get(state))) {
        case ResetCause::External: return hal::ResetCause::Pin;
        case ResetCause::Software: return hal::ResetCause::Software;
        case ResetCause::Watchdog: return hal::ResetCause::Watchdog;
        case ResetCause::DeepSleep: return hal::ResetCause::DeepSleep;
        default: return hal::ResetCause::PowerOn;
    }
}

IRAM void Chip::reset() {
    Uart::drain_from_fault();
    soc::set_bits(soc::kRtcBase + soc::rtc::CTL, soc::rtc::CTL_SW_RESET.mask());
    while (true) asm volatile("waiti 0");
}

u32 Chip::frequency() {
    return soc::read_field(kCpuClock, soc::dport::CPU_CLOCK_2X) != 0 ? kFast : kSlow;
}

bool Chip::set_frequency(u32 hertz) {
    if (hertz != kSlow && hertz != kFast) return false;
    soc::write_field(kCpuClock, soc::dport::CPU_CLOCK_2X, hertz == kFast);
    return true;
}

u32 Chip::number() {
    namespace efuse = soc::efuse;
    const u32 low = soc::read_field(soc::kEfuseBase + efuse::WORD0, efuse::WORD0_MAC6);
    const u32 high = soc::read_register(soc::kEfuseBase + efuse::WORD1);
    return low | efuse::WORD1_MAC5.get(high) << 8 | efuse::WORD1_MAC4.get(high) << 16;
}

u32 Chip::disable_interrupts() {
    u32 old;
    asm volatile("rsil %0, 1" : "=r"(old) : : "memory");
    return old & 15;
}

void Chip::restore_interrupts(u32 state) {
    u32 old;
    if ((state & 15) != 0) return;
    asm volatile("rsil %0, 0" : "=r"(old) : : "memory");
}

}  // namespace kinglet::hal
