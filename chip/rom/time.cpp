// Busy waiting, by the cycle counter.
#include "chip/rom/rom.hpp"

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
