// Code pages: encodings of one byte a character that are latin-1 but for some bytes. Only the desktop has
// them.
#pragma once

#include "python/runtime/value.hpp"

namespace kinglet::runtime {

inline constexpr bool kHasCodePages = sizeof(Word) > 4;
inline constexpr u32 kNotInCodePage = ~0U;

struct CodePageEntry {
    u16 byte;
    u16 character;  // 0: the byte stands for nothing
};

struct CodePage {
    const char* name;  // small letters, without '-' and '_'
    const char* other_name;
    const CodePageEntry* entries;  // where it differs from latin-1
    u32 count;
};

inline constexpr u32 kCodePages = 2;
extern const CodePage code_pages[kCodePages];

/// The character of a byte; kNotInCodePage: none.
u32 code_page_decode(const CodePage&, u32 byte);
/// The byte of a character; kNotInCodePage: none.
u32 code_page_encode(const CodePage&, u32 character);

}  // namespace kinglet::runtime
