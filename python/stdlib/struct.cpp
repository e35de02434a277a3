// struct: values to bytes and back, by a format text: an optional byte order, then codes with optional
// counts.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/binary.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/array/types.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

/// One code of a format with its count.
struct Item {
    char code;
    u32 count;    // times; for 's' and 'p' the length
    u32 size;     // bytes of one
    usize begin;  // where it lies, aligned

    bool is_text() const { return code == 's' || code == 'p'; }
    bool is_padding() const { return code == 'x'; }
    usize bytes() const { return is_text() ? count : usize{count} * size; }
    u32 values() const { return is_padding() ? 0 : is_text() ? 1 : count; }
};

/// Walks a format. '@' (which no sign means too) has native sizes and alignment, '=' native order only.
class Format {
  public:
    /// TypeError for what is no text.
    Raised create(Thread& thread, Value format) {
        if (is_instance(format, str_type)) {
            text_ = format.as<Str>()->view();
        } else {
            ByteView view{};
            if (!bytes_view(format, view)) {
                return raise(thread, type_error_type,
                             "Struct() argument 1 must be a str or bytes object"_packed);
            }
            text_ = view.text();
        }
        if (text_.empty()) return kFine;
        const char sign = static_cast<char>(flash_byte(text_.data()));
        if (sign != '@' && sign != '=' && sign != '<' && sign != '>' && sign != '!') return kFine;
        text_.remove_prefix(1);
        is_native_ = sign == '@';
        order_ = sign == '>' || sign == '!' ? ByteOrder::Big : ByteOrder::Little;
        return kFine;
    }

    /// The next item; `found` false at the end. ValueError for a code that does not exist.
    Raised next(Thread& thread, Item& item, bool& found) {
        found = false;
        char code = ' ';
        while (!text_.empty() && is_space(code)) code = take();
        if (is_space(code)) return kFine;
        u64 count = 1;
        if (code >= '0' && code <= '9') {
            count = 0;
            while (code >= '0' && code <= '9') {
                count = count * 10 + static_cast<u32>(code - '0');
                if (text_.empty() || count > 0xFFFFFF)
                    return raise(thread, value_error_type, "bad struct format"_packed);
                code = take();
            }
        }
        item.code = code;
        item.count = static_cast<u32>(count);
        item.size = item.is_text() ? 1 : binary_size(code, is_native_);
        if (item.size == 0) return raise(thread, value_error_type, "bad char in struct format"_packed);
        if (is_native_) end_ = (end_ + item.size - 1) & ~usize{item.size - 1};
        item.begin = end_;
        end_ += item.bytes();
        found = true;
        return kFine;
    }

    bool is_native() const { return is_native_; }
    ByteOrder order() const { return order_; }
    /// Bytes up to the end of the last item.
    usize end() const { return end_; }

  private:
    static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
    char take() {
        const char c = static_cast<char>(flash_byte(text_.data()));
        text_.remove_prefix(1);
        return c;
    }

    std::string_view text_;
    bool is_native_ = true;
    ByteOrder order_ = ByteOrder::Little;
    usize end_ = 0;
};

/// How many bytes and values a format has.
Raised measure(Thread& thread, Value format, usize& bytes, u32& values) {
    Format walk;
    TRY(walk.create(thread, format));
    values = 0;
    for (;;) {
        Item item;
        bool found = false;
        TRY(walk.next(thread, item, found));
        if (!found) break;
        values += item.values();
    }
    bytes = walk.end();
    return kFine;
}

/// 's': the bytes, cut or filled up with zeros; 'p': the length in front.
Raised store_text(Thread& thread, const Item& item, Value value, u8* to) {
    ByteView view{};
    if (is_instance(value, str_type)) {
        const std::string_view text = value.as<Str>()->view();
        view = {reinterpret_cast<const u8*>(text.data()), text.size()};
    } else if (!bytes_view(value, view)) {
        return raise_format(thread, type_error_type, "argument for '%c' must be a bytes object"_packed,
                            item.code);
    }
    const usize head = item.code == 'p' && item.count != 0 ? 1 : 0;
    usize count = view.count;
    if (count > item.count - head) count = item.count - head;
    if (head != 0) to[0] = static_cast<u8>(count > 255 ? 255 : count);
    flash_copy(to + head, view.data, count);
    return kFine;
}

/// Writes all values to `to`, which was zeroed. `wanted`: how many the format has.
Raised store_all(Thread& thread, Value format, const Value* values, u32 count, u32 wanted, u8* to) {
    if (wanted != count) {
        return raise_format(thread, value_error_type, "pack expected %u items for packing (got %u)"_packed,
                            wanted, count);
    }
    Format walk;
    TRY(walk.create(thread, format));
    for (;;) {
        Item item;
        bool found = false;
        TRY(walk.next(thread, item, found));
        if (!found) return kFine;
        if (item.is_padding()) continue;
        if (item.is_text()) {
            TRY(store_text(thread, item, *values++, to + item.begin));
            continue;
        }
        for (u32 i = 0; i < item.count; ++i) {
            TRY(binary_store(thread, item.code, walk.is_native(), walk.order(), *values++,
                             to + item.begin + usize{i} * item.size));
        }
    }
}

