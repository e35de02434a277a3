// Rounding helpers of the ROM.
#include "chip/rom/rom.hpp"

extern "C" {

/// Up to a multiple of a power of two.
u32 roundup2(u32 value, u32 unit) {
    return (value + unit - 1) & ~(unit - 1);
}

/// Up to a multiple of anything.
u32 multofup(u32 value, u32 unit) {
    return (value + unit - 1) / unit * unit;
}

}  // extern "C"
