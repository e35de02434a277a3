// bytearray: bytes that can be changed; what it shares with bytes is in bytes.cpp and text_*.cpp.
#include "python/runtime/call.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes_methods.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

ByteArray* bytearray_create(Thread& thread, const u8* data, usize count) {
    auto* array = static_cast<ByteArray*>(thread.heap.allocate(sizeof(ByteArray)));
    if (array == nullptr) {
        (void)raise_memory_error(thread, sizeof(ByteArray));
        return nullptr;
    }
    array->header.shape = &bytearray_type.root;
    if (bytearray_resize(thread, *array, count).is_raised()) return nullptr;
    if (data != nullptr) flash_copy(array->data, data, count);
    return array;
}

ByteArray* bytearray_at(Thread& thread, u8* address, usize count) {
    ByteArray* array = bytearray_create(thread, nullptr, 0);
    if (array == nullptr) return nullptr;
    array->data = address;
    array->count = count;
    array->is_borrowed = 1;
    return array;
}

/// To memory of its own.
Raised leave_borrowed(Thread& thread, ByteArray& array) {
    const ByteArray borrowed = array;
    array.data = nullptr;
    array.count = 0;
    array.is_borrowed = 0;
    const Raised outcome = bytearray_resize(thread, array, borrowed.count);
    if (outcome.is_raised())
        array = borrowed;
    else
        flash_copy(array.data, borrowed.data, borrowed.count);
    return outcome;
}

Raised bytearray_resize(Thread& thread, ByteArray& array, usize count) {
    if (array.is_borrowed && count > array.count) TRY(leave_borrowed(thread, array));
    const usize capacity = array.is_borrowed ? array.count : Heap::raw_capacity(array.data);
    if (count > capacity) {
        // Grown by an eighth more than asked for if it grows at all, so that appending is cheap.
        const usize wanted = capacity == 0 ? count : count + count / 8 + 4;
        void* data =
            wanted > 0x3FFFFFFF ? nullptr : thread.heap.reallocate_raw(array.data, wanted, RawKind::Bytes);
        if (data == nullptr) return raise_memory_error(thread, wanted);
        array.data = static_cast<u8*>(data);
    }
    if (count > array.count) std::memset(array.data + array.count, 0, count - array.count);
    array.count = count;
    return kFine;
}

Raised byte_of(Thread& thread, Value number, u8& byte) {
    if (number.is_int() && number.as_int() >= 0 && number.as_int() <= 255) {
        byte = static_cast<u8>(number.as_int());
        return kFine;
    }
    SignedWord n;
    TRY(to_integer(thread, number, n));
    if (n < 0 || n > 255) return raise(thread, value_error_type, "byte must be in range(0, 256)"_packed);
    byte = static_cast<u8>(n);
    return kFine;
}

Raised bytearray_extend(Thread& thread, ByteArray& array, Value source) {
    ByteView view;
    if (bytes_view(source, view)) {
        const usize before = array.count;
        TRY(bytearray_resize(thread, array, before + view.count));
        bytes_view(source, view);  // it may be the array itself, whose bytes have moved
        flash_copy(array.data + before, view.data, array.count - before);
        return kFine;
    }
    if (is_str(source))
        return raise(thread, type_error_type, "expected iterable of integers; got: 'str'"_packed);
    const Value iterator = TRY(get_iter(thread, source));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kFine;
        u8 byte;
        TRY(byte_of(thread, item, byte));
        TRY(bytearray_resize(thread, array, array.count + 1));
        array.data[array.count - 1] = byte;
    }
}

namespace {

constinit const Parameter construct_parameters[] = {
    {name<"source">, kUndefined},
    {name<"encoding">, kUndefined},
    {name<"errors">, kUndefined},
};

}  // namespace

Raised bytearray_fill(Thread& thread, ByteArray& array, const Arguments& arguments,
                      const Str* function_name) {
    Value values[3];
    TRY(unpack(thread, arguments, function_name, construct_parameters, 3, values));
    const Value source = values[0];
    if (source.is_undefined()) return kFine;
    if ((type_of(source).flags & kIsHeapType) != 0 && function_name == name<"bytes">) {
        bool found = false;
        const Value bytes = TRY(call_class_method(thread, source, *name<"__bytes__">, nullptr, 0, found));
        if (found && !is_instance(bytes, bytes_type))
            return raise_format(thread, type_error_type, "__bytes__ returned non-bytes (type %t)"_packed,
                                bytes);
        if (found) return bytearray_extend(thread, array, bytes);
    }
    if (is_str(source)) {
        if (values[1].is_undefined())
            return raise(thread, type_error_type, "string argument without an encoding"_packed);
        const Value encoded = TRY(text_encode(thread, *source.as<Str>(), values[1], values[2]));
        return bytearray_extend(thread, array, encoded);
    }
    if (!values[1].is_undefined())
        return raise(thread, type_error_type, "encoding without a string argument"_packed);
    if (!is_number_like_index(source)) return bytearray_extend(thread, array, source);
    SignedWord count;
    TRY(to_integer(thread, source, count));
    if (count < 0) return raise(thread, value_error_type, "negative count"_packed);
    return bytearray_resize(thread, array, static_cast<usize>(count));
}

