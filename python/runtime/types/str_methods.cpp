// The methods of str: those that only str has, and the table of all.
#include "python/runtime/types/str_methods.hpp"

#include "python/runtime/call.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

constinit const Parameter encode_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"encoding">, kUndefined},
    {name<"errors">, kUndefined},
};

Completion str_encode(Thread& thread, const Arguments& arguments) {
    Value values[3];
    TRY(unpack(thread, arguments, name<"encode">, encode_parameters, 3, values));
    return text_encode(thread, *values[0].as<Str>(), values[1], values[2]);
}

Completion str_isidentifier(Thread&, Value self) {
    const Str& str = *self.as<Str>();
    for (usize at = 0; at < str.length();) {
        const bool is_first = at == 0;
        const u32 c = str_next_character(str, at);
        if (c != '_' && !unicode_is_letter(c) && (is_first || !is_digit(c))) return kFalse;
    }
    return Value::from_bool(str.length() != 0);
}

Completion str_isprintable(Thread&, Value self) {
    const Str& str = *self.as<Str>();
    for (usize at = 0; at < str.length();) {
        if (!unicode_is_printable(str_next_character(str, at))) return kFalse;
    }
    return kTrue;
}

/// casefold: lower case, and the sharp s as two letters.
Completion str_casefold(Thread& thread, Value self) {
    const Value lower = TRY(text_lower(thread, self));
    if (lower.as<Str>()->is_ascii()) return lower;
    Str* sharp = str_from_character(thread, 0xDF);
    Str* pair = sharp == nullptr ? nullptr : str_create(thread, "ss");
    if (pair == nullptr) return Value();
    const Value values[] = {lower, &sharp->header, &pair->header};
    return text_replace(thread, values, 3);
}

Completion str_translate(Thread& thread, Value self, Value table) {
    const Str& str = *self.as<Str>();
    StrBuilder builder(thread);
    for (usize at = 0; at < str.length();) {
        const usize start = at;
        const u32 c = str_next_character(str, at);
        const Value key = Value::from_int(static_cast<SignedWord>(c));
        Value to;
        if (is_instance(table, dict_type)) {
            TRY(dict_get(thread, *table.as<Dict>(), key, to));
        } else {
            const Completion found = get_item(thread, table, key);
            if (found.is_raised()) {
                // Not in the table: the character stays.
                if (!exception_matches(thread.raised, lookup_error_type)) return Value();
                thread.raised = Value();
            } else {
                to = found.value();
            }
        }
        if (!to) {
            builder.write({str.data() + start, at - start});
        } else if (is_str(to)) {
            builder.write(to.as<Str>()->view());
        } else if (is_int(to)) {
            SignedWord code;
            TRY(to_integer(thread, to, code));
            if (code < 0 || code > 0x10FFFF) {
                return raise(thread, value_error_type, "character mapping must be in range(0x110000)"_packed);
            }
            char bytes[4];
            builder.write({bytes, utf8_encode(static_cast<u32>(code), bytes)});
        } else if (!to.is_none()) {
            return raise(thread, type_error_type,
                         "character mapping must return integer, None or str"_packed);
        }
    }
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return &result->header;
}

/// A key of a translation table: a character or its number.
Raised table_key(Thread& thread, Value key, Value& result) {
    result = key;
    if (!is_str(key)) {
        if (is_int(key)) return kFine;
        return raise(thread, type_error_type, "keys in translate table must be strings or integers"_packed);
    }
    const Str& str = *key.as<Str>();
    if (str_character_count(str) != 1)
        return raise(thread, value_error_type, "string keys in translate table must be of length 1"_packed);
    usize at = 0;
    result = Value::from_int(static_cast<SignedWord>(str_next_character(str, at)));
    return kFine;
}

Completion str_maketrans(Thread& thread, const Value* values, u32 count) {
    Dict* table = dict_create(thread);
    if (table == nullptr) return Value();
    if (count == 1) {
        if (!is_instance(values[0], dict_type)) {
            return raise(thread, type_error_type,
                         "if you give only one argument to maketrans it must be a dict"_packed);
        }
        u32 position = 0;
        while (const DictEntry* entry = dict_next(*values[0].as<Dict>(), position)) {
            Value key;
            TRY(table_key(thread, entry->key, key));
            TRY(dict_set(thread, *table, key, entry->value));
        }
        return &table->header;
    }
    for (u32 i = 0; i < count; ++i) {
        if (!is_str(values[i]))
            return raise_format(thread, type_error_type, "maketrans() argument must be str, not %t"_packed,
                                values[i]);
    }
    const Str& from = *values[0].as<Str>();
    const Str& to = *values[1].as<Str>();
    if (str_character_count(from) != str_character_count(to)) {
        return raise(thread, value_error_type,
                     "the first two maketrans arguments must have equal length"_packed);
    }
    for (usize at = 0, to_at = 0; at < from.length();) {
        const Value key = Value::from_int(static_cast<SignedWord>(str_next_character(from, at)));
        TRY(dict_set(thread, *table, key,
                     Value::from_int(static_cast<SignedWord>(str_next_character(to, to_at)))));
    }
    if (count == 3) {
        const Str& removed = *values[2].as<Str>();
        for (usize at = 0; at < removed.length();) {
            TRY(dict_set(thread, *table,
                         Value::from_int(static_cast<SignedWord>(str_next_character(removed, at))), kNone));
        }
    }
    return &table->header;
}

