// bytes: making, printing, comparing, indexing; the methods that str has too are in text_*.cpp.
#include "python/runtime/types/bytes.hpp"

#include "python/runtime/call.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes_methods.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

namespace {

constexpr usize kMaxLength = (usize{1} << 30) - 1;

constexpr usize bytes_size_of(usize length) {
    return sizeof(Bytes) + ((length + 4) & ~usize{3});
}

}  // namespace

Bytes* bytes_create(Thread& thread, const u8* data, usize count) {
    const usize size = bytes_size_of(count);
    auto* bytes = count > kMaxLength ? nullptr : static_cast<Bytes*>(thread.heap.allocate(size));
    if (bytes == nullptr) {
        (void)raise_memory_error(thread, size);
        return nullptr;
    }
    bytes->header.shape = &bytes_type.root;
    bytes->length_word = static_cast<u32>(count << 2);
    if (data != nullptr) flash_copy(bytes->data(), data, count);
    return bytes;
}

bool is_bytes(Value value) {
    return value.is_object() && (value.as_object()->type().flags & kIsBytesType) != 0;
}

bool buffer_of(Value value, Buffer& buffer) {
    if (!value.is_object()) return false;
    const Slots& slots = *builtin_base(value.as_object()->type()).slots;
    return slots.buffer != nullptr && slots.buffer(value, buffer);
}

bool bytes_view(Value value, ByteView& view) {
    if (!is_bytes(value)) {
        Buffer buffer;
        if (!buffer_of(value, buffer)) return false;
        view = {buffer.data, buffer.count};
        return true;
    }
    const Type& type = value.as_object()->type();
    if (&type == &bytes_type || !is_subtype(type, bytearray_type)) {
        view = {value.as<Bytes>()->data(), value.as<Bytes>()->length()};
    } else {
        view = {value.as<ByteArray>()->data, value.as<ByteArray>()->count};
    }
    return true;
}

Raised require_bytes(Thread& thread, Value value, ByteView& view) {
    if (bytes_view(value, view)) return kFine;
    return raise_format(thread, type_error_type, "a bytes-like object is required, not '%t'"_packed, value);
}

// ---- shared with bytearray

void bytes_print_quoted(const ByteView& view, Printer& printer) {
    const char quote = quote_for(view.text());
    printer.write_byte('b');
    printer.write_byte(quote);
    for (usize i = 0; i < view.count; ++i) {
        const u8 c = flash_byte(view.data + i);
        if (c == static_cast<u8>(quote) || c == '\\') {
            printer.write_byte('\\');
            printer.write_byte(static_cast<char>(c));
        } else if (c >= ' ' && c < 0x7F) {
            printer.write_byte(static_cast<char>(c));
        } else {
            printer.write_byte('\\');
            switch (c) {
                case '\n': printer.write_byte('n'); break;
                case '\r': printer.write_byte('r'); break;
                case '\t': printer.write_byte('t'); break;
                default:
                    printer.write_byte('x');
                    printer.write_unsigned(c >> 4, 16);
                    printer.write_unsigned(c & 15, 16);
            }
        }
    }
    printer.write_byte(quote);
}

Completion bytes_compare(Thread&, Value self, Value other, bytecode::Comparison comparison) {
    ByteView a;
    ByteView b;
    if (!is_bytes(self) || !is_bytes(other)) return kNotImplemented;
    bytes_view(self, a);
    bytes_view(other, b);
    int order = flash_compare(a.data, b.data, a.count < b.count ? a.count : b.count);
    if (order == 0) order = a.count < b.count ? -1 : a.count > b.count ? 1 : 0;
    return compare_by_order(comparison, order);
}

Raised bytes_length(Thread&, Value self, usize& result) {
    result = text_of_self(self).length;
    return kFine;
}

Completion bytes_binary(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    using bytecode::BinaryOperator;
    ByteView a;
    ByteView b;
    const bool left_is_bytes = is_bytes(left) && bytes_view(left, a);
    switch (op) {
        case BinaryOperator::Add: {
            if (!left_is_bytes) return kNotImplemented;
            if (!bytes_view(right, b)) {
                if ((type_of(right).flags & kIsHeapType) != 0) return kNotImplemented;
                return raise_format(thread, type_error_type, "can't concat %t to %t"_packed, right, left);
            }
            if (a.count == 0 && is_exactly(left, bytes_type) && is_exactly(right, bytes_type)) return right;
            if (b.count == 0 && is_exactly(left, bytes_type)) return left;
            TextMaker maker(thread, text_of_self(left).kind, a.count + b.count);
            if (maker.failed()) return Value();
            maker.append(a.text());
            maker.append(b.text());
            return maker.finish();
        }
        case BinaryOperator::Multiply: {
            const Value count = left_is_bytes ? right : left;
            if (!is_number_like_index(count)) return kNotImplemented;
            return text_repeat(thread, left_is_bytes ? left : right, count);
        }
        case BinaryOperator::Modulo:
            return left_is_bytes ? format_percent(thread, left, right) : Completion(kNotImplemented);
        default: return kNotImplemented;
    }
}