Completion struct_calcsize(Thread& thread, Value format) {
    usize bytes = 0;
    u32 values = 0;
    TRY(measure(thread, format, bytes, values));
    return int_create_unsigned(thread, bytes);
}

Completion struct_pack(Thread& thread, const Value* values, u32 count) {
    usize bytes = 0;
    u32 wanted = 0;
    TRY(measure(thread, values[0], bytes, wanted));
    Bytes* result = bytes_create(thread, nullptr, bytes);
    if (result == nullptr) return Value();
    TRY(store_all(thread, values[0], values + 1, count - 1, wanted, result->data()));
    return &result->header;
}

/// Where an operation on a buffer begins: a negative offset counts from the end.
Raised buffer_place(Thread& thread, Value offset, usize buffer, usize needed, usize& result) {
    SignedWord at = 0;
    TRY(to_integer(thread, offset, at));
    if (at < 0) at += static_cast<SignedWord>(buffer);
    if (at < 0 || static_cast<usize>(at) > buffer || buffer - static_cast<usize>(at) < needed) {
        return raise(thread, value_error_type, "buffer too small"_packed);
    }
    result = static_cast<usize>(at);
    return kFine;
}

Completion struct_pack_into(Thread& thread, const Value* values, u32 count) {
    usize bytes = 0;
    u32 wanted = 0;
    TRY(measure(thread, values[0], bytes, wanted));
    WritableView view{};
    TRY(writable_view(thread, values[1], view));
    usize at = 0;
    TRY(buffer_place(thread, values[2], view.count, bytes, at));
    // Into bytes of its own first: getting a value may run Python code that moves the buffer.
    Bytes* made = bytes_create(thread, nullptr, bytes);
    if (made == nullptr) return Value();
    TRY(store_all(thread, values[0], values + 3, count - 3, wanted, made->data()));
    TRY(writable_view(thread, values[1], view));
    TRY(buffer_place(thread, values[2], view.count, bytes, at));
    std::memcpy(view.data + at, made->data(), bytes);
    return kNone;
}

Completion load_text(Thread& thread, const Item& item, const u8* from) {
    usize count = item.count;
    if (item.code == 'p' && count != 0) {
        const usize length = flash_byte(from);
        ++from;
        --count;
        if (length < count) count = length;
    }
    return reinterpret_cast<const Object*>(bytes_create(thread, from, count));
}

Completion load_all(Thread& thread, Value format, Value buffer, usize offset, u32 count) {
    Tuple* result = tuple_create(thread, nullptr, count);
    if (result == nullptr) return Value();
    Format walk;
    TRY(walk.create(thread, format));
    u32 next = 0;
    for (;;) {
        Item item;
        bool found = false;
        TRY(walk.next(thread, item, found));
        if (!found) return &result->header;
        if (item.is_padding()) continue;
        ByteView view{};
        TRY(readable_view(thread, buffer, view));
        const u8* from = view.data + offset + item.begin;
        if (item.is_text()) {
            result->items()[next++] = TRY(load_text(thread, item, from));
            continue;
        }
        for (u32 i = 0; i < item.count; ++i) {
            result->items()[next++] = TRY(
                binary_load(thread, item.code, walk.is_native(), walk.order(), from + usize{i} * item.size));
        }
    }
}

Completion struct_unpack_from(Thread& thread, const Value* values, u32 count) {
    usize bytes = 0;
    u32 items = 0;
    TRY(measure(thread, values[0], bytes, items));
    ByteView view{};
    TRY(readable_view(thread, values[1], view));
    usize at = 0;
    TRY(buffer_place(thread, count > 2 ? values[2] : Value::from_int(0), view.count, bytes, at));
    return load_all(thread, values[0], values[1], at, items);
}

Completion struct_unpack(Thread& thread, const Value* values, u32 count) {
    if (count == 2) {
        usize bytes = 0;
        u32 items = 0;
        TRY(measure(thread, values[0], bytes, items));
        ByteView view{};
        TRY(readable_view(thread, values[1], view));
        if (view.count != bytes) {
            return raise_format(thread, value_error_type, "unpack requires a buffer of %u bytes"_packed,
                                static_cast<u32>(bytes));
        }
    }
    return struct_unpack_from(thread, values, count);
}

constinit const NativeFunction calcsize_function = native(name<"calcsize">, struct_calcsize);
constinit const NativeFunction pack_function = native(name<"pack">, struct_pack, 1, kAnyArity);
constinit const NativeFunction pack_into_function = native(name<"pack_into">, struct_pack_into, 3, kAnyArity);
constinit const NativeFunction unpack_function = native(name<"unpack">, struct_unpack, 2, 3);
constinit const NativeFunction unpack_from_function = native(name<"unpack_from">, struct_unpack_from, 2, 3);

constinit const Attribute attributes[] = {
    {name<"calcsize">, &calcsize_function.header},       {name<"pack">, &pack_function.header},
    {name<"pack_into">, &pack_into_function.header},     {name<"unpack">, &unpack_function.header},
    {name<"unpack_from">, &unpack_from_function.header}, {name<"error">, &value_error_type.header},
};

}  // namespace

extern const BuiltinModule struct_module;
constinit const BuiltinModule struct_module = builtin_module(name<"struct">, attributes);

}  // namespace kinglet::stdlib
