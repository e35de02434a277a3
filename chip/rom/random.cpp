// The C library's pseudo-random numbers: a linear congruence of 64 bits, of which the upper half is given
// out.
#include "chip/rom/rom.hpp"

static kinglet::u64 state = 1;

extern "C" {

void srand(u32 seed) {
    state = seed;
}

int rand() {
    state = state * 6364136223846793005u + 1;
    return static_cast<int>(state >> 32 & 0x7FFFFFFF);
}

}  // extern "C"
