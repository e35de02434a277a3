#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/binary.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/sequence.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/array/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

char code_of(const Array& array) {
    return static_cast<char>(array.code);
}

Completion load(Thread& thread, const Array& array, usize index) {
    return binary_load(thread, code_of(array), true, ByteOrder::Little, array.data + index * array.size);
}

/// The value first, into eight bytes of its own: getting it may run Python code that changes the array.
Raised convert(Thread& thread, const Array& array, Value value, u8* bytes) {
    if (code_of(array) != 'f' && code_of(array) != 'd' && is_instance(value, float_type)) {
        return raise(thread, type_error_type, "integer argument expected, got float"_packed);
    }
    return binary_store(thread, code_of(array), true, ByteOrder::Little, value, bytes);
}

/// In bytes.
usize capacity_of(const Array& array) {
    return Heap::raw_capacity(array.data);
}

Raised reserve(Thread& thread, Array& array, usize capacity) {
    const usize bytes = capacity * array.size;
    if (bytes <= capacity_of(array)) return kFine;
    void* block = thread.heap.reallocate_raw(array.data, bytes, RawKind::Bytes);
    if (block == nullptr) return raise_memory_error(thread, bytes);
    array.data = static_cast<u8*>(block);
    return kFine;
}

Raised append(Thread& thread, Array& array, Value value) {
    u8 bytes[8];
    TRY(convert(thread, array, value, bytes));
    const usize count = array.count;
    if ((count + 1) * array.size > capacity_of(array)) TRY(reserve(thread, array, count + count / 8 + 4));
    std::memcpy(array.data + usize{array.count} * array.size, bytes, array.size);
    ++array.count;
    return kFine;
}

Array* array_create(Thread& thread, char code, usize count) {
    auto* array = static_cast<Array*>(thread.heap.allocate(sizeof(Array)));
    if (array == nullptr) {
        (void)static_cast<Raised>(raise_memory_error(thread, sizeof(Array)));
        return nullptr;
    }
    array->header.shape = &array_type.root;
    array->code = static_cast<u8>(code);
    array->size = binary_size(code, true);
    if (reserve(thread, *array, count).is_raised()) return nullptr;
    array->count = static_cast<u32>(count);
    return array;
}

bool is_array_code(char code) {
    return binary_size(code, true) != 0 && code != 'c' && code != '?' && code != 'x' && code != 'e' &&
           code != 'P' && code != 'O';
}

/// Adds raw bytes, a whole number of items.
Raised append_bytes(Thread& thread, Array& array, Value source) {
    ByteView view{};
    TRY(readable_view(thread, source, view));
    const usize added = view.count / array.size;
    if (added * array.size != view.count) {
        return raise(thread, value_error_type, "bytes length not a multiple of item size"_packed);
    }
    TRY(reserve(thread, array, array.count + added));
    TRY(readable_view(thread, source, view));  // it may be the array itself, which has moved
    flash_copy(array.data + usize{array.count} * array.size, view.data, added * array.size);
    array.count += static_cast<u32>(added);
    return kFine;
}

Raised extend(Thread& thread, Array& array, Value iterable) {
    if (is_instance(iterable, array_type)) {
        if (iterable.as<Array>()->code != array.code) {
            return raise(thread, type_error_type, "can only extend with array of same kind"_packed);
        }
        return append_bytes(thread, array, iterable);
    }
    // The length of what has one need not be grown to; what it says is not relied upon.
    if (is_exactly(iterable, list_type) || is_exactly(iterable, tuple_type)) {
        usize added = 0;
        TRY(length(thread, iterable, added));
        TRY(reserve(thread, array, array.count + added));
    }
    const Value iterator = TRY(get_iter(thread, iterable));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kFine;
        TRY(append(thread, array, item));
    }
}

// ---- slots

Completion array_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"array">, 1, 2));
    if (!is_instance(arguments[0], str_type) || arguments[0].as<Str>()->length() != 1) {
        return raise(thread, type_error_type, "array() argument 1 must be a unicode character"_packed);
    }
    const char code = static_cast<char>(arguments[0].as<Str>()->byte_at(0));
    if (!is_array_code(code)) {
        return raise(thread, value_error_type,
                     "bad typecode (must be b, B, h, H, i, I, l, L, q, Q, f or d)"_packed);
    }
    Array* array;
    if (&type == &array_type) {
        array = array_create(thread, code, 0);
        if (array == nullptr) return Value();
    } else {
        const Value made = TRY(instance_create(thread, type));
        array = made.as<Array>();
        array->code = static_cast<u8>(code);
        array->size = binary_size(code, true);
    }
    if (arguments.count == 1) return &array->header;
    if (is_bytes(arguments[1])) {
        TRY(append_bytes(thread, *array, arguments[1]));
    } else if (is_instance(arguments[1], str_type)) {
        return raise_format(thread, type_error_type,
                            "cannot use a str to initialize an array with typecode '%c'"_packed, code);
    } else if (is_instance(arguments[1], array_type) && arguments[1].as<Array>()->code != array->code) {
        const Value items = TRY(list_from(thread, arguments[1]));
        TRY(extend(thread, *array, items));
    } else {
        TRY(extend(thread, *array, arguments[1]));
    }
    return &array->header;
}

