// What is known of characters beyond ASCII: enough for the alphabets of Europe (Latin, Greek, Cyrillic,
// Armenian), by rules instead of tables. Characters of other scripts are letters without case.
#pragma once

#include "base/integers.hpp"

namespace kinglet::runtime {

/// The character at `at`, which moves behind it. The bytes, which may lie in flash, are valid UTF-8.
u32 utf8_decode(const char* text, usize length, usize& at);

u32 unicode_to_upper(u32 c);
u32 unicode_to_lower(u32 c);
bool unicode_is_upper(u32 c);
bool unicode_is_lower(u32 c);
bool unicode_is_letter(u32 c);
bool unicode_is_space(u32 c);
/// Shown as itself by repr.
bool unicode_is_printable(u32 c);

}  // namespace kinglet::runtime
