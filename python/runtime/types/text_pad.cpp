// White space and padding around str and bytes: strip, center, ljust, rjust, zfill, expandtabs.
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/character.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

enum StripEnds : u32 { kStripLeft = 1, kStripRight = 2 };

/// Whether the character at start..end is to go: one of `set`, or white space if there is no set. A
/// character's bytes stand in a UTF-8 text only where the character does, so looking for the bytes is enough.
bool is_stripped(const Text& text, usize start, usize end, const Text* set) {
    if (set != nullptr) {
        char bytes[4];
        flash_copy(bytes, text.data + start, end - start);
        return flash_find(set->data, set->length, bytes, end - start) != kNotFound;
    }
    if (end - start == 1) {
        const u8 c = text.byte(start);
        return text.kind == TextKind::Str ? unicode_is_space(c) : is_white_space(c);
    }
    return unicode_is_space(utf8_decode(text.data, text.length, start));
}

Completion strip(Thread& thread, const Value* values, u32 count, u32 ends) {
    const Text text = text_of_self(values[0]);
    Text set;
    const bool has_set = count > 1 && !values[1].is_none();
    if (has_set) TRY(text_argument(thread, text, values[1], set));
    const Text* set_or_none = has_set ? &set : nullptr;
    usize start = 0;
    usize end = text.length;
    while ((ends & kStripLeft) != 0 && start < end) {
        const usize next = start + text.character_length(start);
        if (!is_stripped(text, start, next, set_or_none)) break;
        start = next;
    }
    while ((ends & kStripRight) != 0 && start < end) {
        const usize before = text.character_before(end);
        if (!is_stripped(text, before, end, set_or_none)) break;
        end = before;
    }
    return text_part(thread, values[0], text, start, end);
}

enum class Justify : u32 { Left, Right, Center };

Completion pad(Thread& thread, const Value* values, u32 count, Justify justify) {
    const Text text = text_of_self(values[0]);
    SignedWord width;
    TRY(to_integer(thread, values[1], width));
    Text fill{" ", 1};
    if (count > 2) {
        TRY(text_argument(thread, text, values[2], fill));
        if (fill.characters() != 1)
            return raise(thread, type_error_type,
                         "the fill character must be exactly one character long"_packed);
    }
    const auto have = static_cast<SignedWord>(text.characters());
    if (width <= have) return text_part(thread, values[0], text, 0, text.length);
    const auto missing = static_cast<usize>(width - have);
    usize left = 0;
    if (justify == Justify::Right) left = missing;
    // CPython puts the odd one to the left if the width is odd.
    if (justify == Justify::Center) left = missing / 2 + (missing & static_cast<usize>(width) & 1);
    usize length;
    if (__builtin_mul_overflow(missing, fill.length, &length) || length > (~usize{0} >> 3)) {
        return raise_memory_error(thread, ~usize{0});
    }
    TextMaker maker(thread, text.kind, text.length + length);
    if (maker.failed()) return Value();
    const auto put = [&](usize times) {
        if (fill.length == 1) {
            maker.fill(static_cast<char>(fill.byte(0)), times);
        } else {
            for (; times != 0; --times) maker.append(fill.view());
        }
    };
    put(left);
    maker.append(text.view());
    put(missing - left);
    return maker.finish();
}

constinit const Parameter expandtabs_parameters[] = {
    {name<"self">, Value(), kPositionalOnly},
    {name<"tabsize">, Value::from_int(8)},
};

}  // namespace

Completion text_strip(Thread& thread, const Value* values, u32 count) {
    return strip(thread, values, count, kStripLeft | kStripRight);
}
Completion text_lstrip(Thread& thread, const Value* values, u32 count) {
    return strip(thread, values, count, kStripLeft);
}
Completion text_rstrip(Thread& thread, const Value* values, u32 count) {
    return strip(thread, values, count, kStripRight);
}

Completion text_center(Thread& thread, const Value* values, u32 count) {
    return pad(thread, values, count, Justify::Center);
}
Completion text_ljust(Thread& thread, const Value* values, u32 count) {
    return pad(thread, values, count, Justify::Left);
}
Completion text_rjust(Thread& thread, const Value* values, u32 count) {
    return pad(thread, values, count, Justify::Right);
}

Completion text_zfill(Thread& thread, Value self, Value width_value) {
    const Text text = text_of_self(self);
    SignedWord width;
    TRY(to_integer(thread, width_value, width));
    const auto have = static_cast<SignedWord>(text.characters());
    if (width <= have) return text_part(thread, self, text, 0, text.length);
    const auto zeros = static_cast<usize>(width - have);
    if (zeros > (~usize{0} >> 3)) return raise_memory_error(thread, zeros);
    TextMaker maker(thread, text.kind, text.length + zeros);
    if (maker.failed()) return Value();
    const bool has_sign = text.length != 0 && (text.byte(0) == '-' || text.byte(0) == '+');
    if (has_sign) maker.append(text.part(0, 1));
    maker.fill('0', zeros);
    maker.append(text.part(has_sign ? 1 : 0, text.length));
    return maker.finish();
}

Completion text_expandtabs(Thread& thread, const Arguments& arguments) {
    Value values[2];
    TRY(unpack(thread, arguments, name<"expandtabs">, expandtabs_parameters, 2, values));
    SignedWord size;
    TRY(to_integer(thread, values[1], size));
    const Text text = text_of_self(values[0]);
    StrBuilder builder(thread);
    usize column = 0;
    for (usize at = 0; at < text.length;) {
        const u8 c = text.byte(at);
        if (c == '\t') {
            if (size > 0) {
                const usize step = static_cast<usize>(size) - column % static_cast<usize>(size);
                builder.fill(' ', step);
                column += step;
            }
            ++at;
            if (builder.has_failed()) break;
            continue;
        }
        const usize end = at + text.character_length(at);
        builder.write(text.part(at, end));
        column = c == '\n' || c == '\r' ? 0 : column + 1;
        at = end;
    }
    if (builder.has_failed()) return raise_memory_error(thread, text.length);
    return text_create(thread, text, builder.text());
}

}  // namespace kinglet::runtime
