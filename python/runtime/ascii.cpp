// ascii(value): repr with everything beyond ASCII escaped.
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

namespace {

/// The character whose UTF-8 form begins at `at`, which moves behind it.
u32 next_character(const Str& text, usize& at) {
    const u32 first = text.byte_at(at++);
    if (first < 0x80) return first;
    u32 character = first & (first < 0xE0 ? 0x1FU : first < 0xF0 ? 0x0FU : 0x07U);
    while (at < text.length() && (text.byte_at(at) & 0xC0U) == 0x80)
        character = character << 6 | (text.byte_at(at++) & 0x3FU);
    return character;
}

}  // namespace

Completion to_ascii(Thread& thread, Value value) {
    const Value plain = TRY(to_str(thread, value, PrintForm::Repr));
    const Str& text = *plain.as<Str>();
    if (text.is_ascii()) return plain;
    StrBuilder builder(thread);
    for (usize at = 0; at < text.length();) {
        const u32 character = next_character(text, at);
        if (character < 0x80) {
            builder.write_byte(static_cast<char>(character));
            continue;
        }
        write_character_escape(character, builder);
    }
    return Value(reinterpret_cast<Object*>(builder.finish()));
}

}  // namespace kinglet::runtime
