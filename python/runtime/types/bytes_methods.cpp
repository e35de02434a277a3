// The methods that bytes and bytearray have and str has not, and the tables of both types.
#include "python/runtime/types/bytes_methods.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

namespace {

constinit const Parameter decode_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"encoding">, kUndefined},
    {name<"errors">, kUndefined},
};

Completion bytes_decode(Thread& thread, const Arguments& arguments) {
    Value values[3];
    TRY(unpack(thread, arguments, name<"decode">, decode_parameters, 3, values));
    return text_decode(thread, text_of_self(values[0]), values[1], values[2]);
}

}  // namespace

Raised write_hex(Thread& thread, ByteView bytes, const Value* values, u32 count, StrBuilder& builder) {
    Text separator;
    SignedWord group = 1;
    if (count > 0) {
        if (!text_of(values[0], separator))
            return raise(thread, type_error_type, "sep must be str or bytes."_packed);
        if (separator.length != 1) return raise(thread, value_error_type, "sep must be length 1."_packed);
        if (count > 1) TRY(to_integer(thread, values[1], group));
    }
    const usize step = static_cast<usize>(group < 0 ? -group : group);
    builder.reserve(bytes.count * 2);
    for (usize i = 0; i < bytes.count; ++i) {
        const usize before = group < 0 ? i : bytes.count - i;
        if (separator.length != 0 && step != 0 && i != 0 && before % step == 0)
            builder.write(separator.view());
        const u8 c = flash_byte(bytes.data + i);
        builder.write_unsigned(c >> 4, 16);
        builder.write_unsigned(c & 15, 16);
    }
    return kFine;
}

Completion bytes_hex(Thread& thread, const Value* values, u32 count) {
    ByteView bytes{};
    bytes_view(values[0], bytes);
    StrBuilder builder(thread);
    TRY(write_hex(thread, bytes, values + 1, count - 1, builder));
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return &result->header;
}

namespace {

/// Pairs of hexadecimal digits, white space between the pairs.
Raised parse_hex(Thread& thread, Value source, ByteArray& result) {
    if (!is_str(source))
        return raise_format(thread, type_error_type, "fromhex() argument must be str, not %t"_packed, source);
    const Str& text = *source.as<Str>();
    TRY(bytearray_resize(thread, result, text.length() / 2));
    u32 count = 0;
    for (usize at = 0; at < text.length();) {
        if (is_white_space(text.byte_at(at))) {
            ++at;
            continue;
        }
        const u32 high = digit_value(text.byte_at(at));
        if (high < 16) ++at;
        const u32 low = at < text.length() ? digit_value(text.byte_at(at)) : 99;
        if (high >= 16 || low >= 16) {
            return raise_format(thread, value_error_type,
                                "non-hexadecimal number found in fromhex() arg at position %u"_packed,
                                static_cast<u32>(at));
        }
        ++at;
        result.data[count++] = static_cast<u8>(high << 4 | low);
    }
    return bytearray_resize(thread, result, count);
}

Completion bytearray_fromhex(Thread& thread, Value source) {
    ByteArray* array = bytearray_create(thread, nullptr, 0);
    if (array == nullptr) return Value();
    TRY(parse_hex(thread, source, *array));
    return &array->header;
}

Completion bytes_fromhex(Thread& thread, Value source) {
    const Value array = TRY(bytearray_fromhex(thread, source));
    Bytes* bytes = bytes_create(thread, array.as<ByteArray>()->data, array.as<ByteArray>()->count);
    if (bytes == nullptr) return Value();
    return &bytes->header;
}

/// maketrans(from, to): 256 bytes.
Completion bytes_maketrans(Thread& thread, Value from, Value to) {
    ByteView keys, values;
    TRY(require_bytes(thread, from, keys));
    TRY(require_bytes(thread, to, values));
    if (keys.count != values.count)
        return raise(thread, value_error_type, "maketrans arguments must have same length"_packed);
    Bytes* table = bytes_create(thread, nullptr, 256);
    if (table == nullptr) return Value();
    for (u32 i = 0; i < 256; ++i) table->data()[i] = static_cast<u8>(i);
    for (usize i = 0; i < keys.count; ++i)
        table->data()[flash_byte(keys.data + i)] = flash_byte(values.data + i);
    return &table->header;
}

constinit const Parameter translate_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"table">, Value(), kPositionalOnly},
    {name<"delete">, Value(&name<"">->header)},
};

