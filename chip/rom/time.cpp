// Waiting, by the cycle counter.
#include "chip/rom/rom.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace {

using kinglet::soc::Irq;
using kinglet::soc::irq_bit;

// The timer's line stays up until the next one is set: nobody else may hear it.
void on_timer(void*, void*) {
    ets_isr_mask(irq_bit(Irq::Timer0));
}

}  // namespace

void kinglet::rom::sleep_millisecond() {
    const u32 compare = cycle_count() + 1000 * g_ticks_per_us;
    ets_isr_attach(static_cast<u32>(Irq::Timer0), on_timer, nullptr);
    asm volatile("wsr.ccompare0 %0; rsync" : : "r"(compare));
    ets_isr_unmask(irq_bit(Irq::Timer0));
    asm volatile("waiti 0" : : : "memory");
    ets_isr_mask(irq_bit(Irq::Timer0));
}

extern "C" {

u32 g_ticks_per_us ROM_RECORD(3fffc704) = 80;

void ets_update_cpu_frequency(u32 megahertz) {
    g_ticks_per_us = megahertz;
}
u32 ets_get_cpu_frequency() {
    return g_ticks_per_us;
}

void ets_delay_us(u32 microseconds) {
    const u32 start = kinglet::rom::cycle_count();
    const u32 cycles = microseconds * g_ticks_per_us;
    while (kinglet::rom::cycle_count() - start < cycles) {
    }
}

}  // extern "C"
