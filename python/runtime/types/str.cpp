// str: making, printing, comparing, indexing. The methods that bytes has too are in text_*.cpp, the others in
// str_methods.cpp, whose table names all of them.
#include "python/runtime/types/str.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/str_methods.hpp"
#include "python/runtime/types/text.hpp"
#include "python/runtime/types/unicode.hpp"

namespace kinglet::runtime {

namespace {

constexpr usize kMaxLength = (usize{1} << 30) - 1;  // what the length word holds

constexpr usize str_bytes(usize length) {
    return sizeof(Str) + ((length + 4) & ~usize{3});
}

}  // namespace

Str* str_allocate(Thread& thread, usize length) {
    const usize bytes = str_bytes(length);
    auto* str = length > kMaxLength ? nullptr : static_cast<Str*>(thread.heap.allocate(bytes));
    if (str == nullptr) {
        (void)raise_memory_error(thread, bytes);
        return nullptr;
    }
    str->header.shape = &str_type.root;
    str->length_and_flags = str_length_word(length, 0);
    return str;
}

void str_finish(Str& str) {
    if (flash_is_ascii(str.data(), str.length())) str.length_and_flags |= kStrIsAscii;
}

Str* str_create(Thread& thread, std::string_view utf8) {
    if (utf8.size() <= 1) {
        if (utf8.empty()) return const_cast<Str*>(name<"">);
        const u8 c = flash_byte(utf8.data());
        if (c < 0x80) return const_cast<Str*>(single_character(c));
    }
    Str* str = str_allocate(thread, utf8.size());
    if (str == nullptr) return nullptr;
    flash_copy(str->data(), utf8.data(), utf8.size());
    str_finish(*str);
    return str;
}

u32 str_hash(const Str& str) {
    if (str.hash != 0) return str.hash;
    const u32 hash = flash_hash(str.data(), str.length());
    // Constants in flash have theirs.
    return const_cast<Str&>(str).hash = hash == 0 ? 1 : hash;
}

bool str_equal(const Str& a, const Str& b) {
    if (&a == &b) return true;
    if (a.length() != b.length() || (a.hash != 0 && b.hash != 0 && a.hash != b.hash)) return false;
    return flash_compare(a.data(), b.data(), a.length()) == 0;
}

usize str_character_count(const Str& str) {
    return str.is_ascii() ? str.length() : flash_count_characters(str.data(), str.length());
}

Str* str_from_character(Thread& thread, u32 code_point) {
    char bytes[4];
    return str_create(thread, {bytes, utf8_encode(code_point, bytes)});
}

u32 str_next_character(const Str& str, usize& offset) {
    return utf8_decode(str.data(), str.length(), offset);
}

u32 utf8_encode(u32 code_point, char* bytes) {
    if (code_point < 0x80) {
        bytes[0] = static_cast<char>(code_point);
        return 1;
    }
    const u32 length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (u32 i = length - 1; i != 0; --i) {
        bytes[i] = static_cast<char>(0x80 | (code_point & 0x3F));
        code_point >>= 6;
    }
    bytes[0] = static_cast<char>((0xF00U >> length) | code_point);
    return length;
}

bool utf8_is_valid(const char* bytes, usize length, usize& bad) {
    for (usize at = 0; at < length;) {
        bad = at;
        const u8 first = flash_byte(bytes + at++);
        if (first < 0x80) continue;
        // The Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above 10FFFF.
        u8 low = 0x80;
        u8 high = 0xBF;
        u32 more;
        if (first >= 0xC2 && first <= 0xDF) {
            more = 1;
        } else if (first >= 0xE0 && first <= 0xEF) {
            more = 2;
            if (first == 0xE0) low = 0xA0;
            if (first == 0xED) high = 0x9F;
        } else if (first >= 0xF0 && first <= 0xF4) {
            more = 3;
            if (first == 0xF0) low = 0x90;
            if (first == 0xF4) high = 0x8F;
        } else {
            return false;
        }
        for (; more != 0; --more) {
            if (at == length) return false;
            const u8 c = flash_byte(bytes + at++);
            if (c < low || c > high) return false;
            low = 0x80;
            high = 0xBF;
        }
    }
    return true;
}

namespace {

void write_hex(Printer& printer, u32 number, u32 digits) {
    for (; digits != 0; --digits) printer.write_unsigned(number >> (digits - 1) * 4 & 15, 16);
}

void write_escape(u32 c, Printer& printer) {
    switch (c) {
        case '\n': return printer.write_text("\\n");
        case '\r': return printer.write_text("\\r");
        case '\t': return printer.write_text("\\t");
        default: return write_character_escape(c, printer);
    }
}

}  // namespace

void write_character_escape(u32 c, Printer& printer) {
    const u32 digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    printer.write_byte('\\');
    printer.write_byte(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    write_hex(printer, c, digits);
}

char quote_for(std::string_view text) {
    const bool has_single = flash_find_byte(text.data(), text.size(), '\'') != kNotFound;
    return has_single && flash_find_byte(text.data(), text.size(), '"') == kNotFound ? '"' : '\'';
}

void str_print_quoted(std::string_view text, Printer& printer) {
    const char quote = quote_for(text);
    printer.write_byte(quote);
    // Runs of characters that stand for themselves are written at once.
    usize start = 0;
    for (usize at = 0; at < text.size();) {
        const usize before = at;
        const u32 c = utf8_decode(text.data(), text.size(), at);
        const bool backslash = c == static_cast<u8>(quote) || c == '\\';
        if (!backslash && unicode_is_printable(c)) continue;
        printer.write({text.data() + start, before - start});
        start = at;
        if (backslash) {
            printer.write_byte('\\');
            printer.write_byte(static_cast<char>(c));
        } else {
            write_escape(c, printer);
        }
    }
    printer.write({text.data() + start, text.size() - start});
    printer.write_byte(quote);
}

namespace {

using bytecode::BinaryOperator;
using bytecode::Comparison;

Raised str_print(Thread&, Value self, Printer& printer, PrintForm form) {
    const Str& str = *self.as<Str>();
    if (form == PrintForm::Str) {
        printer.write(str.view());
    } else {
        str_print_quoted(str.view(), printer);
    }
    return kFine;
}

Raised str_hash_slot(Thread&, Value self, Word& result) {
    result = str_hash(*self.as<Str>());
    return kFine;
}

Completion str_compare(Thread&, Value self, Value other, Comparison comparison) {
    if (!is_str(other)) return kNotImplemented;
    const Str& a = *self.as<Str>();
    const Str& b = *other.as<Str>();
    if (comparison == Comparison::Equal) return Value::from_bool(str_equal(a, b));
    if (comparison == Comparison::NotEqual) return Value::from_bool(!str_equal(a, b));
    const usize a_length = a.length();
    const usize b_length = b.length();
    // UTF-8 orders as the characters do.
    int order = flash_compare(a.data(), b.data(), a_length < b_length ? a_length : b_length);
    if (order == 0) order = a_length < b_length ? -1 : a_length > b_length ? 1 : 0;
    return compare_by_order(comparison, order);
}

Raised str_truth(Thread&, Value self, bool& result) {
    result = self.as<Str>()->length() != 0;
    return kFine;
}

Raised str_length(Thread&, Value self, usize& result) {
    result = str_character_count(*self.as<Str>());
    return kFine;
}

Completion concatenate(Thread& thread, const Str& a, const Str& b) {
    if (a.length() == 0 && is_exactly(&b.header, str_type)) return &b.header;
    if (b.length() == 0 && is_exactly(&a.header, str_type)) return &a.header;
    Str* result = str_allocate(thread, a.length() + b.length());
    if (result == nullptr) return Value();
    flash_copy(result->data(), a.data(), a.length());
    flash_copy(result->data() + a.length(), b.data(), b.length());
    result->length_and_flags |= a.length_and_flags & b.length_and_flags & kStrIsAscii;
    return &result->header;
}

Completion str_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    switch (op) {
        case BinaryOperator::Add:
            if (is_str(left) && is_str(right)) return concatenate(thread, *left.as<Str>(), *right.as<Str>());
            if (is_str(left) && (type_of(right).flags & kIsHeapType) == 0) {
                return raise_format(thread, type_error_type,
                                    "can only concatenate str (not \"%t\") to str"_packed, right);
            }
            return kNotImplemented;
        case BinaryOperator::Multiply: {
            const Value count = is_str(left) ? right : left;
            if (!is_number_like_index(count)) return kNotImplemented;
            return text_repeat(thread, is_str(left) ? left : right, count);
        }
        case BinaryOperator::Modulo:
            if (is_str(left)) return format_percent(thread, left, right);
            return kNotImplemented;
        default: return kNotImplemented;
    }
}

/// Steps through characters in either direction.
class CharacterCursor {
  public:
    CharacterCursor(const Text& text, usize character) : text_(text), offset_(text.offset_of(character)) {}
    std::string_view character() const {
        return text_.part(offset_, offset_ + text_.character_length(offset_));
    }
    void move(SignedWord steps) {
        for (; steps > 0; --steps) offset_ += text_.character_length(offset_);
        for (; steps < 0; ++steps) offset_ = text_.character_before(offset_);
    }

  private:
    const Text& text_;
    usize offset_;
};

Completion str_slice(Thread& thread, Value self, const Slice& slice) {
    const Text text = text_of_self(self);
    SliceRange range;
    TRY(slice_indices(thread, slice, text.characters(), range));
    if (range.count == 0) return &name<"">->header;
    const auto start = static_cast<usize>(range.start);
    if (range.step == 1)
        return text_part(thread, self, text, text.offset_of(start), text.offset_of(start + range.count));
    if (!text.is_ascii) {
        StrBuilder builder(thread);
        CharacterCursor cursor(text, start);
        for (usize i = 0; i < range.count; ++i) {
            builder.write(cursor.character());
            if (i + 1 < range.count) cursor.move(range.step);
        }
        Str* result = builder.finish();
        if (result == nullptr) return Value();
        return &result->header;
    }
    if (range.count == 1) return &single_character(text.byte(start))->header;
    Str* result = str_allocate(thread, range.count);
    if (result == nullptr) return Value();
    SignedWord at = range.start;
    for (usize i = 0; i < range.count; ++i, at += range.step)
        result->data()[i] = static_cast<char>(text.byte(static_cast<usize>(at)));
    result->length_and_flags |= kStrIsAscii;
    return &result->header;
}

Completion str_get_item(Thread& thread, Value self, Value key) {
    if (const Str& str = *self.as<Str>();
        key.is_int() && str.is_ascii() && static_cast<Word>(key.as_int()) < str.length()) {
        return &single_character(str.byte_at(static_cast<usize>(key.as_int())))->header;
    }
    if (is_exactly(key, slice_type)) return str_slice(thread, self, *key.as<Slice>());
    const Text text = text_of_self(self);
    usize index;
    TRY(index_of(thread, key, text.characters(), "string index out of range"_packed, index));
    if (text.is_ascii) return &single_character(text.byte(index))->header;
    const usize at = text.offset_of(index);
    return text_create(thread, text, text.part(at, at + text.character_length(at)));
}

constinit const Parameter str_parameters[] = {
    {name<"object">, kUndefined},
    {name<"encoding">, kUndefined},
    {name<"errors">, kUndefined},
};

Completion str_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Value values[3] = {kUndefined, kUndefined, kUndefined};
    if (arguments.count == 1 && arguments.names == nullptr) {
        values[0] = arguments[0];
    } else {
        TRY(unpack(thread, arguments, name<"str">, str_parameters, 3, values));
    }
    Value result = &name<"">->header;
    if (values[0].is_undefined()) {
        // str(), and str(encoding=...) of nothing
    } else if (values[1].is_undefined() && values[2].is_undefined()) {
        result = is_exactly(values[0], str_type) ? values[0] : TRY(to_str(thread, values[0], PrintForm::Str));
    } else {
        ByteView view;
        if (is_str(values[0])) return raise(thread, type_error_type, "decoding str is not supported"_packed);
        if (!bytes_view(values[0], view)) {
            return raise_format(thread, type_error_type,
                                "decoding to str: need a bytes-like object, %t found"_packed, values[0]);
        }
        result = TRY(text_decode(thread, {view.text().data(), view.count, TextKind::Bytes, true}, values[1],
                                 values[2]));
    }
    if (&type == &str_type) return result;
    return instance_create_from(thread, type, result);
}

usize str_size(const Object& self) {
    return str_bytes(reinterpret_cast<const Str&>(self).length());
}

constinit const Slots str_slots{
    .print = str_print,
    .hash = str_hash_slot,
    .compare = str_compare,
    .truth = str_truth,
    .construct = str_construct,
    .binary = str_binary,
    .length = str_length,
    .get_item = str_get_item,
    .contains = text_contains,
    .iter = text_iter,
    .size = str_size,
};

}  // namespace

constinit const Type str_type =
    builtin_type(str_type, name<"str">, str_slots, 0, str_attributes, kIsBaseType | kIsStrType);

}  // namespace kinglet::runtime