Completion bytes_get_item(Thread& thread, Value self, Value key) {
    if (key.is_int() && key.as_int() >= 0) {
        const auto index = static_cast<usize>(key.as_int());
        if (is_exactly(self, bytearray_type)) {
            const auto& array = *self.as<ByteArray>();
            if (index < array.count) return Value::from_int(array.data[index]);
        } else if (is_exactly(self, bytes_type)) {
            const auto& bytes = *self.as<Bytes>();
            if (index < bytes.length()) return Value::from_int(flash_byte(bytes.data() + index));
        }
    }
    if (!is_exactly(key, slice_type)) {
        const PackedText message = text_of_self(self).kind == TextKind::Bytes
                                       ? "index out of range"_packed
                                       : "bytearray index out of range"_packed;
        usize index;
        TRY(index_settle(thread, key, message));
        TRY(index_of(thread, key, text_of_self(self).length, message, index));
        return Value::from_int(text_of_self(self).byte(index));
    }
    SliceRange range;
    TRY(slice_bounds(thread, *key.as<Slice>(), range));
    const Text text = text_of_self(self);
    slice_clip(text.length, range);
    const auto start = static_cast<usize>(range.start);
    if (range.count == 0) return text_create(thread, text, {});
    if (range.step == 1) return text_part(thread, self, text, start, start + range.count);
    TextMaker maker(thread, text.kind, range.count);
    if (maker.failed()) return Value();
    SignedWord at = range.start;
    for (usize i = 0; i < range.count; ++i, at += range.step)
        maker.data()[i] = static_cast<char>(text.byte(static_cast<usize>(at)));
    return maker.finish();
}

namespace {

Raised bytes_print(Thread&, Value self, Printer& printer, PrintForm) {
    ByteView view{};
    bytes_view(self, view);
    bytes_print_quoted(view, printer);
    return kFine;
}

Raised bytes_hash(Thread&, Value self, Word& result) {
    const auto& bytes = *self.as<Bytes>();
    // Not kept where it was not there from the start: the object may lie in flash.
    result = bytes.hash != 0 ? bytes.hash
                             : flash_hash(reinterpret_cast<const char*>(bytes.data()), bytes.length());
    return kFine;
}

Completion bytes_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Value result;
    if (arguments.count == 1 && arguments.names == nullptr && is_exactly(arguments[0], bytes_type)) {
        result = arguments[0];
    } else {
        ByteArray* collected = bytearray_create(thread, nullptr, 0);
        if (collected == nullptr) return Value();
        TRY(bytearray_fill(thread, *collected, arguments, name<"bytes">));
        Bytes* bytes = bytes_create(thread, collected->data, collected->count);
        if (bytes == nullptr) return Value();
        result = &bytes->header;
    }
    if (&type == &bytes_type) return result;
    return instance_create_from(thread, type, result);
}

usize bytes_size(const Object& self) {
    return bytes_size_of(reinterpret_cast<const Bytes&>(self).length());
}

bool bytes_buffer(Value self, Buffer& buffer) {
    auto& bytes = *self.as<Bytes>();
    buffer = {bytes.data(), bytes.length(), 'B', false};
    return true;
}

constinit const Slots bytes_slots{
    .print = bytes_print,
    .hash = bytes_hash,
    .compare = bytes_compare,
    .construct = bytes_construct,
    .binary = bytes_binary,
    .length = bytes_length,
    .get_item = bytes_get_item,
    .contains = text_contains,
    .buffer = bytes_buffer,
    .iter = text_iter,
    .size = bytes_size,
};

}  // namespace

constinit const Type bytes_type =
    builtin_type(bytes_type, name<"bytes">, bytes_slots, 0, bytes_attributes, kIsBaseType | kIsBytesType);

}  // namespace kinglet::runtime