constexpr u32 kAnyCount = kAnyArity;

#define STR_METHOD(id, ...) \
    constinit const NativeFunction str_##id##_function = native(name<#id>, __VA_ARGS__, &str_type)
STR_METHOD(find, text_find, 2, 4);
STR_METHOD(rfind, text_rfind, 2, 4);
STR_METHOD(index, text_index, 2, 4);
STR_METHOD(rindex, text_rindex, 2, 4);
STR_METHOD(count, text_count, 2, 4);
STR_METHOD(startswith, text_startswith, 2, 4);
STR_METHOD(endswith, text_endswith, 2, 4);
STR_METHOD(replace, text_replace, 3, 4);
STR_METHOD(removeprefix, text_removeprefix);
STR_METHOD(removesuffix, text_removesuffix);
STR_METHOD(split, text_split, 1, 3);
STR_METHOD(rsplit, text_rsplit, 1, 3);
STR_METHOD(splitlines, text_splitlines, 1, 2);
STR_METHOD(partition, text_partition);
STR_METHOD(rpartition, text_rpartition);
STR_METHOD(join, text_join);
STR_METHOD(strip, text_strip, 1, 2);
STR_METHOD(lstrip, text_lstrip, 1, 2);
STR_METHOD(rstrip, text_rstrip, 1, 2);
STR_METHOD(center, text_center, 2, 3);
STR_METHOD(ljust, text_ljust, 2, 3);
STR_METHOD(rjust, text_rjust, 2, 3);
STR_METHOD(zfill, text_zfill);
STR_METHOD(expandtabs, text_expandtabs, 1, 2);
STR_METHOD(upper, text_upper);
STR_METHOD(lower, text_lower);
STR_METHOD(title, text_title);
STR_METHOD(capitalize, text_capitalize);
STR_METHOD(swapcase, text_swapcase);
STR_METHOD(casefold, str_casefold);
STR_METHOD(isdigit, text_isdigit);
STR_METHOD(isdecimal, text_isdigit);
STR_METHOD(isnumeric, text_isdigit);
STR_METHOD(isalpha, text_isalpha);
STR_METHOD(isalnum, text_isalnum);
STR_METHOD(isspace, text_isspace);
STR_METHOD(isupper, text_isupper);
STR_METHOD(islower, text_islower);
STR_METHOD(istitle, text_istitle);
STR_METHOD(isascii, text_isascii);
STR_METHOD(isidentifier, str_isidentifier);
STR_METHOD(isprintable, str_isprintable);
STR_METHOD(encode, str_encode, 1, 3);
STR_METHOD(format, str_format, 1, kAnyCount);
STR_METHOD(format_map, str_format_map);
STR_METHOD(translate, str_translate);
#undef STR_METHOD
constinit const NativeFunction str_maketrans_function = native(name<"maketrans">, str_maketrans, 1, 3);
constinit const MethodWrapper str_maketrans_method = static_method(str_maketrans_function);

}  // namespace

#define STR_ENTRY(id) \
    { name<#id>, &str_##id##_function.header }
// clang-format off
constinit const Attribute str_attributes[kStrAttributeCount] = {
    STR_ENTRY(find),          STR_ENTRY(rfind),         STR_ENTRY(index),         STR_ENTRY(rindex),
    STR_ENTRY(count),         STR_ENTRY(startswith),    STR_ENTRY(endswith),      STR_ENTRY(replace),
    STR_ENTRY(removeprefix),  STR_ENTRY(removesuffix),  STR_ENTRY(split),         STR_ENTRY(rsplit),
    STR_ENTRY(splitlines),    STR_ENTRY(partition),     STR_ENTRY(rpartition),    STR_ENTRY(join),
    STR_ENTRY(strip),         STR_ENTRY(lstrip),        STR_ENTRY(rstrip),        STR_ENTRY(center),
    STR_ENTRY(ljust),         STR_ENTRY(rjust),         STR_ENTRY(zfill),         STR_ENTRY(expandtabs),
    STR_ENTRY(upper),         STR_ENTRY(lower),         STR_ENTRY(title),         STR_ENTRY(capitalize),
    STR_ENTRY(swapcase),      STR_ENTRY(casefold),      STR_ENTRY(isdigit),       STR_ENTRY(isdecimal),
    STR_ENTRY(isnumeric),     STR_ENTRY(isalpha),       STR_ENTRY(isalnum),       STR_ENTRY(isspace),
    STR_ENTRY(isupper),       STR_ENTRY(islower),       STR_ENTRY(istitle),       STR_ENTRY(isascii),
    STR_ENTRY(isidentifier),  STR_ENTRY(isprintable),   STR_ENTRY(encode),        STR_ENTRY(format),
    STR_ENTRY(format_map),    STR_ENTRY(translate),
    {name<"maketrans">, &str_maketrans_method.header},
};
// clang-format on
#undef STR_ENTRY

}  // namespace kinglet::runtime