/// translate(table[, delete]): other bytes for some, and none for those of `delete`.
Completion bytes_translate(Thread& thread, const Arguments& arguments) {
    Value values[3];
    TRY(unpack(thread, arguments, name<"translate">, translate_parameters, 3, values));
    ByteView table{nullptr, 0}, removed{nullptr, 0};
    if (!values[1].is_none()) {
        TRY(require_bytes(thread, values[1], table));
        if (table.count != 256)
            return raise(thread, value_error_type, "translation table must be 256 characters long"_packed);
    }
    if (!(values[2] == Value(&name<"">->header))) TRY(require_bytes(thread, values[2], removed));
    const Text text = text_of_self(values[0]);
    StrBuilder builder(thread);
    for (usize i = 0; i < text.length; ++i) {
        const char c = static_cast<char>(text.byte(i));
        if (flash_find_byte(reinterpret_cast<const char*>(removed.data), removed.count, c) != kNotFound)
            continue;
        builder.write_byte(table.data == nullptr ? c
                                                 : static_cast<char>(flash_byte(table.data + text.byte(i))));
    }
    if (builder.has_failed()) return raise_memory_error(thread, text.length);
    return text_create(thread, text, builder.text());
}

// The common methods take self of either type, so a function is made for each type: it is the type that is
// checked.
#define BYTES_METHOD(id, ...)                                                                           \
    constinit const NativeFunction bytes_##id##_function = native(name<#id>, __VA_ARGS__, &bytes_type); \
    constinit const NativeFunction bytearray_##id##_function = native(name<#id>, __VA_ARGS__, &bytearray_type)
BYTES_METHOD(find, text_find, 2, 4);
BYTES_METHOD(rfind, text_rfind, 2, 4);
BYTES_METHOD(index, text_index, 2, 4);
BYTES_METHOD(rindex, text_rindex, 2, 4);
BYTES_METHOD(count, text_count, 2, 4);
BYTES_METHOD(startswith, text_startswith, 2, 4);
BYTES_METHOD(endswith, text_endswith, 2, 4);
BYTES_METHOD(replace, text_replace, 3, 4);
BYTES_METHOD(removeprefix, text_removeprefix);
BYTES_METHOD(removesuffix, text_removesuffix);
BYTES_METHOD(split, text_split, 1, 3);
BYTES_METHOD(rsplit, text_rsplit, 1, 3);
BYTES_METHOD(splitlines, text_splitlines, 1, 2);
BYTES_METHOD(partition, text_partition);
BYTES_METHOD(rpartition, text_rpartition);
BYTES_METHOD(join, text_join);
BYTES_METHOD(strip, text_strip, 1, 2);
BYTES_METHOD(lstrip, text_lstrip, 1, 2);
BYTES_METHOD(rstrip, text_rstrip, 1, 2);
BYTES_METHOD(center, text_center, 2, 3);
BYTES_METHOD(ljust, text_ljust, 2, 3);
BYTES_METHOD(rjust, text_rjust, 2, 3);
BYTES_METHOD(zfill, text_zfill);
BYTES_METHOD(expandtabs, text_expandtabs, 1, 2);
BYTES_METHOD(upper, text_upper);
BYTES_METHOD(lower, text_lower);
BYTES_METHOD(title, text_title);
BYTES_METHOD(capitalize, text_capitalize);
BYTES_METHOD(swapcase, text_swapcase);
BYTES_METHOD(isdigit, text_isdigit);
BYTES_METHOD(isalpha, text_isalpha);
BYTES_METHOD(isalnum, text_isalnum);
BYTES_METHOD(isspace, text_isspace);
BYTES_METHOD(isupper, text_isupper);
BYTES_METHOD(islower, text_islower);
BYTES_METHOD(istitle, text_istitle);
BYTES_METHOD(isascii, text_isascii);
BYTES_METHOD(decode, bytes_decode, 1, 3);
BYTES_METHOD(hex, bytes_hex, 1, 3);
BYTES_METHOD(translate, bytes_translate, 2, 3);
#undef BYTES_METHOD

