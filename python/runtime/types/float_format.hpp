// Floats as text in a wanted form: what repr, the format mini-language and the % operator share. Nothing here
// allocates: the text goes to a Printer.
#pragma once

#include "python/runtime/printer.hpp"

namespace kinglet::runtime {

enum FloatTextFlags : u32 {
    kFloatAlternate = 1,  // keep the point, and for 'g' the zeros at the end
    kFloatDotZero = 2,    // a number that looks whole gets ".0" ('g' only)
    kFloatUpper = 4,      // E, INF, NAN
};

/// Writes the magnitude (never a sign). `form`: 'e', 'f', 'g' with `precision` digits as C's printf takes it,
/// or 'r': the shortest text that reads back the same, as repr has it.
void float_write(Float number, char form, u32 precision, u32 flags, Printer& printer);

}  // namespace kinglet::runtime