// ---- methods

Completion bytearray_append(Thread& thread, Value self, Value number) {
    auto& array = *self.as<ByteArray>();
    u8 byte;
    TRY(byte_of(thread, number, byte));
    TRY(bytearray_resize(thread, array, array.count + 1));
    array.data[array.count - 1] = byte;
    return kNone;
}

Completion bytearray_extend_method(Thread& thread, Value self, Value source) {
    return bytearray_extend(thread, *self.as<ByteArray>(), source);
}

namespace {

void remove_at(ByteArray& array, usize index, usize count) {
    if (count == 0) return;
    std::memmove(array.data + index, array.data + index + count, array.count - index - count);
    array.count -= static_cast<u32>(count);
}

/// Opens or closes the bytes between start and end to make room for `count`.
Raised replace_room(Thread& thread, ByteArray& array, usize start, usize end, usize count) {
    const usize before = array.count;
    if (count <= end - start) {
        remove_at(array, start + count, end - start - count);
        return kFine;
    }
    const usize more = count - (end - start);
    TRY(bytearray_resize(thread, array, before + more));
    std::memmove(array.data + end + more, array.data + end, before - end);
    return kFine;
}

}  // namespace

Completion bytearray_pop(Thread& thread, const Value* values, u32 count) {
    auto& array = *values[0].as<ByteArray>();
    if (array.count == 0) return raise(thread, index_error_type, "pop from empty bytearray"_packed);
    usize index = array.count - 1;
    if (count > 1) {
        Value key = values[1];
        TRY(index_settle(thread, key, "pop index out of range"_packed));
        TRY(index_of(thread, key, array.count, "pop index out of range"_packed, index));
    }
    const u8 byte = array.data[index];
    remove_at(array, index, 1);
    return Value::from_int(byte);
}

Completion bytearray_insert(Thread& thread, Value self, Value index, Value number) {
    auto& array = *self.as<ByteArray>();
    SignedWord at;
    u8 byte;
    TRY(to_integer(thread, index, at));
    TRY(byte_of(thread, number, byte));
    const auto count = static_cast<SignedWord>(array.count);
    if (at < 0) at = at + count < 0 ? 0 : at + count;
    if (at > count) at = count;
    TRY(replace_room(thread, array, static_cast<usize>(at), static_cast<usize>(at), 1));
    array.data[at] = byte;
    return kNone;
}

Completion bytearray_remove(Thread& thread, Value self, Value number) {
    auto& array = *self.as<ByteArray>();
    u8 byte;
    TRY(byte_of(thread, number, byte));
    const usize at = flash_find_byte(reinterpret_cast<const char*>(array.data), array.count, byte);
    if (at == kNotFound) return raise(thread, value_error_type, "value not found in bytearray"_packed);
    remove_at(array, at, 1);
    return kNone;
}

Completion bytearray_clear(Thread&, Value self) {
    self.as<ByteArray>()->count = 0;
    return kNone;
}

Completion bytearray_reverse(Thread&, Value self) {
    auto& array = *self.as<ByteArray>();
    for (u32 i = 0, k = array.count; i + 1 < k; ++i) {
        --k;
        const u8 byte = array.data[i];
        array.data[i] = array.data[k];
        array.data[k] = byte;
    }
    return kNone;
}

Completion bytearray_copy(Thread& thread, Value self) {
    const auto& array = *self.as<ByteArray>();
    return text_create(thread, text_of_self(self), {reinterpret_cast<const char*>(array.data), array.count});
}

