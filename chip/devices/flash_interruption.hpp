// What is left of a program, erase or status write of a NOR flash when the power fails in the middle of it.
//
// Cells change one by one and not in any order that a reader could rely on. A program clears bits: of those
// that it was to clear, some are cleared. An erase first clears every bit of its range, so that all cells
// wear alike, then raises them: cut early it leaves rubbish with fewer ones than before, cut late one that is
// erased but for some bits. Cells that read now so and now so, which silicon may leave as well, are not
// modelled. How far it came is a part of a thousand; which bits follow is the Random's choice.
#pragma once

#include <span>

#include "base/integers.hpp"
#include "chip/core/random.hpp"

namespace kinglet::chip {

/// Share of an erase's time in which it clears the bits that are still set, in parts of a thousand.
inline constexpr u32 kErasePreprogramPermille = 150;

/// `bytes` hold what the finished program would leave, `before` what was there; turns it into a program that
/// came `permille` of its way. Also right for a status register, whose bits go both ways.
void interrupt_program(std::span<u8> bytes, std::span<const u8> before, u32 permille, Random& random);

/// The same for an erase, of whose range `before` is the contents.
void interrupt_erase(std::span<u8> bytes, std::span<const u8> before, u32 permille, Random& random);

}  // namespace kinglet::chip
