// The stream cipher of WEP and TKIP.
#include "chip/rom/rom.hpp"

extern "C" {

/// Changes the data by the key's stream, of which the first `skip` bytes are left out.
int rc4_skip(const u8* key, u32 key_size, u32 skip, u8* data, u32 size) {
    u8 state[256];
    for (u32 i = 0; i < sizeof state; ++i) state[i] = static_cast<u8>(i);
    const auto swap = [&](u8 a, u8 b) {
        const u8 old = state[a];
        state[a] = state[b];
        state[b] = old;
    };
    u8 j = 0;
    for (u32 i = 0, k = 0; i < sizeof state; ++i, k = k + 1 == key_size ? 0 : k + 1) {
        j = static_cast<u8>(j + state[i] + key[k]);
        swap(static_cast<u8>(i), j);
    }
    u8 i = 0;
    j = 0;
    for (u32 n = 0; n < skip + size; ++n) {
        j = static_cast<u8>(j + state[++i]);
        swap(i, j);
        if (n >= skip) data[n - skip] ^= state[static_cast<u8>(state[i] + state[j])];
    }
    return 0;
}

}  // extern "C"