Raised array_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    const Array& array = *self.as<Array>();
    printer.write_text("array('");
    printer.write_byte(code_of(array));
    printer.write_byte('\'');
    if (array.count != 0) printer.write_text(", [");
    for (u32 i = 0; i < array.count; ++i) {
        if (i != 0) printer.write_text(", ");
        const Value item = TRY(load(thread, array, i));
        TRY(print(thread, item, printer, PrintForm::Repr));
    }
    printer.write_text(array.count != 0 ? "])" : ")");
    return kFine;
}

Completion array_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_instance(other, array_type)) return kNotImplemented;
    const Array& a = *self.as<Array>();
    const Array& b = *other.as<Array>();
    for (u32 i = 0; i < a.count && i < b.count; ++i) {
        const Value x = TRY(load(thread, a, i));
        const Value y = TRY(load(thread, b, i));
        bool same = false;
        TRY(equal(thread, x, y, same));
        if (same) continue;
        if (comparison == Comparison::Equal || comparison == Comparison::NotEqual) {
            return Value::from_bool(comparison == Comparison::NotEqual);
        }
        return compare(thread, comparison, x, y);
    }
    return compare_lengths(comparison, a.count, b.count);
}

Completion array_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (op == BinaryOperator::Add && is_instance(left, array_type) && is_instance(right, array_type)) {
        const Array& source = *left.as<Array>();
        Array* result = array_create(thread, code_of(source), 0);
        if (result == nullptr) return Value();
        TRY(extend(thread, *result, left));
        TRY(extend(thread, *result, right));
        return &result->header;
    }
    if (op != BinaryOperator::Multiply) return kNotImplemented;
    const bool is_left = is_instance(left, array_type);
    const Array& source = *(is_left ? left : right).as<Array>();
    usize times = 0;
    bool is_number = false;
    TRY(repeat_count(thread, is_left ? right : left, source.count, times, is_number));
    if (!is_number) return kNotImplemented;
    Array* result = array_create(thread, code_of(source), source.count * times);
    if (result == nullptr) return Value();
    const usize bytes = usize{source.count} * source.size, total = bytes * times;
    for (usize at = 0; at < total; at += bytes) std::memcpy(result->data + at, source.data, bytes);
    return &result->header;
}

Completion array_inplace(Thread& thread, BinaryOperator op, Value self, Value other) {
    if (op != BinaryOperator::Add) return array_binary(thread, op, self, other);
    TRY(extend(thread, *self.as<Array>(), other));
    return self;
}

Raised array_length(Thread&, Value self, usize& result) {
    result = self.as<Array>()->count;
    return kFine;
}

Completion get_slice(Thread& thread, const Array& array, const Slice& slice) {
    SliceRange range;
    TRY(slice_bounds(thread, slice, range));
    slice_clip(array.count, range);
    Array* result = array_create(thread, code_of(array), range.count);
    if (result == nullptr) return Value();
    SignedWord from = range.start;
    for (usize i = 0; i < range.count; ++i, from += range.step) {
        std::memcpy(result->data + i * array.size, array.data + static_cast<usize>(from) * array.size,
                    array.size);
    }
    return &result->header;
}

/// array[slice] = array of the same kind, or del array[slice] with `source` nullptr.
Raised replace_slice(Thread& thread, Array& array, const Slice& slice, const Array* source) {
    SliceRange range;
    TRY(slice_bounds(thread, slice, range));
    slice_clip(array.count, range);
    const usize count = source == nullptr ? 0 : source->count;
    if (range.step != 1) {
        if (source == nullptr)
            return raise(thread, not_implemented_error_type, "only slices with step=1 can be deleted"_packed);
        if (count != range.count) {
            return raise(thread, value_error_type,
                         "attempt to assign array of another size to extended slice"_packed);
        }
        SignedWord to = range.start;
        for (usize i = 0; i < count; ++i, to += range.step) {
            std::memmove(array.data + static_cast<usize>(to) * array.size, source->data + i * array.size,
                         array.size);
        }
        return kFine;
    }
    const auto begin = static_cast<usize>(range.start);
    const usize tail = array.count - begin - range.count;
    if (count > range.count) TRY(reserve(thread, array, array.count + count - range.count));
    if (array.data == nullptr) return kFine;
    std::memmove(array.data + (begin + count) * array.size, array.data + (begin + range.count) * array.size,
                 tail * array.size);
    if (count != 0) std::memcpy(array.data + begin * array.size, source->data, count * array.size);
    array.count = static_cast<u32>(begin + count + tail);
    return kFine;
}

Completion array_get_item(Thread& thread, Value self, Value key) {
    const Array& array = *self.as<Array>();
    if (is_exactly(key, slice_type)) return get_slice(thread, array, *key.as<Slice>());
    usize index = 0;
    TRY(index_settle(thread, key, "array index out of range"_packed));
    TRY(index_of(thread, key, array.count, "array index out of range"_packed, index));
    return load(thread, array, index);
}

