// uctypes: structures in memory as a descriptor says, at any address.
//
// A field is an int: 4 bits of type, 27 of offset (in a bit field 5 of length, 5 of position, 17 of offset);
// or a tuple whose first item is an int of 2 bits of kind (structure, pointer, array) and 29 of offset. The
// numbers are MicroPython's.
#include "base/flash.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/binary.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/words.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

enum Layout : u32 { kLittleEndian, kBigEndian, kNative };
enum Kind : u32 { kStructure, kPointer, kArray };
enum Scalar : u32 { kUint8 = 0, kUint32 = 4, kFirstBitField = 8, kFloat32 = 14, kFloat64 = 15 };
constexpr u32 kMaxDepth = 16;  // of descriptors in descriptors

constexpr SignedWord scalar(u32 type) {
    return static_cast<i32>(type << 28) >> 1;
}

struct Structure {
    Object header;
    Value descriptor;
    u8* address;
    u32 layout;
};

extern const Type structure_type;

detail::RaisedOutcome raise_syntax(Thread& thread) {
    return raise(thread, type_error_type, "syntax error in uctypes descriptor"_packed);
}

// ---- descriptors

/// The bits of a number in a descriptor, of 31 (of which the sign bit is one).
struct Bits {
    explicit Bits(Value number) : bits(static_cast<u32>(number.as_int())) {}
    u32 type() const { return bits >> 27 & 15U; }
    u32 scalar_rest() const { return bits & 0x7FFFFFFU; }
    u32 kind() const { return bits >> 29 & 3U; }
    u32 kind_rest() const { return bits & 0x1FFFFFFFU; }
    bool is_bit_field() const { return type() >= kFirstBitField && type() < kFloat32; }
    u32 offset() const { return is_bit_field() ? bits & 0x1FFFFU : scalar_rest(); }
    u32 bits;
};

bool is_dict(Value value) {
    return value.is_object() && (value.as_object()->type().flags & kIsDictType) != 0;
}
/// A tuple that describes an aggregate; nullptr for anything else.
const Tuple* aggregate(Value value) {
    if (!is_exactly(value, tuple_type)) return nullptr;
    const Tuple* tuple = value.as<Tuple>();
    return tuple->count >= 2 && (*tuple)[0].is_int() ? tuple : nullptr;
}

u32 scalar_size(u32 type) {
    return type == kFloat32 ? 4U : 1U << ((type & 7U) >> 1);
}

struct Extent {
    usize size;
    u32 largest;  // the largest scalar or pointer in it: what a native structure is aligned to
};

/// False for what is no descriptor.
bool measure(Value descriptor, u32 layout, u32 depth, Extent& extent);

bool measure_aggregate(const Tuple& tuple, u32 layout, u32 depth, Extent& extent) {
    const u32 kind = Bits(tuple[0]).kind();
    if (kind == kStructure && tuple.count == 2) return measure(tuple[1], layout, depth, extent);
    if (kind == kPointer && tuple.count == 2) {
        extent = {sizeof(Word), sizeof(Word)};
        return true;
    }
    if (kind != kArray || tuple.count > 3 || !tuple[1].is_int()) return false;
    const Bits items(tuple[1]);
    if (tuple.count == 2)
        extent = {scalar_size(items.type()), scalar_size(items.type())};
    else if (!measure(tuple[2], layout, depth, extent))
        return false;
    extent.size *= items.scalar_rest();
    return true;
}

bool measure(Value descriptor, u32 layout, u32 depth, Extent& extent) {
    if (depth >= kMaxDepth) return false;
    if (const Tuple* tuple = aggregate(descriptor))
        return measure_aggregate(*tuple, layout, depth + 1, extent);
    if (!is_dict(descriptor)) return false;
    extent = {0, 0};
    u32 position = 0;
    while (const DictEntry* entry = dict_next(*descriptor.as<Dict>(), position)) {
        Extent field{};
        usize offset = 0;
        if (entry->value.is_int()) {
            const Bits bits(entry->value);
            field = {scalar_size(bits.type()), scalar_size(bits.type())};
            offset = bits.offset();
        } else {
            const Tuple* tuple = aggregate(entry->value);
            if (tuple == nullptr || !measure_aggregate(*tuple, layout, depth + 1, field)) return false;
            offset = Bits((*tuple)[0]).kind_rest();
        }
        if (field.largest > extent.largest) extent.largest = field.largest;
        if (offset + field.size > extent.size) extent.size = offset + field.size;
    }
    if (layout == kNative && extent.largest != 0)
        extent.size = (extent.size + extent.largest - 1) & ~usize{extent.largest - 1};
    return true;
}

