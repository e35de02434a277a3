#include "base/flash_text.hpp"

namespace kinglet {

namespace {

bool is_aligned(const char* text) {
    return (reinterpret_cast<usize>(text) & 3U) == 0;
}

#if defined(__XTENSA__)
/// A word with the top bit set in (at least the lowest of) the bytes that are zero.
constexpr u32 zero_bytes(u32 word) {
    return (word - 0x01010101U) & ~word & 0x80808080U;
}
#endif

}  // namespace

usize flash_find_byte(const char* text, usize length, u8 byte) {
#if !defined(__XTENSA__)
    const void* found = length == 0 ? nullptr : std::memchr(text, byte, length);
    return found == nullptr ? kNotFound : static_cast<usize>(static_cast<const char*>(found) - text);
#else
    usize i = 0;
    for (; i < length && !is_aligned(text + i); ++i) {
        if (flash_byte(text + i) == byte) return i;
    }
    const u32 pattern = byte * 0x01010101U;
    while (i + 4 <= length && zero_bytes(flash_word(text + i) ^ pattern) == 0) i += 4;
    for (; i < length; ++i) {
        if (flash_byte(text + i) == byte) return i;
    }
    return kNotFound;
#endif
}

namespace {

/// Bytes from the first to the last, or the other way round.
class Walk {
  public:
    Walk(const char* text, usize length, bool backward)
        : start_(text + (backward ? length - 1 : 0)), step_(backward ? -1 : 1) {}
    u8 operator[](usize i) const { return flash_byte(start_ + step_ * static_cast<isize>(i)); }

  private:
    const char* start_;
    isize step_;
};

struct Suffix {
    usize start;
    usize period;
};

/// The largest suffix in the order of bytes, or in the opposite one, and its period.
Suffix largest_suffix(const Walk& word, usize length, bool opposite) {
    Suffix best{0, 1};  // `start` counts from 1, so that 0 is all of the word
    usize next = 1;     // where the suffix that may be larger begins
    for (usize k = 0; next + k < length;) {
        const u8 mine = word[next + k];
        const u8 other = word[best.start + k];
        if (mine == other) {
            if (++k == best.period) {
                next += best.period;
                k = 0;
            }
        } else if ((mine < other) != opposite) {
            next += k + 1;
            k = 0;
            best.period = next - best.start;
        } else {
            best.start = next++;
            k = 0;
            best.period = 1;
        }
    }
    return best;
}

/// Crochemore and Perrin's two-way search: time that grows with the length of the text alone, no memory. The
/// number of bytes walked before the needle.
usize find_two_way(const Walk& text, usize length, const Walk& needle, usize needle_length) {
    const Suffix up = largest_suffix(needle, needle_length, false);
    const Suffix down = largest_suffix(needle, needle_length, true);
    auto [middle, period] = up.start > down.start ? up : down;
    bool repeats = true;
    for (usize i = 0; i < middle && repeats; ++i)
        repeats = i + period < needle_length && needle[i] == needle[i + period];
    if (!repeats) period = (middle > needle_length - middle ? middle : needle_length - middle) + 1;
    usize known = 0;  // so much of the needle's begin is known to match
    for (usize at = 0; at + needle_length <= length;) {
        usize i = middle > known ? middle : known;
        while (i < needle_length && needle[i] == text[at + i]) ++i;
        if (i < needle_length) {
            at += i - middle + 1;
            known = 0;
            continue;
        }
        for (i = middle; i > known && needle[i - 1] == text[at + i - 1];) --i;
        if (i <= known) return at;
        at += period;
        known = repeats ? needle_length - period : 0;
    }
    return kNotFound;
}

/// How many places are tried by comparing the whole needle there, before a search goes two ways: such a
/// comparison nearly always ends at once, but need not.
usize tries(usize length, usize needle_length) {
    return 64 + 16 * length / needle_length;
}

}  // namespace

usize flash_find(const char* text, usize length, const char* needle, usize needle_length) {
    if (needle_length == 0) return 0;
    if (needle_length > length) return kNotFound;
    const u8 first = flash_byte(needle);
    const usize last_start = length - needle_length;
    usize left = tries(length, needle_length);
    for (usize at = 0; at <= last_start; ++at) {
        const usize step = flash_find_byte(text + at, last_start + 1 - at, first);
        if (step == kNotFound) return kNotFound;
        at += step;
        if (needle_length == 1 || flash_compare(text + at + 1, needle + 1, needle_length - 1) == 0) return at;
        if (--left == 0) {
            const usize from = at + 1;
            const usize found = find_two_way({text + from, length - from, false}, length - from,
                                             {needle, needle_length, false}, needle_length);
            return found == kNotFound ? found : from + found;
        }
    }
    return kNotFound;
}

usize flash_find_last(const char* text, usize length, const char* needle, usize needle_length) {
    if (needle_length > length) return kNotFound;
    if (needle_length == 0) return length;
    const u8 first = flash_byte(needle);
    usize left = tries(length, needle_length);
    for (usize at = length - needle_length + 1; at-- != 0;) {
        if (flash_byte(text + at) != first) continue;
        if (flash_compare(text + at, needle, needle_length) == 0) return at;
        if (--left == 0) {
            const usize rest = at + needle_length - 1;
            const usize found =
                find_two_way({text, rest, true}, rest, {needle, needle_length, true}, needle_length);
            return found == kNotFound ? found : rest - found - needle_length;
        }
    }
    return kNotFound;
}

bool flash_is_ascii(const char* text, usize length) {
    usize i = 0;
    for (; i < length && !is_aligned(text + i); ++i) {
        if (flash_byte(text + i) >= 0x80) return false;
    }
    for (; i + 4 <= length; i += 4) {
        if ((flash_word(text + i) & 0x80808080U) != 0) return false;
    }
    for (; i < length; ++i) {
        if (flash_byte(text + i) >= 0x80) return false;
    }
    return true;
}

usize flash_count_characters(const char* text, usize length) {
    usize count = 0;
    for (usize i = 0; i < length; ++i) count += (flash_byte(text + i) & 0xC0) != 0x80 ? 1 : 0;
    return count;
}

u32 flash_hash(const char* text, usize length) {
    u32 hash = 2166136261U;
    usize i = 0;
    if (is_aligned(text)) {  // as the text of a str is
        for (; i + 4 <= length; i += 4) {
            u32 word = flash_word(text + i);
            for (u32 k = 0; k < 4; ++k, word >>= 8) hash = (hash ^ (word & 0xFF)) * 16777619U;
        }
    }
    for (; i < length; ++i) hash = (hash ^ flash_byte(text + i)) * 16777619U;
    return hash;
}

}  // namespace kinglet
