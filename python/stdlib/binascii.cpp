// binascii: bytes as hexadecimal digits and in base 64, and CRC-32. No tables of bytes: they would lie in
// flash.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/bytes_methods.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/int.hpp"
#include "python/stdlib/bytes_argument.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

Completion finish(StrBuilder& builder) {
    return reinterpret_cast<const Object*>(builder.finish_bytes());
}

Completion binascii_hexlify(Thread& thread, const Value* values, u32 count) {
    ByteView data{};
    TRY(bytes_argument(thread, values[0], data));
    StrBuilder builder(thread);
    TRY(write_hex(thread, data, values + 1, count - 1, builder));
    return finish(builder);
}

Completion binascii_unhexlify(Thread& thread, Value text) {
    ByteView digits{};
    TRY(text_or_bytes_argument(thread, text, digits));
    if (digits.count % 2 != 0) return raise(thread, value_error_type, "Odd-length string"_packed);
    Bytes* bytes = bytes_create(thread, nullptr, digits.count / 2);
    if (bytes == nullptr) return Value();
    for (usize i = 0; i < digits.count; i += 2) {
        const u32 high = digit_value(flash_byte(digits.data + i));
        const u32 low = digit_value(flash_byte(digits.data + i + 1));
        if (high >= 16 || low >= 16)
            return raise(thread, value_error_type, "Non-hexadecimal digit found"_packed);
        bytes->data()[i / 2] = static_cast<u8>(high << 4 | low);
    }
    return &bytes->header;
}

// ---- base 64 (RFC 4648)

char base64_digit(u32 value) {
    value &= 63;
    if (value < 26) return static_cast<char>('A' + value);
    if (value < 52) return static_cast<char>('a' + value - 26);
    if (value < 62) return static_cast<char>('0' + value - 52);
    return value == 62 ? '+' : '/';
}

/// 64 and more: no digit.
u32 base64_value(u32 c) {
    if (is_upper(c)) return c - 'A';
    if (is_lower(c)) return c - 'a' + 26;
    if (is_digit(c)) return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : 99;
}

Completion binascii_b2a_base64(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"data">, Value(), kPositionalOnly},
                                                     {name<"newline">, kTrue, kKeywordOnly}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"b2a_base64">, parameters, 2, in));
    bool has_newline = false;
    TRY(truth(thread, in[1], has_newline));
    ByteView data{};
    TRY(bytes_argument(thread, in[0], data));
    StrBuilder builder(thread);
    builder.reserve((data.count + 2) / 3 * 4 + 1);
    for (usize i = 0; i < data.count; i += 3) {
        u32 group = 0;
        const usize left = data.count - i;
        for (usize j = 0; j < 3; ++j) group = group << 8 | (j < left ? flash_byte(data.data + i + j) : 0);
        const char digits[] = {base64_digit(group >> 18), base64_digit(group >> 12),
                               left < 2 ? '=' : base64_digit(group >> 6),
                               left < 3 ? '=' : base64_digit(group)};
        builder.write({digits, sizeof digits});
    }
    if (has_newline) builder.write_byte('\n');
    return finish(builder);
}

/// What is no digit does not count; the first padding that ends a group of four ends the data.
Completion binascii_a2b_base64(Thread& thread, Value text) {
    ByteView digits{};
    TRY(text_or_bytes_argument(thread, text, digits));
    StrBuilder builder(thread);
    builder.reserve(digits.count / 4 * 3);
    u32 bits = 0;
    u32 place = 0;  // in its group of four
    u32 padding = 0;
    for (usize i = 0; i < digits.count; ++i) {
        const u8 c = flash_byte(digits.data + i);
        if (c == '=') {
            if (place >= 2 && place + ++padding >= 4) return finish(builder);
            continue;
        }
        const u32 value = base64_value(c);
        if (value >= 64) continue;
        padding = 0;
        bits = bits << 6 | value;
        if (place != 0) builder.write_byte(static_cast<char>(bits >> (6 - 2 * place)));
        place = (place + 1) % 4;
    }
    if (place != 0) return raise(thread, value_error_type, "Incorrect padding"_packed);
    return finish(builder);
}

// ---- CRC-32 (IEEE 802.3), four bits at a time

constexpr u32 kCrcPolynomial = 0xEDB88320;

struct CrcTable {
    u32 words[16];
    constexpr CrcTable() : words() {
        for (u32 i = 0; i < 16; ++i) {
            u32 crc = i;
            for (u32 bit = 0; bit < 4; ++bit) crc = crc >> 1 ^ ((crc & 1) != 0 ? kCrcPolynomial : 0);
            words[i] = crc;
        }
    }
};
constinit const CrcTable crc_table;

Completion binascii_crc32(Thread& thread, const Value* values, u32 count) {
    ByteView data{};
    TRY(bytes_argument(thread, values[0], data));
    bool fits = true;
    u32 crc = ~0U;
    if (count == 2) {
        if (!is_int(values[1])) return raise(thread, type_error_type, "an integer is required"_packed);
        crc = ~static_cast<u32>(int_to_i64(values[1], fits));
    }
    for (usize i = 0; i < data.count; ++i) {
        crc ^= flash_byte(data.data + i);
        crc = crc >> 4 ^ crc_table.words[crc & 15];
        crc = crc >> 4 ^ crc_table.words[crc & 15];
    }
    return int_create_unsigned(thread, ~crc);
}

constinit const NativeFunction a2b_base64_function = native(name<"a2b_base64">, binascii_a2b_base64);
constinit const NativeFunction b2a_base64_function =
    native(name<"b2a_base64">, binascii_b2a_base64, 0, kAnyArity);
constinit const NativeFunction crc32_function = native(name<"crc32">, binascii_crc32, 1, 2);
constinit const NativeFunction hexlify_function = native(name<"hexlify">, binascii_hexlify, 1, 3);
constinit const NativeFunction unhexlify_function = native(name<"unhexlify">, binascii_unhexlify);

constexpr Attribute all_attributes[] = {
    {name<"Error">, &value_error_type.header},
    {name<"a2b_base64">, &a2b_base64_function.header},
    {name<"b2a_base64">, &b2a_base64_function.header},
    {name<"hexlify">, &hexlify_function.header},
    {name<"unhexlify">, &unhexlify_function.header},
    // rare
    {name<"crc32">, &crc32_function.header},
};
constinit const auto attributes = attribute_table<1>(all_attributes);

}  // namespace

extern const BuiltinModule binascii_module;
constinit const BuiltinModule binascii_module = builtin_module(name<"binascii">, attributes.entries);

}  // namespace kinglet::stdlib