// ---- memory

char code_of(u32 type) {
    constexpr FlashWord kCodes[] = {
        'B' | 'b' << 8 | 'H' << 16 | 'h' << 24, 'I' | 'i' << 8 | 'Q' << 16 | 'q' << 24,
        'B' | 'b' << 8 | 'H' << 16 | 'h' << 24, 'I' | 'i' << 8 | 'f' << 16 | 'd' << 24};
    return static_cast<char>(kCodes[type / 4] >> type % 4 * 8);
}

ByteOrder order_of(u32 layout) {
    return layout == kBigEndian ? ByteOrder::Big : ByteOrder::Little;
}

/// A register of the chip wants one access of 32 bits.
bool is_whole_word(const u8* address, u32 type, u32 layout) {
    return layout == kNative && (type & ~1U) == kUint32 && (reinterpret_cast<Word>(address) & 3U) == 0;
}

Completion load(Thread& thread, u32 type, u32 layout, const u8* address) {
    if (is_whole_word(address, type, layout)) {
        const u32 word = static_cast<u32>(load_at<u32>(reinterpret_cast<Word>(address)));
        return type == kUint32 ? int_create_unsigned(thread, word)
                               : int_create(thread, static_cast<i32>(word));
    }
    return binary_load(thread, code_of(type), false, order_of(layout), address);
}

Raised store(Thread& thread, u32 type, u32 layout, Value value, u8* address) {
    if (is_whole_word(address, type, layout)) {
        Value word;
        TRY(word_of_object(thread, value, kSignedWord, word));
        store_at<u32>(reinterpret_cast<Word>(address), word.word());
        return kFine;
    }
    return binary_store(thread, code_of(type), false, order_of(layout), value, address);
}

/// Loads the bit field, or with `value` not undefined stores it.
Completion bit_field(Thread& thread, Bits bits, u32 layout, u8* address, Value value) {
    const u32 base = bits.type() & 6U;
    const u32 position = bits.bits >> 17 & 31U;
    const u32 length = bits.bits >> 22 & 31U;
    const u32 mask = (1U << length) - 1;
    const Value loaded = TRY(load(thread, base, layout, address));
    bool fits = false;
    const u32 whole = static_cast<u32>(int_to_i64(loaded, fits));
    if (value.is_undefined()) {
        const u32 field = whole >> position & mask;
        const bool is_negative = (bits.type() & 1U) != 0 && length != 0 && (field >> (length - 1) & 1U) != 0;
        return int_create(thread, is_negative ? static_cast<i64>(field) - (i64{1} << length) : i64{field});
    }
    Value word;
    TRY(word_of_object(thread, value, kSignedWord, word));
    const u32 changed = (whole & ~(mask << position)) | (static_cast<u32>(word.word()) & mask) << position;
    const Value number = TRY(int_create_unsigned(thread, changed));
    TRY(store(thread, base, layout, number, address));
    return kNone;
}

/// Loads or stores a scalar.
Completion access(Thread& thread, u32 type, u32 layout, u8* address, Value value) {
    if (value.is_undefined()) return load(thread, type, layout, address);
    TRY(store(thread, type, layout, value, address));
    return kNone;
}

// ---- struct

Completion structure_create(Thread& thread, Value descriptor, u8* address, u32 layout) {
    auto* structure = static_cast<Structure*>(thread.heap.allocate(sizeof(Structure)));
    if (structure == nullptr) return raise_memory_error(thread, sizeof(Structure));
    structure->header.shape = &structure_type.root;
    structure->descriptor = descriptor;
    structure->address = address;
    structure->layout = layout;
    return &structure->header;
}

Raised to_address(Thread& thread, Value value, u8*& address) {
    Value word;
    TRY(word_of_object(thread, value, kSignedWord, word));
    address = reinterpret_cast<u8*>(word.word());
    return kFine;
}

