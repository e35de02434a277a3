// Upper and lower case, and the questions isalpha() and its kin ask, for str and bytes. Bytes know ASCII
// only.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

/// The next character; for bytes the next byte.
u32 next_character(const Text& text, usize& at) {
    if (text.is_ascii) return text.byte(at++);
    return utf8_decode(text.data, text.length, at);
}

/// The same questions for both: what a byte beyond ASCII means depends on the kind.
struct CharacterClass {
    bool is_text;
    bool upper(u32 c) const { return is_text ? unicode_is_upper(c) : is_upper(c); }
    bool lower(u32 c) const { return is_text ? unicode_is_lower(c) : is_lower(c); }
    bool letter(u32 c) const { return is_text ? unicode_is_letter(c) : is_letter(c); }
    u32 to_upper(u32 c) const { return is_text ? unicode_to_upper(c) : is_lower(c) ? c - 32 : c; }
    u32 to_lower(u32 c) const { return is_text ? unicode_to_lower(c) : is_upper(c) ? c + 32 : c; }
};

enum class Mapping : u32 { Upper, Lower, Swap, Title, Capitalize };

u32 map_character(u32 c, Mapping mapping, const CharacterClass& of, bool starts_word) {
    switch (mapping) {
        case Mapping::Upper: return of.to_upper(c);
        case Mapping::Lower: return of.to_lower(c);
        case Mapping::Swap: return of.upper(c) ? of.to_lower(c) : of.to_upper(c);
        case Mapping::Title:
        case Mapping::Capitalize: break;
    }
    return starts_word ? of.to_upper(c) : of.to_lower(c);
}

Completion map_text(Thread& thread, Value self, Mapping mapping) {
    const Text text = text_of_self(self);
    const CharacterClass of{text.kind == TextKind::Str};
    bool starts_word = true;
    const auto next_starts_word = [&](u32 c) {
        return mapping == Mapping::Title && !of.upper(c) && !of.lower(c);
    };
    if (text.is_ascii) {
        if (text.length == 0) return text_part(thread, self, text, 0, 0);
        TextMaker maker(thread, text.kind, text.length);
        if (maker.failed()) return Value();
        char* out = maker.data();
        const CharacterClass ascii{false};
        for (usize i = 0; i < text.length; ++i) {
            const u8 c = text.byte(i);
            out[i] = static_cast<char>(map_character(c, mapping, ascii, starts_word));
            starts_word = mapping == Mapping::Title && !is_letter(c);
        }
        return maker.finish();
    }
    StrBuilder builder(thread);
    for (usize at = 0; at < text.length;) {
        const u32 c = utf8_decode(text.data, text.length, at);
        char bytes[4];
        if (c == 0xDF && map_character('a', mapping, of, starts_word) == 'A') {
            // The sharp s becomes two letters, of which a title has the first only in upper case.
            builder.write(mapping == Mapping::Upper || mapping == Mapping::Swap ? "SS" : "Ss");
        } else {
            const u32 length = utf8_encode(map_character(c, mapping, of, starts_word), bytes);
            builder.write({bytes, length});
        }
        starts_word = next_starts_word(c);
    }
    Str* result = builder.finish();
    if (result == nullptr) return Value();
    return Value(&result->header);
}

/// True if there is a character and `holds` is true of every one.
template <typename Question>
Completion every(Value self, Question holds) {
    const Text text = text_of_self(self);
    const CharacterClass of{text.kind == TextKind::Str};
    for (usize at = 0; at < text.length;) {
        if (!holds(next_character(text, at), of)) return kFalse;
    }
    return Value::from_bool(text.length != 0);
}

/// True if there is a character with case and none is of the other case.
Completion only_case(Value self, bool want_upper) {
    const Text text = text_of_self(self);
    const CharacterClass of{text.kind == TextKind::Str};
    bool any = false;
    for (usize at = 0; at < text.length;) {
        const u32 c = next_character(text, at);
        if (want_upper ? of.lower(c) : of.upper(c)) return kFalse;
        any = any || (want_upper ? of.upper(c) : of.lower(c));
    }
    return Value::from_bool(any);
}

}  // namespace

Completion text_upper(Thread& thread, Value self) {
    return map_text(thread, self, Mapping::Upper);
}
Completion text_lower(Thread& thread, Value self) {
    return map_text(thread, self, Mapping::Lower);
}
Completion text_title(Thread& thread, Value self) {
    return map_text(thread, self, Mapping::Title);
}
Completion text_capitalize(Thread& thread, Value self) {
    return map_text(thread, self, Mapping::Capitalize);
}
Completion text_swapcase(Thread& thread, Value self) {
    return map_text(thread, self, Mapping::Swap);
}

Completion text_isdigit(Thread&, Value self) {
    return every(self, [](u32 c, const CharacterClass&) { return is_digit(c); });
}
Completion text_isalpha(Thread&, Value self) {
    return every(self, [](u32 c, const CharacterClass& of) { return of.letter(c); });
}
Completion text_isalnum(Thread&, Value self) {
    return every(self, [](u32 c, const CharacterClass& of) { return is_digit(c) || of.letter(c); });
}
Completion text_isspace(Thread&, Value self) {
    return every(self, [](u32 c, const CharacterClass& of) {
        return of.is_text ? unicode_is_space(c) : is_white_space(c);
    });
}
Completion text_isascii(Thread&, Value self) {
    const Text text = text_of_self(self);
    return Value::from_bool(flash_is_ascii(text.data, text.length));
}
Completion text_isupper(Thread&, Value self) {
    return only_case(self, true);
}
Completion text_islower(Thread&, Value self) {
    return only_case(self, false);
}

Completion text_istitle(Thread&, Value self) {
    const Text text = text_of_self(self);
    const CharacterClass of{text.kind == TextKind::Str};
    bool any = false;
    bool in_word = false;
    for (usize at = 0; at < text.length;) {
        const u32 c = next_character(text, at);
        const bool upper = of.upper(c);
        const bool lower = of.lower(c);
        if ((upper && in_word) || (lower && !in_word)) return kFalse;
        in_word = upper || lower;
        any = any || in_word;
    }
    return Value::from_bool(any);
}

}  // namespace kinglet::runtime
