#include "chip/devices/wdev.hpp"

#include "soc/esp8266/regs/wdev.hpp"

namespace kinglet::chip {

namespace wdev = soc::wdev;

namespace {

const char* register_name(u32 offset) {
    for (const soc::RegisterFacts& facts : wdev::kRegisters)
        if (facts.offset == offset) return facts.name;
    return "unknown";
}

}  // namespace

Wdev::Wdev(InterruptController& interrupts, Clock& clock, Log& log, u64 seed)
    : interrupts_(interrupts), clock_(clock), log_(log), random_{seed} {}

u32 Wdev::read32(u32 offset) {
    switch (offset) {
        // The sources of interrupt 5 have the numbers of their bits here.
        case wdev::UART_INT_STATUS: return interrupts_.sources(soc::Irq::Uart);
        case wdev::TIME_US: return static_cast<u32>(clock_.nanoseconds() / 1000);
        case wdev::RANDOM: return static_cast<u32>(random_.next());
        default: break;
    }
    if (!noted_[offset / 4])
        log_.write(LogLevel::Info, "wdev", "read +0x%04x %s", offset, register_name(offset));
    noted_[offset / 4] = true;
    return 0;
}

void Wdev::write32(u32 offset, u32 value) {
    if (!noted_[offset / 4])
        log_.write(LogLevel::Info, "wdev", "write +0x%04x %s = 0x%08x", offset, register_name(offset), value);
    noted_[offset / 4] = true;
}

}  // namespace kinglet::chip