Raised to_layout(Thread& thread, Value value, u32& layout) {
    SignedWord number = 0;
    TRY(to_integer(thread, value, number));
    if (number < 0 || number > static_cast<SignedWord>(kNative)) {
        return raise(thread, value_error_type, "unknown layout"_packed);
    }
    layout = static_cast<u32>(number);
    return kFine;
}

Completion structure_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 2, 3));
    u8* address = nullptr;
    TRY(to_address(thread, arguments[0], address));
    u32 layout = kNative;
    if (arguments.count == 3) TRY(to_layout(thread, arguments[2], layout));
    return structure_create(thread, arguments[1], address, layout);
}

Raised structure_print(Thread&, Value self, Printer& printer, PrintForm) {
    const Structure& structure = *self.as<Structure>();
    printer.write_text("<struct ");
    const Tuple* tuple = aggregate(structure.descriptor);
    const u32 kind = tuple == nullptr ? kStructure : Bits((*tuple)[0]).kind();
    if (tuple == nullptr && !is_dict(structure.descriptor))
        printer.write_text("ERROR ");
    else
        printer.write_text(kind == kStructure ? "STRUCT " : kind == kPointer ? "PTR " : "ARRAY ");
    printer.write_unsigned(reinterpret_cast<Word>(structure.address), 16);
    printer.write_byte('>');
    return kFine;
}

/// Loads the field, or with `value` not undefined stores it.
Completion field_access(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    const Structure structure = *self.as<Structure>();
    found = false;
    if (!is_dict(structure.descriptor)) return raise(thread, type_error_type, "struct: no fields"_packed);
    Value field;
    TRY(dict_get(thread, *structure.descriptor.as<Dict>(), Value(&attribute.header), field));
    found = static_cast<bool>(field);
    if (!found) return kNone;
    if (field.is_int()) {
        const Bits bits(field);
        u8* address = structure.address + bits.offset();
        if (bits.is_bit_field()) return bit_field(thread, bits, structure.layout, address, value);
        return access(thread, bits.type(), structure.layout, address, value);
    }
    const Tuple* tuple = aggregate(field);
    if (tuple == nullptr) return raise_syntax(thread);
    if (!value.is_undefined()) return raise(thread, type_error_type, "cannot assign to aggregate"_packed);
    const Bits bits((*tuple)[0]);
    u8* address = structure.address + bits.kind_rest();
    if (bits.kind() == kStructure) return structure_create(thread, (*tuple)[1], address, structure.layout);
    if (bits.kind() > kArray) return raise_syntax(thread);
    if (bits.kind() == kArray && tuple->count == 2 && (*tuple)[1].is_int()) {
        const Bits items((*tuple)[1]);
        if (items.type() == kUint8) return or_raised(bytearray_at(thread, address, items.scalar_rest()));
    }
    return structure_create(thread, field, address, structure.layout);
}

Completion structure_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    found = false;
    if (&attribute == name<"__int__"> || &attribute == name<"__class__">) return kNone;
    return field_access(thread, self, attribute, kUndefined, found);
}

Raised structure_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    found = false;
    if (value.is_undefined()) return kFine;
    TRY(field_access(thread, self, attribute, value, found));
    return kFine;
}

/// Loads the item, or with `value` not undefined stores it.
Completion item_access(Thread& thread, Value self, Value key, Value value) {
    const Structure structure = *self.as<Structure>();
    const Tuple* tuple = aggregate(structure.descriptor);
    const u32 kind = tuple == nullptr ? kStructure : Bits((*tuple)[0]).kind();
    if (kind == kStructure || kind > kArray)
        return raise(thread, type_error_type, "struct: cannot index"_packed);
    SignedWord index = 0;
    TRY(to_integer(thread, key, index));
    const Value items = (*tuple)[1];
    u8* base = structure.address;
    bool is_scalar = tuple->count == 2;
    if (kind == kArray) {
        if (!items.is_int() || tuple->count > 3) return raise_syntax(thread);
        if (index < 0 || static_cast<Word>(index) >= Bits(items).scalar_rest())
            return raise(thread, index_error_type, "struct: index out of range"_packed);
    } else {
        Word pointer = 0;
        flash_copy(&pointer, base, sizeof(pointer));
        base = reinterpret_cast<u8*>(pointer);
        is_scalar = items.is_int();
    }
    if (is_scalar) {
        const u32 type = Bits(items).type();
        if (type >= kFirstBitField && type < kFloat32) return raise_syntax(thread);
        return access(thread, type, structure.layout,
                      base + index * static_cast<SignedWord>(scalar_size(type)), value);
    }
    if (!value.is_undefined()) return raise(thread, type_error_type, "cannot assign to aggregate"_packed);
    const Value item = kind == kArray ? (*tuple)[2] : items;
    Extent extent{};
    if (!measure(item, structure.layout, 0, extent)) return raise_syntax(thread);
    return structure_create(thread, item, base + index * static_cast<SignedWord>(extent.size),
                            structure.layout);
}

