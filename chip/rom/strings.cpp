// Text functions of the ROM. Of texts that begin at a word they read nothing but words, as the silicon's do:
// so programs keep such texts in flash.
#include "base/flash.hpp"
#include "chip/rom/rom.hpp"

namespace {

bool begin_at_words(const char* left, const char* right = nullptr) {
    return ((reinterpret_cast<u32>(left) | reinterpret_cast<u32>(right)) & 3) == 0;
}

bool has_zero_byte(u32 word) {
    return ((word - 0x01010101) & ~word & 0x80808080) != 0;
}

u8 character(const char* text, u32 index, bool by_words) {
    return by_words ? kinglet::flash_byte(text + index) : static_cast<u8>(text[index]);
}

/// The value of a hexadecimal digit, or -1.
int digit_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

extern "C" {

u32 strlen(const char* text) {
    const char* end = text;
    for (; !begin_at_words(end); ++end) {
        if (*end == 0) return static_cast<u32>(end - text);
    }
    u32 word = kinglet::flash_word(end);
    for (; !has_zero_byte(word); word = kinglet::flash_word(end)) end += 4;
    for (; (word & 0xFF) != 0; word >>= 8) ++end;
    return static_cast<u32>(end - text);
}

int strncmp(const char* left, const char* right, u32 size) {
    const bool by_words = begin_at_words(left, right);
    for (u32 i = 0; i < size; ++i) {
        const u8 a = character(left, i, by_words), b = character(right, i, by_words);
        if (a != b) return a - b;
        if (a == 0) break;
    }
    return 0;
}

int strcmp(const char* left, const char* right) {
    return strncmp(left, right, ~u32{0});
}

char* strcpy(char* to, const char* from) {
    const bool by_words = begin_at_words(to, from);
    u32 i = 0;
    while ((to[i] = static_cast<char>(character(from, i, by_words))) != 0) ++i;
    return to;
}

char* strncpy(char* to, const char* from, u32 size) {
    const bool by_words = begin_at_words(to, from);
    u32 i = 0;
    for (; i < size && character(from, i, by_words) != 0; ++i)
        to[i] = static_cast<char>(character(from, i, by_words));
    for (; i < size; ++i) to[i] = 0;
    return to;
}

char* strstr(const char* text, const char* wanted) {
    const u32 size = strlen(wanted);
    for (; strncmp(text, wanted, size) != 0; ++text) {
        if (*text == 0) return nullptr;
    }
    return const_cast<char*>(text);
}

char* ets_strcpy(char* to, const char* from) {
    return strcpy(to, from);
}
char* ets_strncpy(char* to, const char* from, u32 size) {
    return strncpy(to, from, size);
}
int ets_strcmp(const char* left, const char* right) {
    return strcmp(left, right);
}
int ets_strncmp(const char* left, const char* right, u32 size) {
    return strncmp(left, right, size);
}
u32 ets_strlen(const char* text) {
    return strlen(text);
}
char* ets_strstr(const char* text, const char* wanted) {
    return strstr(text, wanted);
}

/// The value of a hexadecimal digit; 0 for other characters.
u8 ets_char2xdigit(char c) {
    const int value = digit_value(c);
    return value < 0 ? 0 : static_cast<u8>(value);
}

/// "18:fe:34:00:00:01" -> six bytes; any character may separate.
void ets_str2macaddr(u8* address, const char* text) {
    for (int i = 0; i < 6; ++i, text += 3) {
        address[i] = static_cast<u8>(ets_char2xdigit(text[0]) << 4 | ets_char2xdigit(text[1]));
    }
}

}  // extern "C"
