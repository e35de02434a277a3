// Text functions of the ROM.
#include "chip/rom/rom.hpp"

namespace {

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
    while (*end != 0) ++end;
    return static_cast<u32>(end - text);
}

int strncmp(const char* left, const char* right, u32 size) {
    for (; size != 0; --size, ++left, ++right) {
        const u8 a = static_cast<u8>(*left), b = static_cast<u8>(*right);
        if (a != b) return a - b;
        if (a == 0) break;
    }
    return 0;
}

int strcmp(const char* left, const char* right) {
    return strncmp(left, right, ~u32{0});
}

char* strcpy(char* to, const char* from) {
    memcpy(to, from, strlen(from) + 1);
    return to;
}

char* strncpy(char* to, const char* from, u32 size) {
    u32 i = 0;
    for (; i < size && from[i] != 0; ++i) to[i] = from[i];
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
