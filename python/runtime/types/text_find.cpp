// Searching in str and bytes: find, index, count, startswith, replace and their kin.
#include "python/runtime/operations.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

enum class Direction : u32 { Forward, Backward };

/// The byte offset in self where the needle stands, or kNotFound.
Raised locate(Thread& thread, const Value* values, u32 count, Direction direction, Text& text, usize& found) {
    text = text_of_self(values[0]);
    Text needle;
    char storage;
    TRY(text_needle(thread, text, values[1], needle, storage));
    TextRange range;
    TRY(text_range(thread, text, values + 2, count - 2, range));
    found = kNotFound;
    if (!range.valid) return kFine;
    const char* start = text.data + range.start;
    const usize length = range.end - range.start;
    found = direction == Direction::Forward ? flash_find(start, length, needle.data, needle.length)
                                            : flash_find_last(start, length, needle.data, needle.length);
    if (found != kNotFound) found += range.start;
    return kFine;
}

Completion find(Thread& thread, const Value* values, u32 count, Direction direction) {
    Text text;
    usize found = kNotFound;
    TRY(locate(thread, values, count, direction, text, found));
    if (found == kNotFound) return Value::from_int(-1);
    return Value::from_int(static_cast<SignedWord>(text.characters_before(found)));
}

Completion index(Thread& thread, const Value* values, u32 count, Direction direction) {
    const Value found = TRY(find(thread, values, count, direction));
    if (!(found == Value::from_int(-1))) return found;
    const bool is_str_self = is_str(values[0]);
    return raise(thread, value_error_type,
                 is_str_self ? "substring not found"_packed : "subsection not found"_packed);
}

usize count_of(const Text& text, usize start, usize end, const Text& needle, usize limit) {
    usize found = 0;
    while (found < limit) {
        const usize at = flash_find(text.data + start, end - start, needle.data, needle.length);
        if (at == kNotFound) break;
        ++found;
        start += at + needle.length;
    }
    return found;
}

bool stands_at(const Text& text, const TextRange& range, const Text& part, Direction direction) {
    if (part.length > range.end - range.start) return false;
    const usize at = direction == Direction::Forward ? range.start : range.end - part.length;
    return flash_compare(text.data + at, part.data, part.length) == 0;
}

Completion starts_or_ends(Thread& thread, const Value* values, u32 count, Direction direction) {
    const Text text = text_of_self(values[0]);
    TextRange range;
    TRY(text_range(thread, text, values + 2, count - 2, range));
    const Value* parts = values + 1;
    usize part_count = 1;
    if (is_instance(values[1], tuple_type)) {
        parts = values[1].as<Tuple>()->items();
        part_count = values[1].as<Tuple>()->count;
    }
    for (usize i = 0; i < part_count; ++i) {
        Text part;
        TRY(text_argument(thread, text, parts[i], part));
        if (range.valid && stands_at(text, range, part, direction)) return kTrue;
    }
    return kFalse;
}

}  // namespace

Completion text_find(Thread& thread, const Value* values, u32 count) {
    return find(thread, values, count, Direction::Forward);
}
Completion text_rfind(Thread& thread, const Value* values, u32 count) {
    return find(thread, values, count, Direction::Backward);
}
Completion text_index(Thread& thread, const Value* values, u32 count) {
    return index(thread, values, count, Direction::Forward);
}
Completion text_rindex(Thread& thread, const Value* values, u32 count) {
    return index(thread, values, count, Direction::Backward);
}

Completion text_startswith(Thread& thread, const Value* values, u32 count) {
    return starts_or_ends(thread, values, count, Direction::Forward);
}
Completion text_endswith(Thread& thread, const Value* values, u32 count) {
    return starts_or_ends(thread, values, count, Direction::Backward);
}

Completion text_count(Thread& thread, const Value* values, u32 count) {
    const Text text = text_of_self(values[0]);
    Text needle;
    char storage;
    TRY(text_needle(thread, text, values[1], needle, storage));
    TextRange range;
    TRY(text_range(thread, text, values + 2, count - 2, range));
    if (!range.valid) return Value::from_int(0);
    usize found = kNotFound;
    if (needle.length == 0) {
        // Between any two characters, and at both ends.
        found = text.characters_before(range.end) - text.characters_before(range.start) + 1;
    } else {
        found = count_of(text, range.start, range.end, needle, ~usize{0});
    }
    return Value::from_int(static_cast<SignedWord>(found));
}

Completion text_removeprefix(Thread& thread, Value self, Value prefix) {
    const Text text = text_of_self(self);
    Text part;
    TRY(text_argument(thread, text, prefix, part));
    const bool stands = stands_at(text, {0, text.length, true}, part, Direction::Forward);
    return text_part(thread, self, text, stands ? part.length : 0, text.length);
}

Completion text_removesuffix(Thread& thread, Value self, Value suffix) {
    const Text text = text_of_self(self);
    Text part;
    TRY(text_argument(thread, text, suffix, part));
    const bool stands = stands_at(text, {0, text.length, true}, part, Direction::Backward);
    return text_part(thread, self, text, 0, stands ? text.length - part.length : text.length);
}

Completion text_replace(Thread& thread, const Value* values, u32 count) {
    const Text text = text_of_self(values[0]);
    Text old_part;
    Text new_part;
    TRY(text_argument(thread, text, values[1], old_part));
    TRY(text_argument(thread, text, values[2], new_part));
    usize limit = ~usize{0};
    if (count > 3) {
        SignedWord n;
        TRY(to_integer(thread, values[3], n));
        if (n >= 0) limit = static_cast<usize>(n);
    }
    usize places =
        old_part.length == 0 ? text.characters() + 1 : count_of(text, 0, text.length, old_part, limit);
    if (places > limit) places = limit;
    if (places == 0) return text_part(thread, values[0], text, 0, text.length);
    usize added;
    usize length;
    if (__builtin_mul_overflow(places, new_part.length, &added) ||
        __builtin_add_overflow(text.length - places * old_part.length, added, &length) ||
        length > (~usize{0} >> 3)) {
        return raise_memory_error(thread, ~usize{0});
    }
    TextMaker maker(thread, text.kind, length);
    if (maker.failed()) return Value();
    usize at = 0;
    for (; places != 0; --places) {
        if (old_part.length == 0) {
            maker.append(new_part.view());
            if (at < text.length) {
                const usize end = at + text.character_length(at);
                maker.append(text.part(at, end));
                at = end;
            }
            continue;
        }
        const usize next = at + flash_find(text.data + at, text.length - at, old_part.data, old_part.length);
        maker.append(text.part(at, next));
        maker.append(new_part.view());
        at = next + old_part.length;
    }
    maker.append(text.part(at, text.length));
    return maker.finish();
}

}  // namespace kinglet::runtime