Completion structure_get_item(Thread& thread, Value self, Value key) {
    return item_access(thread, self, key, kUndefined);
}

Raised structure_set_item(Thread& thread, Value self, Value key, Value value) {
    if (value.is_undefined()) return raise(thread, type_error_type, "struct: cannot delete items"_packed);
    TRY(item_access(thread, self, key, value));
    return kFine;
}

/// int(pointer)
Completion structure_int(Thread& thread, Value self) {
    const Structure& structure = *self.as<Structure>();
    const Tuple* tuple = aggregate(structure.descriptor);
    if (tuple == nullptr || Bits((*tuple)[0]).kind() != kPointer)
        return raise(thread, type_error_type, "can't convert struct to int"_packed);
    Word pointer = 0;
    flash_copy(&pointer, structure.address, sizeof(pointer));
    return int_create_unsigned(thread, pointer);
}

Raised structure_hash(Thread& thread, Value, Word&) {
    return raise(thread, type_error_type, "unhashable type: 'struct'"_packed);
}

bool structure_buffer(Value self, Buffer& buffer) {
    const Structure& structure = *self.as<Structure>();
    Extent extent{};
    if (!measure(structure.descriptor, structure.layout, 0, extent)) return false;
    buffer = {structure.address, extent.size, 'B', true};
    return true;
}

/// The memory may be that of an object, which lives as long as the structure then.
void structure_trace(Tracer& tracer, Object& self) {
    const Structure& structure = reinterpret_cast<const Structure&>(self);
    tracer.visit(structure.descriptor);
    const Word address = reinterpret_cast<Word>(structure.address);
    tracer.visit_words(&address, &address + 1);
}

constinit const Slots structure_slots = {
    .print = structure_print,
    .hash = structure_hash,
    .construct = structure_construct,
    .get_attribute = structure_get_attribute,
    .set_attribute = structure_set_attribute,
    .get_item = structure_get_item,
    .set_item = structure_set_item,
    .buffer = structure_buffer,
    .trace = structure_trace,
};

constinit const NativeFunction int_method = native(name<"__int__">, structure_int, &structure_type);
constinit const Attribute structure_attributes[] = {{name<"__int__">, &int_method.header}};
constinit const Type structure_type =
    builtin_type(structure_type, name<"struct">, structure_slots, sizeof(Structure), structure_attributes);

// ---- functions

Completion uctypes_sizeof(Thread& thread, const Value* values, u32 count) {
    Value descriptor = values[0];
    u32 layout = kNative;
    if (is_exactly(descriptor, bytearray_type))  // what an array of UINT8 is
        return Value::from_int(static_cast<SignedWord>(descriptor.as<ByteArray>()->count));
    if (is_exactly(descriptor, structure_type)) {
        if (count == 2) return raise(thread, type_error_type, "struct has its layout already"_packed);
        layout = descriptor.as<Structure>()->layout;
        descriptor = descriptor.as<Structure>()->descriptor;
    } else if (count == 2) {
        TRY(to_layout(thread, values[1], layout));
    }
    if (descriptor.is_int())
        return raise(thread, type_error_type, "can't unambiguously get sizeof scalar"_packed);
    Extent extent{};
    if (!measure(descriptor, layout, 0, extent)) return raise_syntax(thread);
    return int_create_unsigned(thread, extent.size);
}

Completion uctypes_addressof(Thread& thread, Value object) {
    Buffer buffer;
    if (!is_str(object) && !buffer_of(object, buffer))
        return raise(thread, type_error_type, "object with buffer protocol required"_packed);
    Value word;
    TRY(word_of_object(thread, object, kAddressWord, word));
    return int_create_unsigned(thread, word.word());
}