Raised array_set_item(Thread& thread, Value self, Value key, Value value) {
    Array& array = *self.as<Array>();
    if (is_exactly(key, slice_type)) {
        if (value.is_undefined()) return replace_slice(thread, array, *key.as<Slice>(), nullptr);
        if (!is_instance(value, array_type) || value.as<Array>()->code != array.code) {
            return raise(thread, type_error_type, "can only assign array of same kind to array slice"_packed);
        }
        Value source = value;
        if (value == self)
            source = TRY(array_binary(thread, BinaryOperator::Multiply, value, Value::from_int(1)));
        return replace_slice(thread, array, *key.as<Slice>(), source.as<Array>());
    }
    u8 bytes[8];
    if (!value.is_undefined()) TRY(convert(thread, array, value, bytes));
    usize index = 0;
    TRY(index_settle(thread, key, "array assignment index out of range"_packed));
    TRY(index_of(thread, key, array.count, "array assignment index out of range"_packed, index));
    u8* place = array.data + index * array.size;
    if (value.is_undefined()) {
        --array.count;
        std::memmove(place, place + array.size, (array.count - index) * array.size);
    } else {
        std::memcpy(place, bytes, array.size);
    }
    return kFine;
}

Completion array_iter(Thread& thread, Value self) {
    return sequence_iterator_create(thread, sequence_iterator_type, self);
}

void array_trace(Tracer& tracer, Object& self) {
    const Array& array = reinterpret_cast<Array&>(self);
    if (array.data != nullptr) tracer.visit_raw(array.data);
}

Completion array_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Array& array = *self.as<Array>();
    found = true;
    if (&attribute == name<"itemsize">) return Value::from_int(static_cast<SignedWord>(array.size));
    if (&attribute == name<"typecode">) {
        const char code = code_of(array);
        return or_raised(str_create(thread, {&code, 1}));
    }
    found = false;
    return kNone;
}

// ---- methods

Completion array_append(Thread& thread, Value self, Value value) {
    TRY(append(thread, *self.as<Array>(), value));
    return kNone;
}

Completion array_extend(Thread& thread, Value self, Value iterable) {
    TRY(extend(thread, *self.as<Array>(), iterable));
    return kNone;
}

Completion array_frombytes(Thread& thread, Value self, Value source) {
    TRY(append_bytes(thread, *self.as<Array>(), source));
    return kNone;
}

Completion array_pop(Thread& thread, const Value* values, u32 count) {
    const Value key = count > 1 ? values[1] : Value::from_int(-1);
    if (values[0].as<Array>()->count == 0)
        return raise(thread, index_error_type, "pop from empty array"_packed);
    const Value item = TRY(array_get_item(thread, values[0], key));
    TRY(array_set_item(thread, values[0], key, kUndefined));
    return item;
}

Completion array_tobytes(Thread& thread, Value self) {
    const Array& array = *self.as<Array>();
    return or_raised(bytes_create(thread, array.data, usize{array.count} * array.size));
}

Completion array_tolist(Thread& thread, Value self) {
    return list_from(thread, self);
}

constinit const NativeFunction append_method = native(name<"append">, array_append, &array_type);
constinit const NativeFunction extend_method = native(name<"extend">, array_extend, &array_type);
constinit const NativeFunction frombytes_method = native(name<"frombytes">, array_frombytes, &array_type);
constinit const NativeFunction pop_method = native(name<"pop">, array_pop, 1, 2, &array_type);
constinit const NativeFunction tobytes_method = native(name<"tobytes">, array_tobytes, &array_type);
constinit const NativeFunction tolist_method = native(name<"tolist">, array_tolist, &array_type);

constinit const Attribute array_attributes[] = {
    {name<"append">, &append_method.header},       {name<"extend">, &extend_method.header},
    {name<"frombytes">, &frombytes_method.header}, {name<"pop">, &pop_method.header},
    {name<"tobytes">, &tobytes_method.header},     {name<"tolist">, &tolist_method.header},
};

bool array_buffer(Value self, Buffer& buffer) {
    const Array& array = *self.as<Array>();
    buffer = {array.data, usize{array.count} * array.size, code_of(array), true};
    return true;
}

constinit const Slots array_slots = {
    .print = array_print,
    .compare = array_compare,
    .construct = array_construct,
    .get_attribute = array_get_attribute,
    .binary = array_binary,
    .inplace = array_inplace,
    .length = array_length,
    .get_item = array_get_item,
    .set_item = array_set_item,
    .buffer = array_buffer,
    .iter = array_iter,
    .trace = array_trace,
};

}  // namespace

constinit const Type array_type =
    builtin_type(array_type, name<"array">, array_slots, sizeof(Array), array_attributes, kIsBaseType);

Raised readable_view(Thread& thread, Value object, ByteView& view) {
    return require_bytes(thread, object, view);
}

Raised writable_view(Thread& thread, Value object, WritableView& view) {
    Buffer buffer;
    if (!buffer_of(object, buffer) || !buffer.is_writable) {
        return raise_format(thread, type_error_type,
                            "argument must be read-write bytes-like object, not %t"_packed, object);
    }
    view = {buffer.data, buffer.count};
    return kFine;
}

}  // namespace kinglet::stdlib
