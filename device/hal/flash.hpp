// The NOR flash of the board, by physical address (who has which part of it: flash_layout.hpp). Concrete: one definition per target (registers on the
// chip, a file or memory elsewhere).
//
// Invariants: erasing sets bits, programming only clears them; what the firmware runs from lies in the same
// part, so on the chip each call stops everything else, interrupts included, until it is done (an erase:
// about 50 ms).
#pragma once

#include <span>

#include "base/integers.hpp"

namespace kinglet::hal {

class Flash {
  public:
    static constexpr u32 kSectorSize = 4096;
    static constexpr u32 kPageSize = 256;

    enum class Status : u8 { Ok, OutOfRange, Misaligned, TimedOut };

    static Flash& instance();

    /// Size in bytes as the part identifies itself; 0 when none answers.
    u32 size() const { return size_; }

    /// Manufacturer in bits 7:0, type in 15:8, capacity in 23:16.
    u32 id() const { return id_; }

    /// Any address, length and alignment.
    [[nodiscard]] Status read(u32 address, std::span<u8> into);

    /// Any address, length and alignment. The bytes may themselves lie in flash.
    [[nodiscard]] Status program(u32 address, std::span<const u8> bytes);

    /// `address` is that of a sector's first byte.
    [[nodiscard]] Status erase_sector(u32 address);

    /// Asks the part who it is, and takes its write protection away. Start-up code calls this once.
    void identify();

  private:
    u32 size_ = 0;
    u32 id_ = 0;
};

}  // namespace kinglet::hal
