// Between str and bytes: utf-8, ascii, latin-1, and what is like latin-1 but for some characters
// (code_page.hpp).
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/code_page.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

enum class Coding : u32 { Utf8, Ascii, Bytewise };
enum class OnError : u32 { Strict, Ignore, Replace, Backslash, XmlReference };

struct Codec {
    Coding coding = Coding::Utf8;
    const char* name = "utf-8";
    const CodePage* page = nullptr;  // Bytewise; nullptr: latin-1
};

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
    if (encoding.is_undefined()) return kFine;
    if (!is_str(encoding))
        return raise_format(thread, type_error_type, "encoding must be str, not %t"_packed, encoding);
    if (names(encoding, "utf8")) return kFine;
    if (names(encoding, "ascii") || names(encoding, "usascii")) {
        codec = {Coding::Ascii, "ascii", nullptr};
        return kFine;
    }
    codec = {Coding::Bytewise, "latin-1", nullptr};
    if (names(encoding, "latin1") || names(encoding, "iso88591") || names(encoding, "l1")) return kFine;
    if constexpr (kHasCodePages) {
        for (u32 i = 0; i < kCodePages; ++i) {
            codec = {Coding::Bytewise, "charmap", &code_pages[i]};
            if (names(encoding, code_pages[i].name) || names(encoding, code_pages[i].other_name))
                return kFine;
        }
    }
    return raise_format(thread, lookup_error_type, "unknown encoding: %q"_packed, encoding);
}

Raised on_error_of(Thread& thread, Value errors, OnError& on_error) {
    on_error = OnError::Strict;
    if (errors.is_undefined()) return kFine;
    if (!is_str(errors))
        return raise_format(thread, type_error_type, "errors must be str, not %t"_packed, errors);
    if (names(errors, "ignore")) {
        on_error = OnError::Ignore;
    } else if (names(errors, "replace")) {
        on_error = OnError::Replace;
    } else if (names(errors, "backslashreplace")) {
        on_error = OnError::Backslash;
    } else if (names(errors, "xmlcharrefreplace")) {
        on_error = OnError::XmlReference;
    } else if (!names(errors, "strict")) {
        return raise_format(thread, lookup_error_type, "unknown error handler name '%q'"_packed, errors);
    }
    return kFine;
}

Completion finish(StrBuilder& builder) {
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return &result->header;
}

/// How many bytes at the start of `data`, which are not a character, go together (The Unicode Standard, 3.9:
/// maximal subparts), and why they are none.
usize bad_utf8(const char* data, usize length, const char*& reason) {
    const u8 first = flash_byte(data);
    reason = "invalid start byte";
    if (first < 0xC2 || first > 0xF4) return 1;
    const usize wanted = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (usize at = 1; at < wanted; ++at) {
        reason = "unexpected end of data";
        if (at == length) return length;
        const u8 c = flash_byte(data + at);
        u8 low = 0x80, high = 0xBF;
        if (at == 1 && first == 0xE0) low = 0xA0;
        if (at == 1 && first == 0xED) high = 0x9F;
        if (at == 1 && first == 0xF0) low = 0x90;
        if (at == 1 && first == 0xF4) high = 0x8F;
        reason = "invalid continuation byte";
        if (c < low || c > high) return at;
    }
    return wanted;
}

/// Bytes that cannot be decoded, as the error handler wants them: a UnicodeDecodeError, or text.
Raised decode_bad(Thread& thread, const Text& bytes, usize start, usize end, const Codec& codec,
                  OnError on_error, const char* reason, Printer& printer) {
    if (on_error == OnError::Strict || on_error == OnError::XmlReference) {
        const Bytes* object = bytes_create(thread, reinterpret_cast<const u8*>(bytes.data), bytes.length);
        if (object == nullptr) return kRaised;
        return raise_unicode_error(thread, unicode_decode_error_type, codec.name, &object->header, start, end,
                                   reason);
    }
    if (on_error == OnError::Replace) printer.write("\xEF\xBF\xBD");
    for (; on_error == OnError::Backslash && start < end; ++start) {
        write_character_escape(bytes.byte(start), printer);
    }
    return kFine;
}

/// A byte of a code page that does not have all of them, or of latin-1.
Raised decode_bytewise(Thread& thread, const Text& bytes, const Codec& codec, OnError on_error,
                       StrBuilder& builder) {
    for (usize i = 0; i < bytes.length; ++i) {
        u32 c = bytes.byte(i);
        if (codec.page != nullptr) c = code_page_decode(*codec.page, c);
        if (c == kNotInCodePage) {
            TRY(decode_bad(thread, bytes, i, i + 1, codec, on_error, "character maps to <undefined>",
                           builder));
            continue;
        }
        char encoded[4];
        builder.write({encoded, utf8_encode(c, encoded)});
    }
    return kFine;
}

}  // namespace