Raised to_span(Thread& thread, Value where, Value size, u8*& address, usize& count) {
    SignedWord wanted = 0;
    TRY(to_address(thread, where, address));
    TRY(to_integer(thread, size, wanted));
    if (wanted < 0) return raise(thread, value_error_type, "negative size"_packed);
    count = static_cast<usize>(wanted);
    return kFine;
}

Completion uctypes_bytes_at(Thread& thread, Value where, Value size) {
    u8* address = nullptr;
    usize count = 0;
    TRY(to_span(thread, where, size, address, count));
    return or_raised(bytes_create(thread, address, count));
}

Completion uctypes_bytearray_at(Thread& thread, Value where, Value size) {
    u8* address = nullptr;
    usize count = 0;
    TRY(to_span(thread, where, size, address, count));
    return or_raised(bytearray_at(thread, address, count));
}

constinit const NativeFunction sizeof_function = native(name<"sizeof">, uctypes_sizeof, 1, 2);
constinit const NativeFunction addressof_function = native(name<"addressof">, uctypes_addressof);
constinit const NativeFunction bytes_at_function = native(name<"bytes_at">, uctypes_bytes_at);
constinit const NativeFunction bytearray_at_function = native(name<"bytearray_at">, uctypes_bytearray_at);

constexpr u32 kLongType = sizeof(Word) == 4 ? 4 : 6;

constinit const Attribute attributes[] = {
    {name<"struct">, &structure_type.header},
    {name<"sizeof">, &sizeof_function.header},
    {name<"addressof">, &addressof_function.header},
    {name<"bytes_at">, &bytes_at_function.header},
    {name<"bytearray_at">, &bytearray_at_function.header},
    {name<"LITTLE_ENDIAN">, Value::from_int(kLittleEndian)},
    {name<"BIG_ENDIAN">, Value::from_int(kBigEndian)},
    {name<"NATIVE">, Value::from_int(kNative)},
    {name<"VOID">, Value::from_int(scalar(0))},
    {name<"UINT8">, Value::from_int(scalar(0))},
    {name<"INT8">, Value::from_int(scalar(1))},
    {name<"UINT16">, Value::from_int(scalar(2))},
    {name<"INT16">, Value::from_int(scalar(3))},
    {name<"UINT32">, Value::from_int(scalar(4))},
    {name<"INT32">, Value::from_int(scalar(5))},
    {name<"UINT64">, Value::from_int(scalar(6))},
    {name<"INT64">, Value::from_int(scalar(7))},
    {name<"BFUINT8">, Value::from_int(scalar(8))},
    {name<"BFINT8">, Value::from_int(scalar(9))},
    {name<"BFUINT16">, Value::from_int(scalar(10))},
    {name<"BFINT16">, Value::from_int(scalar(11))},
    {name<"BFUINT32">, Value::from_int(scalar(12))},
    {name<"BFINT32">, Value::from_int(scalar(13))},
    {name<"FLOAT32">, Value::from_int(scalar(kFloat32))},
    {name<"FLOAT64">, Value::from_int(scalar(kFloat64))},
    {name<"BF_POS">, Value::from_int(17)},
    {name<"BF_LEN">, Value::from_int(22)},
    {name<"PTR">, Value::from_int(scalar(kPointer << 2))},
    {name<"ARRAY">, Value::from_int(scalar(kArray << 2))},
    {name<"SHORT">, Value::from_int(scalar(3))},
    {name<"USHORT">, Value::from_int(scalar(2))},
    {name<"INT">, Value::from_int(scalar(5))},
    {name<"UINT">, Value::from_int(scalar(4))},
    {name<"LONG">, Value::from_int(scalar(kLongType + 1))},
    {name<"ULONG">, Value::from_int(scalar(kLongType))},
    {name<"LONGLONG">, Value::from_int(scalar(7))},
    {name<"ULONGLONG">, Value::from_int(scalar(6))},
};

}  // namespace

extern const BuiltinModule uctypes_module;
constinit const BuiltinModule uctypes_module = builtin_module(name<"uctypes">, attributes);

}  // namespace kinglet::stdlib
