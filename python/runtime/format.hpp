// The format mini-language, [[fill]align][sign][z][#][0][width][,_][.precision][type]: one implementation for
// format(), f-strings, str.format and the % operator. operations.hpp's format_value finds the type and calls
// format_builtin for int, float, complex, str and their subclasses; the spec of other builtin types must be
// empty.
#pragma once

#include "python/runtime/object.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

enum FormatFlags : u32 {
    kFormatAlternate = 1,    // #
    kFormatZero = 2,         // a 0 in front of the width: fill with zeros, numbers behind their sign
    kFormatNoMinusZero = 4,  // z: what rounds to zero has no sign
    kFormatBare = 8,         // part of a complex: no '.0' for the sake of being a float
};

struct FormatSpec {
    u32 fill = ' ';     // a character
    char align = 0;     // '<' '>' '^' '=', 0: the type's own
    char sign = 0;      // '+' '-' ' ', 0: as '-'
    char grouping = 0;  // ',' '_' or 0
    char type = 0;      // the conversion letter or 0
    u32 flags = 0;
    u32 width = 0;
    i32 precision = -1;  // -1: none
};

/// ValueError: Invalid format specifier, and the like.
Raised format_parse(Thread&, const Str& spec, FormatSpec& result);

/// Writes int (bool too), float or str in the given way; ValueError where spec and type do not go together.
Raised format_int(Thread&, Value number, const FormatSpec&, Printer&);
Raised format_float(Thread&, Float number, const FormatSpec&, Printer&);
Raised format_text(Thread&, const Str& text, const FormatSpec&, Printer&);
/// complex.__format__.
Raised format_complex(Thread&, Value number, const FormatSpec&, Printer&);

/// format(value, spec) for int, bool, float, complex, str and subclasses of them; `found` false for any other
/// value.
Raised format_builtin(Thread&, Value value, const Str& spec, Printer&, bool& found);

/// left % right for a str, a bytes or a bytearray at the left.
Completion format_percent(Thread&, Value left, Value right);

}  // namespace kinglet::runtime
