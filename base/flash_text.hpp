// Searching and measuring bytes that may lie in flash, word by word where the target allows nothing else.
// None of them allocates.
#pragma once

#include "base/flash.hpp"

namespace kinglet {

inline constexpr usize kNotFound = ~usize{0};

/// The offset of the first or last place where `needle` stands in `text`, or kNotFound. An empty needle is
/// found at the near end.
usize flash_find(const char* text, usize length, const char* needle, usize needle_length);
usize flash_find_last(const char* text, usize length, const char* needle, usize needle_length);

/// The offset of the first byte equal to `byte`, or kNotFound.
usize flash_find_byte(const char* text, usize length, u8 byte);

/// True if every byte is below 0x80.
bool flash_is_ascii(const char* text, usize length);

/// How many bytes begin a character of UTF-8.
usize flash_count_characters(const char* text, usize length);

/// FNV-1a.
u32 flash_hash(const char* text, usize length);

}  // namespace kinglet