Completion text_decode(Thread& thread, const Text& bytes, Value encoding, Value errors) {
    Codec codec;
    OnError on_error;
    TRY(codec_of(thread, encoding, codec));
    TRY(on_error_of(thread, errors, on_error));
    usize bad = bytes.length;
    const bool is_whole = codec.coding == Coding::Utf8 ? utf8_is_valid(bytes.data, bytes.length, bad)
                                                       : flash_is_ascii(bytes.data, bytes.length);
    if (is_whole) {
        Str* str = str_create(thread, bytes.view());
        if (str == nullptr) return Value();
        return &str->header;
    }
    StrBuilder builder(thread);
    if (codec.coding == Coding::Bytewise) {
        TRY(decode_bytewise(thread, bytes, codec, on_error, builder));
        return finish(builder);
    }
    for (usize at = 0; at < bytes.length;) {
        if (codec.coding == Coding::Utf8) {
            bad = bytes.length - at;
            if (utf8_is_valid(bytes.data + at, bytes.length - at, bad)) bad = bytes.length - at;
        } else {
            for (bad = 0; at + bad < bytes.length && bytes.byte(at + bad) < 0x80;) ++bad;
        }
        builder.write(bytes.part(at, at + bad));
        at += bad;
        if (at == bytes.length) break;
        const char* reason = "ordinal not in range(128)";
        const usize count =
            codec.coding == Coding::Utf8 ? bad_utf8(bytes.data + at, bytes.length - at, reason) : 1;
        TRY(decode_bad(thread, bytes, at, at + count, codec, on_error, reason, builder));
        at += count;
    }
    return finish(builder);
}

namespace {

/// The byte that the character is in the codec; kNotInCodePage: none.
u32 encode_character(const Codec& codec, u32 c) {
    if (c < 0x80) return c;
    if (codec.coding == Coding::Ascii) return kNotInCodePage;
    if (codec.page != nullptr) return code_page_encode(*codec.page, c);
    return c < 0x100 ? c : kNotInCodePage;
}

/// How many characters from the byte offset on the codec has no byte for.
usize unencodable_characters(const Str& str, usize at, const Codec& codec) {
    usize count = 0;
    while (at < str.length() && encode_character(codec, str_next_character(str, at)) == kNotInCodePage)
        ++count;
    return count;
}

void write_replacement(u32 c, OnError on_error, Printer& printer) {
    switch (on_error) {
        case OnError::Replace: return printer.write_byte('?');
        case OnError::Backslash: return write_character_escape(c, printer);
        case OnError::XmlReference:
            printer.write_text("&#");
            printer.write_unsigned(c);
            return printer.write_byte(';');
        default: return;
    }
}

}  // namespace

Completion text_encode(Thread& thread, const Str& str, Value encoding, Value errors) {
    Codec codec;
    OnError on_error;
    TRY(codec_of(thread, encoding, codec));
    TRY(on_error_of(thread, errors, on_error));
    if (codec.coding == Coding::Utf8 || str.is_ascii()) {
        Bytes* bytes = bytes_create(thread, reinterpret_cast<const u8*>(str.data()), str.length());
        if (bytes == nullptr) return Value();
        return &bytes->header;
    }
    StrBuilder builder(thread);
    usize position = 0;
    for (usize at = 0; at < str.length(); ++position) {
        const usize before = at;
        const u32 c = str_next_character(str, at);
        const u32 byte = encode_character(codec, c);
        if (byte != kNotInCodePage) {
            builder.write_byte(static_cast<char>(byte));
        } else if (on_error == OnError::Strict) {
            return raise_unicode_error(thread, unicode_encode_error_type, codec.name, &str.header, position,
                                       position + unencodable_characters(str, before, codec),
                                       codec.coding == Coding::Ascii ? "ordinal not in range(128)"
                                       : codec.page == nullptr       ? "ordinal not in range(256)"
                                                                     : "character maps to <undefined>");
        } else {
            write_replacement(c, on_error, builder);
        }
    }
    Bytes* bytes = builder.finish_bytes();
    if (bytes == nullptr) return Value();
    return &bytes->header;
}

}  // namespace kinglet::runtime
