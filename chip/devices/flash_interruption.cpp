#include "chip/devices/flash_interruption.hpp"

namespace kinglet::chip {

namespace {

constexpr u32 kWhole = 1000;

/// Eight bits, each of them set in `permille` of a thousand cases.
u8 random_bits(u32 permille, Random& random) {
    u32 bits = 0;
    for (u32 i = 0; i < 8; ++i) bits |= u32{random.next() % kWhole < permille} << i;
    return static_cast<u8>(bits);
}

}  // namespace

void interrupt_program(std::span<u8> bytes, std::span<const u8> before, u32 permille, Random& random) {
    for (usize i = 0; i < bytes.size(); ++i) {
        const u32 changing = bytes[i] ^ before[i];
        if (changing) bytes[i] = static_cast<u8>(before[i] ^ (changing & random_bits(permille, random)));
    }
}

void interrupt_erase(std::span<u8> bytes, std::span<const u8> before, u32 permille, Random& random) {
    const bool clearing = permille < kErasePreprogramPermille;
    const u32 share =
        clearing ? permille * kWhole / kErasePreprogramPermille
                 : (permille - kErasePreprogramPermille) * kWhole / (kWhole - kErasePreprogramPermille);
    for (usize i = 0; i < bytes.size(); ++i) {
        const u8 changed = random_bits(share, random);
        bytes[i] = clearing ? static_cast<u8>(before[i] & ~changed) : changed;
    }
}

}  // namespace kinglet::chip