constinit const NativeFunction bytes_maketrans_function = native(name<"maketrans">, bytes_maketrans);
constinit const MethodWrapper bytes_maketrans_method = static_method(bytes_maketrans_function);
constinit const NativeFunction bytes_fromhex_function = native(name<"fromhex">, bytes_fromhex);
constinit const NativeFunction bytearray_fromhex_function = native(name<"fromhex">, bytearray_fromhex);
constinit const MethodWrapper bytes_fromhex_method = static_method(bytes_fromhex_function);
constinit const MethodWrapper bytearray_fromhex_method = static_method(bytearray_fromhex_function);

#define BYTEARRAY_METHOD(id, ...) \
    constinit const NativeFunction bytearray_##id##_function = native(name<#id>, __VA_ARGS__, &bytearray_type)
BYTEARRAY_METHOD(append, bytearray_append);
BYTEARRAY_METHOD(pop, bytearray_pop, 1, 2);
BYTEARRAY_METHOD(insert, bytearray_insert);
BYTEARRAY_METHOD(remove, bytearray_remove);
BYTEARRAY_METHOD(clear, bytearray_clear);
BYTEARRAY_METHOD(reverse, bytearray_reverse);
BYTEARRAY_METHOD(copy, bytearray_copy);
#undef BYTEARRAY_METHOD
constinit const NativeFunction bytearray_extend_function =
    native(name<"extend">, bytearray_extend_method, &bytearray_type);

}  // namespace

// clang-format off
#define ENTRY(kind, id) {name<#id>, &kind##_##id##_function.header}
#define COMMON_ENTRIES(kind)                                                                          \
    ENTRY(kind, find),            ENTRY(kind, rfind),           ENTRY(kind, index),                   \
    ENTRY(kind, rindex),          ENTRY(kind, count),           ENTRY(kind, startswith),              \
    ENTRY(kind, endswith),        ENTRY(kind, replace),         ENTRY(kind, removeprefix),            \
    ENTRY(kind, removesuffix),    ENTRY(kind, split),           ENTRY(kind, rsplit),                  \
    ENTRY(kind, splitlines),      ENTRY(kind, partition),       ENTRY(kind, rpartition),              \
    ENTRY(kind, join),            ENTRY(kind, strip),           ENTRY(kind, lstrip),                  \
    ENTRY(kind, rstrip),          ENTRY(kind, center),          ENTRY(kind, ljust),                   \
    ENTRY(kind, rjust),           ENTRY(kind, zfill),           ENTRY(kind, expandtabs),              \
    ENTRY(kind, upper),           ENTRY(kind, lower),           ENTRY(kind, title),                   \
    ENTRY(kind, capitalize),      ENTRY(kind, swapcase),        ENTRY(kind, isdigit),                 \
    ENTRY(kind, isalpha),         ENTRY(kind, isalnum),         ENTRY(kind, isspace),                 \
    ENTRY(kind, isupper),         ENTRY(kind, islower),         ENTRY(kind, istitle),                 \
    ENTRY(kind, isascii),         ENTRY(kind, decode),          ENTRY(kind, hex),                     \
    ENTRY(kind, translate),       {name<"maketrans">, &bytes_maketrans_method.header},                \
    {name<"fromhex">, &kind##_fromhex_method.header}
constinit const Attribute bytes_attributes[kBytesAttributeCount] = {COMMON_ENTRIES(bytes)};
constinit const Attribute bytearray_attributes[kBytearrayAttributeCount] = {
    COMMON_ENTRIES(bytearray),
    ENTRY(bytearray, append), ENTRY(bytearray, extend), ENTRY(bytearray, pop), ENTRY(bytearray, insert),
    ENTRY(bytearray, remove), ENTRY(bytearray, clear), ENTRY(bytearray, reverse), ENTRY(bytearray, copy),
};
#undef COMMON_ENTRIES
#undef ENTRY
// clang-format on

}  // namespace kinglet::runtime