namespace {

Raised bytearray_print(Thread&, Value self, Printer& printer, PrintForm) {
    const auto& array = *self.as<ByteArray>();
    printer.write_text("bytearray(");
    bytes_print_quoted({array.data, array.count}, printer);
    printer.write_byte(')');
    return kFine;
}

Raised set_slice(Thread& thread, ByteArray& array, const Slice& slice, Value source) {
    SliceRange bounds;
    TRY(slice_bounds(thread, slice, bounds));
    SliceRange range = bounds;
    slice_clip(array.count, range);
    if (source.is_undefined()) {  // del
        if (range.count == 0) return kFine;
        const bool backwards = range.step < 0;
        const auto step = static_cast<usize>(backwards ? -range.step : range.step);
        const auto first = static_cast<usize>(
            backwards ? range.start + static_cast<SignedWord>(range.count - 1) * range.step : range.start);
        // From the end, so that what is still to go stays in place.
        for (usize i = range.count; i-- != 0;) remove_at(array, first + i * step, 1);
        return kFine;
    }
    // Copied first: the source may be the array itself. Bytes are not, and need no memory if they just fit.
    ByteView from{};
    if (!is_exactly(source, bytes_type) || !bytes_view(source, from) || from.count != range.count) {
        ByteArray* copy = bytearray_create(thread, nullptr, 0);
        if (copy == nullptr) return kRaised;
        TRY(bytearray_extend(thread, *copy, source));
        from = {copy->data, copy->count};
    }
    range = bounds;  // getting the bytes may have changed the array
    slice_clip(array.count, range);
    const auto start = static_cast<usize>(range.start);
    if (range.step == 1) {
        TRY(replace_room(thread, array, start, start + range.count, from.count));
        if (from.count != 0) flash_copy(array.data + start, from.data, from.count);
        return kFine;
    }
    if (from.count != range.count) {
        return raise_format(thread, value_error_type,
                            "attempt to assign bytes of size %u to extended slice of size %u"_packed,
                            static_cast<u32>(from.count), static_cast<u32>(range.count));
    }
    SignedWord at = range.start;
    for (u32 i = 0; i < from.count; ++i, at += range.step) array.data[at] = flash_byte(from.data + i);
    return kFine;
}

Raised bytearray_set_item(Thread& thread, Value self, Value key, Value value) {
    auto& array = *self.as<ByteArray>();
    // An int is cut to size, as for memoryview and array: drivers count on it.
    if (key.is_int() && value.is_int() && static_cast<Word>(key.as_int()) < array.count) {
        array.data[key.as_int()] = static_cast<u8>(value.as_int());
        return kFine;
    }
    if (is_exactly(key, slice_type)) return set_slice(thread, array, *key.as<Slice>(), value);
    usize index;
    TRY(index_settle(thread, key, "bytearray index out of range"_packed));
    TRY(index_of(thread, key, array.count, "bytearray index out of range"_packed, index));
    if (value.is_undefined()) {
        remove_at(array, index, 1);
        return kFine;
    }
    SignedWord number = 0;
    TRY(to_integer(thread, value, number));
    if (index < array.count) array.data[index] = static_cast<u8>(number);
    return kFine;
}

Completion bytearray_inplace(Thread& thread, bytecode::BinaryOperator op, Value left, Value right) {
    ByteView view;
    if (op == bytecode::BinaryOperator::Add && bytes_view(right, view)) {
        TRY(bytearray_extend(thread, *left.as<ByteArray>(), right));
        return left;
    }
    return bytes_binary(thread, op, left, right);
}

Completion bytearray_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Value result;
    if (&type == &bytearray_type) {
        ByteArray* array = bytearray_create(thread, nullptr, 0);
        if (array == nullptr) return Value();
        result = &array->header;
    } else {
        result = TRY(instance_create(thread, type));
    }
    TRY(bytearray_fill(thread, *result.as<ByteArray>(), arguments, name<"bytearray">));
    return result;
}

Raised bytearray_no_hash(Thread& thread, Value, Word&) {
    return raise(thread, type_error_type, "unhashable type: 'bytearray'"_packed);
}

void bytearray_trace(Tracer& tracer, Object& self) {
    auto& array = reinterpret_cast<ByteArray&>(self);
    const Word address = reinterpret_cast<Word>(array.data);
    if (array.is_borrowed)
        tracer.visit_words(&address, &address + 1);
    else if (array.data != nullptr)
        tracer.visit_raw(array.data);
}

bool bytearray_buffer(Value self, Buffer& buffer) {
    auto& array = *self.as<ByteArray>();
    buffer = {array.data, array.count, 'B', true};
    return true;
}

constinit const Slots bytearray_slots{
    .print = bytearray_print,
    .hash = bytearray_no_hash,
    .compare = bytes_compare,
    .construct = bytearray_construct,
    .binary = bytes_binary,
    .inplace = bytearray_inplace,
    .length = bytes_length,
    .get_item = bytes_get_item,
    .set_item = bytearray_set_item,
    .contains = text_contains,
    .buffer = bytearray_buffer,
    .iter = text_iter,
    .trace = bytearray_trace,
};

}  // namespace

constinit const Type bytearray_type =
    builtin_type(bytearray_type, name<"bytearray">, bytearray_slots, sizeof(ByteArray), bytearray_attributes,
                 kIsBaseType | kIsBytesType);

}  // namespace kinglet::runtime
