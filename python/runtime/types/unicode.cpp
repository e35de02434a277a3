#include "python/runtime/types/unicode.hpp"

#include "base/flash.hpp"
#include "python/runtime/types/character.hpp"

namespace kinglet::runtime {

u32 utf8_decode(const char* text, usize length, usize& at) {
    const u8 first = flash_byte(text + at++);
    if (first < 0x80) return first;
    u32 more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    u32 c = first & (0x3FU >> more);
    for (; more != 0 && at < length; --more) c = c << 6 | (flash_byte(text + at++) & 0x3FU);
    return c;
}

namespace {

constexpr bool between(u32 c, u32 first, u32 last) {
    return c - first <= last - first;
}

/// Blocks in which upper and lower case take turns; whether the upper one is even, odd, or there are no pairs
/// here.
enum class Pairs : u8 { None, UpperEven, UpperOdd };

Pairs pairs_of(u32 c) {
    if (between(c, 0x100, 0x137)) return c == 0x130 || c == 0x131 ? Pairs::None : Pairs::UpperEven;
    if (between(c, 0x139, 0x148)) return Pairs::UpperOdd;
    if (between(c, 0x14A, 0x177)) return Pairs::UpperEven;
    if (between(c, 0x179, 0x17E)) return Pairs::UpperOdd;
    if (between(c, 0x1CD, 0x1DC)) return Pairs::UpperOdd;
    if (between(c, 0x1DE, 0x1EF) || between(c, 0x1F8, 0x21F) || between(c, 0x222, 0x233))
        return Pairs::UpperEven;
    if (between(c, 0x3D8, 0x3EF) || between(c, 0x460, 0x481) || between(c, 0x48A, 0x4BF))
        return Pairs::UpperEven;
    if (between(c, 0x4C1, 0x4CE)) return Pairs::UpperOdd;
    if (between(c, 0x4D0, 0x52F) || between(c, 0x1E00, 0x1E95) || between(c, 0x1EA0, 0x1EFF))
        return Pairs::UpperEven;
    return Pairs::None;
}

}  // namespace

u32 unicode_to_upper(u32 c) {
    if (c < 0x80) return is_lower(c) ? c - 32 : c;
    switch (pairs_of(c)) {
        case Pairs::UpperEven: return c & ~1U;
        case Pairs::UpperOdd: return c - (~c & 1U);
        case Pairs::None: break;
    }
    if (c == 0xB5) return 0x39C;
    if (c == 0xFF) return 0x178;
    if (between(c, 0xE0, 0xFE)) return c == 0xF7 ? c : c - 32;
    if (c == 0x131) return 'I';
    if (c == 0x17F) return 'S';
    if (c == 0x3AC) return 0x386;
    if (between(c, 0x3AD, 0x3AF)) return c - 37;
    if (c == 0x3C2) return 0x3A3;
    if (between(c, 0x3B1, 0x3CB)) return c - 32;
    if (c == 0x3CC) return 0x38C;
    if (between(c, 0x3CD, 0x3CE)) return c - 63;
    if (between(c, 0x430, 0x44F)) return c - 32;
    if (between(c, 0x450, 0x45F)) return c - 80;
    if (c == 0x4CF) return 0x4C0;
    if (between(c, 0x561, 0x586)) return c - 48;
    return c;
}

u32 unicode_to_lower(u32 c) {
    if (c < 0x80) return is_upper(c) ? c + 32 : c;
    switch (pairs_of(c)) {
        case Pairs::UpperEven: return c | 1U;
        case Pairs::UpperOdd: return c + (c & 1U);
        case Pairs::None: break;
    }
    if (between(c, 0xC0, 0xDE)) return c == 0xD7 ? c : c + 32;
    if (c == 0x178) return 0xFF;
    if (c == 0x386) return 0x3AC;
    if (between(c, 0x388, 0x38A)) return c + 37;
    if (c == 0x38C) return 0x3CC;
    if (between(c, 0x38E, 0x38F)) return c + 63;
    if (between(c, 0x391, 0x3AB)) return c == 0x3A2 ? c : c + 32;
    if (between(c, 0x410, 0x42F)) return c + 32;
    if (between(c, 0x400, 0x40F)) return c + 80;
    if (c == 0x4C0) return 0x4CF;
    if (between(c, 0x531, 0x556)) return c + 48;
    if (c == 0x1E9E) return 0xDF;
    return c;
}

bool unicode_is_upper(u32 c) {
    return unicode_to_lower(c) != c;
}

bool unicode_is_lower(u32 c) {
    return unicode_to_upper(c) != c || c == 0xDF || c == 0xAA || c == 0xBA || c == 0x138 || c == 0x149 ||
           c == 0x390 || c == 0x3B0;
}

bool unicode_is_letter(u32 c) {
    if (c < 0x80) return is_letter(c);
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    if (between(c, 0x2C2, 0x36F) || between(c, 0x483, 0x489) || between(c, 0x2000, 0x2BFF)) return false;
    if (between(c, 0x2E00, 0x3004) || between(c, 0x3007, 0x3030) || between(c, 0xE000, 0xF8FF)) return false;
    if (between(c, 0xFE00, 0xFE6F) || between(c, 0xFF00, 0xFF20)) return false;
    return !between(c, 0x1F000, 0x1FAFF) && c < 0xE0000;
}

bool unicode_is_space(u32 c) {
    if (c < 0x80) return is_white_space(c) || between(c, 0x1C, 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || between(c, 0x2000, 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool unicode_is_printable(u32 c) {
    if (c < 0x7F) return c >= 0x20;
    if (c < 0xA1 || c == 0xAD || c == 0x1680 || c == 0x3000 || c == 0xFEFF) return false;
    if (between(c, 0x2000, 0x200F) || between(c, 0x2028, 0x202F) || between(c, 0x205F, 0x206F)) return false;
    if ((c & 0xFFFE) == 0xFFFE || between(c, 0xFDD0, 0xFDEF)) return false;  // noncharacters
    return !between(c, 0xD800, 0xF8FF) && !between(c, 0xFFF0, 0xFFFB) && c < 0x323B0;
}

}  // namespace kinglet::runtime
