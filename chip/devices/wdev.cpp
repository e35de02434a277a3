#include "chip/devices/wdev.hpp"

#include "soc/esp8266/regs/wdev.hpp"

namespace kinglet::chip {

namespace wdev = soc::wdev;

namespace {

/// Index into the facts, or their count: unknown.
u32 index_of(u32 offset) {
    u32 index = 0;
    while (index < Wdev::kKnown && wdev::kRegisters[index].offset != offset) ++index;
    return index;
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
    note(offset, "read");
    return offset < kStoredSize ? values_[offset / 4] : 0;
}

void Wdev::write32(u32 offset, u32 value) {
    const u32 index = index_of(offset);
    note(offset, "write");
    if (offset < kStoredSize)
        values_[offset / 4] = index < kKnown ? value & wdev::kRegisters[index].writable : value;
}

void Wdev::note(u32 offset, const char* what) {
    if (noted_[offset / 4]) return;
    noted_[offset / 4] = true;
    const u32 index = index_of(offset);
    log_.write(LogLevel::Warning, "wdev", "%s +0x%04x %s: not modelled (Wi-Fi MAC)", what, offset,
               index < kKnown ? wdev::kRegisters[index].name : "unknown");
}

void Wdev::snapshot(Archive& archive) {
    archive.section("wdev");
    archive(random_, values_, noted_);
}

}  // namespace kinglet::chip
