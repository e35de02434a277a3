#include "python/runtime/types/text.hpp"

#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"

namespace kinglet::runtime {

usize Text::character_length(usize at) const {
    if (is_ascii) return 1;
    usize end = at + 1;
    while (end < length && (byte(end) & 0xC0) == 0x80) ++end;
    return end - at;
}

usize Text::character_before(usize at) const {
    --at;
    if (is_ascii) return at;
    while (at != 0 && (byte(at) & 0xC0) == 0x80) --at;
    return at;
}

usize Text::characters_before(usize offset) const {
    return is_ascii ? offset : flash_count_characters(data, offset);
}

usize Text::offset_of(usize character) const {
    if (is_ascii) return character;
    usize at = 0;
    for (; character != 0 && at < length; --character) at += character_length(at);
    return at;
}

Text text_of_self(Value self) {
    const Object* object = self.as_object();
    if ((object->type().flags & kIsStrType) != 0) {
        const auto* str = self.as<Str>();
        return {str->data(), str->length(), TextKind::Str, str->is_ascii()};
    }
    ByteView bytes{};
    bytes_view(self, bytes);
    const bool is_array = is_subtype(object->type(), bytearray_type);
    return {reinterpret_cast<const char*>(bytes.data), bytes.count,
            is_array ? TextKind::ByteArray : TextKind::Bytes, true};
}

bool text_of(Value value, Text& text) {
    if (!value.is_object() || (value.as_object()->type().flags & (kIsStrType | kIsBytesType)) == 0)
        return false;
    text = text_of_self(value);
    return true;
}

Raised text_argument(Thread& thread, const Text& self, Value argument, Text& result) {
    if (self.kind == TextKind::Str) {
        if (!is_str(argument))
            return raise_format(thread, type_error_type, "must be str, not %t"_packed, argument);
        result = text_of_self(argument);
        return kFine;
    }
    ByteView bytes;
    TRY(require_bytes(thread, argument, bytes));
    result = {reinterpret_cast<const char*>(bytes.data), bytes.count, TextKind::Bytes, true};
    return kFine;
}

Raised text_needle(Thread& thread, const Text& self, Value argument, Text& result, char& storage) {
    if (self.kind == TextKind::Str || !is_int(argument)) return text_argument(thread, self, argument, result);
    SignedWord n;
    TRY(to_integer(thread, argument, n));
    if (n < 0 || n > 255) return raise(thread, value_error_type, "byte must be in range(0, 256)"_packed);
    storage = static_cast<char>(n);
    result = {&storage, 1, TextKind::Bytes, true};
    return kFine;
}

Completion text_create(Thread& thread, const Text& like, std::string_view bytes) {
    const Object* result;
    const u8* data = reinterpret_cast<const u8*>(bytes.data());
    switch (like.kind) {
        case TextKind::Str: {
            Str* str;
            if (like.is_ascii && bytes.size() > 1) {  // so is every part of it
                str = str_allocate(thread, bytes.size());
                if (str == nullptr) return Value();
                flash_copy(str->data(), bytes.data(), bytes.size());
                str->length_and_flags |= kStrIsAscii;
                return &str->header;
            }
            str = str_create(thread, bytes);
            result = str == nullptr ? nullptr : &str->header;
            break;
        }
        case TextKind::Bytes: {
            Bytes* made = bytes_create(thread, data, bytes.size());
            result = made == nullptr ? nullptr : &made->header;
            break;
        }
        default: {
            ByteArray* array = bytearray_create(thread, data, bytes.size());
            result = array == nullptr ? nullptr : &array->header;
            break;
        }
    }
    return result;
}

Completion text_part(Thread& thread, Value self, const Text& text, usize start, usize end) {
    const bool is_whole = start == 0 && end == text.length;
    if (is_whole && (is_exactly(self, str_type) || is_exactly(self, bytes_type))) return self;
    return text_create(thread, text, text.part(start, end));
}

Raised text_range(Thread& thread, const Text& self, const Value* values, u32 count, TextRange& range) {
    range = {0, self.length, true};
    const bool has_start = count > 0 && !values[0].is_none();
    const bool has_end = count > 1 && !values[1].is_none();
    if (!has_start && !has_end) return kFine;
    const auto characters = static_cast<SignedWord>(self.characters());
    SignedWord start = 0;
    SignedWord end = characters;
    if (has_start) TRY(to_integer(thread, values[0], start));
    if (has_end) TRY(to_integer(thread, values[1], end));
    if (start < 0) start = start + characters < 0 ? 0 : start + characters;
    if (end < 0) end = end + characters < 0 ? 0 : end + characters;
    if (end > characters) end = characters;
    range.valid = start <= end;
    if (!range.valid) return kFine;
    range.start = self.offset_of(static_cast<usize>(start));
    range.end = self.offset_of(static_cast<usize>(end));
    return kFine;
}

TextMaker::TextMaker(Thread& thread, TextKind kind, usize length) : length_(length), kind_(kind) {
    switch (kind) {
        case TextKind::Str: {
            Str* str = str_allocate(thread, length);
            if (str == nullptr) break;
            object_ = &str->header;
            data_ = str->data();
            return;
        }
        case TextKind::Bytes: {
            Bytes* bytes = bytes_create(thread, nullptr, length);
            if (bytes == nullptr) break;
            object_ = &bytes->header;
            data_ = reinterpret_cast<char*>(bytes->data());
            return;
        }
        case TextKind::ByteArray: {
            ByteArray* array = bytearray_create(thread, nullptr, length);
            if (array == nullptr) break;
            object_ = &array->header;
            data_ = reinterpret_cast<char*>(array->data);
            return;
        }
    }
    length_ = 1;  // failed
}

Completion TextMaker::finish() {
    if (kind_ == TextKind::Str) str_finish(*object_.as<Str>());
    return object_;
}

Raised text_contains(Thread& thread, Value self, Value item, bool& result) {
    const Text text = text_of_self(self);
    Text needle;
    char storage;
    if (text.kind == TextKind::Str && !is_str(item)) {
        return raise_format(thread, type_error_type,
                            "'in <string>' requires string as left operand, not %t"_packed, item);
    }
    TRY(text_needle(thread, text, item, needle, storage));
    result = flash_find(text.data, text.length, needle.data, needle.length) != kNotFound;
    return kFine;
}

Completion text_repeat(Thread& thread, Value self, Value count_value) {
    const Text text = text_of_self(self);
    SignedWord count;
    TRY(to_integer(thread, count_value, count));
    if (count <= 0 || text.length == 0) return text_create(thread, text, {});
    if (count == 1) return text_part(thread, self, text, 0, text.length);
    usize length;
    if (__builtin_mul_overflow(text.length, static_cast<usize>(count), &length) ||
        length > (~usize{0} >> 3)) {
        return raise_memory_error(thread, ~usize{0});
    }
    TextMaker maker(thread, text.kind, length);
    if (maker.failed()) return Value();
    if (text.length == 1) {
        maker.fill(static_cast<char>(text.byte(0)), length);
    } else {
        for (; count != 0; --count) maker.append(text.view());
    }
    return maker.finish();
}

}  // namespace kinglet::runtime
