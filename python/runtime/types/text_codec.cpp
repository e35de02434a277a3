// Between str and bytes: utf-8, ascii and latin-1.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

enum class Codec : u8 { Utf8, Ascii, Latin1 };
enum class OnError : u8 { Strict, Ignore, Replace };

/// True if the str is the word, case aside, '-' and '_' left out.
bool names(Value value, const char* word) {
    const Str& str = *value.as<Str>();
    for (usize i = 0; i < str.length(); ++i) {
        const u8 c = str.byte_at(i);
        if (c == '-' || c == '_') continue;
        const u8 expected = flash_byte(word);
        if (expected == 0 || (is_upper(c) ? c + 32 : c) != expected) return false;
        ++word;
    }
    return flash_byte(word) == 0;
}

Raised codec_of(Thread& thread, Value encoding, Codec& codec) {
    codec = Codec::Utf8;
    if (encoding.is_undefined()) return kFine;
    if (!is_str(encoding))
        return raise_format(thread, type_error_type, "encoding must be str, not %t", encoding);
    if (names(encoding, "utf8")) return kFine;
    if (names(encoding, "ascii") || names(encoding, "usascii")) {
        codec = Codec::Ascii;
    } else if (names(encoding, "latin1") || names(encoding, "iso88591")) {
        codec = Codec::Latin1;
    } else {
        return raise_format(thread, lookup_error_type, "unknown encoding: %q", encoding);
    }
    return kFine;
}

Raised on_error_of(Thread& thread, Value errors, OnError& on_error) {
    on_error = OnError::Strict;
    if (errors.is_undefined()) return kFine;
    if (!is_str(errors)) return raise_format(thread, type_error_type, "errors must be str, not %t", errors);
    if (names(errors, "ignore")) {
        on_error = OnError::Ignore;
    } else if (names(errors, "replace")) {
        on_error = OnError::Replace;
    } else if (!names(errors, "strict")) {
        return raise_format(thread, lookup_error_type, "unknown error handler name '%q'", errors);
    }
    return kFine;
}

constexpr const char* codec_name(Codec codec) {
    return codec == Codec::Utf8 ? "utf-8" : codec == Codec::Ascii ? "ascii" : "latin-1";
}

constexpr int hex_digit(u32 digit) {
    return static_cast<int>(digit < 10 ? '0' + digit : 'a' + digit - 10);
}

Completion finish(StrBuilder& builder) {
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return &result->header;
}

}  // namespace

Completion text_decode(Thread& thread, const Text& bytes, Value encoding, Value errors) {
    Codec codec;
    OnError on_error;
    TRY(codec_of(thread, encoding, codec));
    TRY(on_error_of(thread, errors, on_error));
    usize bad = bytes.length;
    const bool is_whole = codec == Codec::Utf8 ? utf8_is_valid(bytes.data, bytes.length, bad)
                                               : flash_is_ascii(bytes.data, bytes.length);
    if (is_whole) {
        Str* str = str_create(thread, bytes.view());
        if (str == nullptr) return Value();
        return &str->header;
    }
    StrBuilder builder(thread);
    if (codec == Codec::Latin1) {
        for (usize i = 0; i < bytes.length; ++i) {
            char encoded[4];
            builder.write({encoded, utf8_encode(bytes.byte(i), encoded)});
        }
        return finish(builder);
    }
    for (usize at = 0; at < bytes.length;) {
        if (codec == Codec::Utf8) {
            bad = bytes.length - at;
            if (utf8_is_valid(bytes.data + at, bytes.length - at, bad)) bad = bytes.length - at;
        } else {
            for (bad = 0; at + bad < bytes.length && bytes.byte(at + bad) < 0x80;) ++bad;
        }
        builder.write(bytes.part(at, at + bad));
        at += bad;
        if (at == bytes.length) break;
        if (on_error == OnError::Strict) {
            return raise_format(
                thread, unicode_error_type, "'%s' codec can't decode byte 0x%c%c in position %u: %s",
                codec_name(codec), hex_digit(bytes.byte(at) >> 4), hex_digit(bytes.byte(at) & 15),
                static_cast<u32>(at), codec == Codec::Ascii ? "ordinal not in range(128)" : "invalid utf-8");
        }
        if (on_error == OnError::Replace) builder.write("\xEF\xBF\xBD");
        ++at;
        // What could only have been the rest of the broken character goes with it.
        if (codec == Codec::Utf8 && bytes.byte(at - 1) >= 0xC2) {
            while (at < bytes.length && (bytes.byte(at) & 0xC0) == 0x80) ++at;
        }
    }
    return finish(builder);
}

Completion text_encode(Thread& thread, const Str& str, Value encoding, Value errors) {
    Codec codec;
    OnError on_error;
    TRY(codec_of(thread, encoding, codec));
    TRY(on_error_of(thread, errors, on_error));
    if (codec == Codec::Utf8 || str.is_ascii()) {
        Bytes* bytes = bytes_create(thread, reinterpret_cast<const u8*>(str.data()), str.length());
        if (bytes == nullptr) return Value();
        return &bytes->header;
    }
    StrBuilder builder(thread);
    const u32 limit = codec == Codec::Ascii ? 0x80 : 0x100;
    u32 position = 0;
    for (usize at = 0; at < str.length(); ++position) {
        const u32 c = str_next_character(str, at);
        if (c < limit) {
            builder.write_byte(static_cast<char>(c));
        } else if (on_error == OnError::Strict) {
            return raise_format(thread, unicode_error_type,
                                "'%s' codec can't encode character in position %u: ordinal not in range(%u)",
                                codec_name(codec), position, limit);
        } else if (on_error == OnError::Replace) {
            builder.write_byte('?');
        }
    }
    Bytes* bytes = builder.finish_bytes();
    if (bytes == nullptr) return Value();
    return &bytes->header;
}

}  // namespace kinglet::runtime
