#include "python/runtime/types/memory_view.hpp"

#include <bit>

#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/binary.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes_methods.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using bytecode::Comparison;

/// A memoryview in plain words.
struct View {
    Value owner;
    usize start;
    usize count;
    SignedWord step;  // bytes from one item to the next
    u32 code;
    u32 size;  // bytes of an item
};

ALWAYS_INLINE View view_of(Value self) {
    MemoryView& view = *self.as<MemoryView>();
    const u32 size = 1U << view.size_shift;
    return {view.owner,
            view.start,
            view.count,
            view.is_strided ? view.stride() : static_cast<SignedWord>(size),
            static_cast<u32>(view.code),
            size};
}

bool is_contiguous(const View& view) {
    return view.step == static_cast<SignedWord>(view.size) || view.count <= 1;
}

/// The item's place, or nullptr if the owner has become too short.
u8* place_of(const View& view, usize index, bool& is_writable) {
    Buffer buffer;
    if (!buffer_of(view.owner, buffer)) return nullptr;
    is_writable = buffer.is_writable;
    const usize at = view.start + static_cast<usize>(static_cast<SignedWord>(index) * view.step);
    return at + view.size <= buffer.count ? buffer.data + at : nullptr;
}

/// The items of a view as they lie in one piece; nullptr: they do not, or the owner has become too short.
u8* run_of(const View& view) {
    bool ignored = false;
    if (!is_contiguous(view) || view.count == 0) return nullptr;
    return place_of(view, view.count - 1, ignored) == nullptr ? nullptr : place_of(view, 0, ignored);
}

detail::RaisedOutcome raise_shrunk(Thread& thread) {
    return raise(thread, value_error_type, "the memory behind the memoryview has shrunk"_packed);
}

Completion load(Thread& thread, const View& view, usize index) {
    bool is_writable = false;
    const u8* place = place_of(view, index, is_writable);
    if (place == nullptr) return raise_shrunk(thread);
    return binary_load(thread, static_cast<char>(view.code), true, ByteOrder::Little, place);
}

/// A view of all of an object's memory.
Raised view_object(Thread& thread, Value object, View& view) {
    if (is_exactly(object, memoryview_type)) {
        view = view_of(object);
        return kFine;
    }
    if (is_str(object)) {
        // MicroPython's: the bytes of the text, which cannot be written to.
        const std::string_view text = object.as<Str>()->view();
        const Bytes* bytes = bytes_create(thread, reinterpret_cast<const u8*>(text.data()), text.size());
        if (bytes == nullptr) return kRaised;
        object = Value(&bytes->header);
    }
    Buffer buffer;
    if (!buffer_of(object, buffer)) {
        return raise_format(thread, type_error_type,
                            "memoryview: a bytes-like object is required, not '%t'"_packed, object);
    }
    const u32 size = binary_size(buffer.code, true);
    view.owner = object;
    view.start = 0;
    view.count = buffer.count / size;
    view.step = static_cast<SignedWord>(size);
    view.code = static_cast<u8>(buffer.code);
    view.size = size;
    return kFine;
}

Completion view_create(Thread& thread, const View& like) {
    const bool is_strided = like.step != static_cast<SignedWord>(like.size);
    const usize bytes = sizeof(MemoryView) + (is_strided ? sizeof(SignedWord) : 0);
    auto* view = static_cast<MemoryView*>(thread.heap.allocate(bytes));
    if (view == nullptr) return raise_memory_error(thread, bytes);
    view->header.shape = &memoryview_type.root;
    view->owner = like.owner;
    view->start = like.start;
    view->code = like.code;
    view->count = like.count;
    view->size_shift = static_cast<u32>(std::countr_zero(like.size));
    view->is_strided = is_strided;
    if (is_strided) view->stride() = like.step;
    return &view->header;
}

usize memoryview_size(const Object& self) {
    const bool is_strided = reinterpret_cast<const MemoryView&>(self).is_strided;
    return sizeof(MemoryView) + (is_strided ? sizeof(SignedWord) : 0);
}

Raised part_of(Thread& thread, const View& view, const Slice& slice, View& part) {
    SliceRange range;
    TRY(slice_indices(thread, slice, view.count, range));
    // MicroPython's limit, out of reach of any memory: an offset of 56 bits.
    if constexpr (sizeof(Word) > 4) {
        if ((view.start + static_cast<usize>(range.start * view.step)) >> 56 != 0)
            return raise(thread, overflow_error_type, "memoryview offset too large"_packed);
    }
    part = view;
    part.start += static_cast<usize>(range.start * view.step);
    part.step *= range.step;
    part.count = range.count;
    return kFine;
}

/// Copies of the items in one piece.
Bytes* copy_items(Thread& thread, const View& view) {
    Bytes* bytes = bytes_create(thread, nullptr, view.count * view.size);
    if (bytes == nullptr) return nullptr;
    if (const u8* run = run_of(view)) {
        flash_copy(bytes->data(), run, view.count * view.size);
        return bytes;
    }
    for (usize i = 0; i < view.count; ++i) {
        bool is_writable = false;
        const u8* from = place_of(view, i, is_writable);
        if (from == nullptr) {
            (void)static_cast<Raised>(raise_shrunk(thread));
            return nullptr;
        }
        flash_copy(bytes->data() + i * view.size, from, view.size);
    }
    return bytes;
}

// ---- slots

Completion memoryview_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"memoryview">, 1, 1));
    View view{};
    TRY(view_object(thread, arguments[0], view));
    return view_create(thread, view);
}

Completion memoryview_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    Buffer buffer;
    if (comparison != Comparison::Equal && comparison != Comparison::NotEqual) return kNotImplemented;
    if (!is_exactly(other, memoryview_type) && !buffer_of(other, buffer)) return kNotImplemented;
    View a{};
    View b{};
    TRY(view_object(thread, self, a));
    TRY(view_object(thread, other, b));
    bool same = a.count == b.count;
    for (usize i = 0; same && i < a.count; ++i) {
        const Value x = TRY(load(thread, a, i));
        const Value y = TRY(load(thread, b, i));
        TRY(equal(thread, x, y, same));
    }
    return Value::from_bool(same == (comparison == Comparison::Equal));
}

Raised memoryview_hash(Thread& thread, Value self, Word& result) {
    Buffer buffer;
    if (buffer_of(self.as<MemoryView>()->owner, buffer) && buffer.is_writable) {
        return raise(thread, value_error_type, "cannot hash writable memoryview object"_packed);
    }
    const Bytes* bytes = copy_items(thread, view_of(self));
    if (bytes == nullptr) return kRaised;
    return hash(thread, &bytes->header, result);
}

Raised memoryview_length(Thread&, Value self, usize& result) {
    result = self.as<MemoryView>()->count;
    return kFine;
}

Completion memoryview_get_item(Thread& thread, Value self, Value key) {
    const View view = view_of(self);
    if (is_exactly(key, slice_type)) {
        View part{};
        TRY(part_of(thread, view, *key.as<Slice>(), part));
        return view_create(thread, part);
    }
    usize index = 0;
    TRY(index_of(thread, key, view.count, "memoryview index out of range"_packed, index));
    return load(thread, view, index);
}

/// The items of `source` over those of `part`.
Raised assign_part(Thread& thread, const View& part, Value source) {
    View from{};
    TRY(view_object(thread, source, from));
    if (from.count != part.count || from.size != part.size) {
        return raise(thread, value_error_type,
                     "memoryview assignment: lvalue and rvalue have different structures"_packed);
    }
    // Copied first, unless it is bytes: they may overlap.
    if (!is_exactly(from.owner, bytes_type)) {
        const Bytes* items = copy_items(thread, from);
        if (items == nullptr) return kRaised;
        from.owner = Value(&items->header);
        from.start = 0;
        from.step = static_cast<SignedWord>(from.size);
    }
    u8* const run = run_of(part);
    const u8* const source_run = run_of(from);
    if (run != nullptr && source_run != nullptr) {
        flash_copy(run, source_run, part.count * part.size);
        return kFine;
    }
    for (usize i = 0; i < part.count; ++i) {
        bool is_writable = false;
        u8* to = place_of(part, i, is_writable);
        if (to == nullptr) return raise_shrunk(thread);
        bool ignored = false;
        flash_copy(to, place_of(from, i, ignored), part.size);
    }
    return kFine;
}

Raised memoryview_set_item(Thread& thread, Value self, Value key, Value value) {
    const View view = view_of(self);
    Buffer buffer;
    if (!buffer_of(view.owner, buffer) || !buffer.is_writable)
        return raise(thread, type_error_type, "cannot modify read-only memory"_packed);
    if (value.is_undefined()) return raise(thread, type_error_type, "cannot delete memory"_packed);
    if (is_exactly(key, slice_type)) {
        View part{};
        TRY(part_of(thread, view, *key.as<Slice>(), part));
        return assign_part(thread, part, value);
    }
    usize index = 0;
    TRY(index_of(thread, key, view.count, "memoryview index out of range"_packed, index));
    // Into bytes of its own: getting the value may run Python code that moves the memory.
    u8 bytes[8];
    TRY(binary_store(thread, static_cast<char>(view.code), true, ByteOrder::Little, value, bytes));
    bool is_writable = false;
    u8* place = place_of(view, index, is_writable);
    if (place == nullptr) return raise_shrunk(thread);
    std::memcpy(place, bytes, view.size);
    return kFine;
}

bool memoryview_buffer(Value self, Buffer& buffer) {
    const View view = view_of(self);
    if (!is_contiguous(view) || !buffer_of(view.owner, buffer)) return false;
    const usize bytes = view.count * view.size;
    if (bytes != 0 && view.start + bytes > buffer.count) return false;
    buffer.data = bytes == 0 ? nullptr : buffer.data + view.start;
    buffer.count = bytes;
    buffer.code = static_cast<char>(view.code);
    return true;
}

Completion memoryview_iter(Thread& thread, Value self) {
    return sequence_iterator_create(thread, sequence_iterator_type, self);
}

void memoryview_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<MemoryView&>(self).owner);
}

Completion one_tuple(Thread& thread, SignedWord number) {
    const Value value = Value::from_int(number);
    return or_raised(tuple_create(thread, &value, 1));
}

Completion memoryview_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const View view = view_of(self);
    found = true;
    if (&attribute == name<"itemsize">) return Value::from_int(static_cast<SignedWord>(view.size));
    if (&attribute == name<"nbytes">) return Value::from_int(static_cast<SignedWord>(view.count * view.size));
    if (&attribute == name<"obj">) return view.owner;
    if (&attribute == name<"readonly">) {
        Buffer buffer;
        return Value::from_bool(!buffer_of(view.owner, buffer) || !buffer.is_writable);
    }
    if (&attribute == name<"format">) {
        const char code = static_cast<char>(view.code);
        return or_raised(str_create(thread, {&code, 1}));
    }
    if (&attribute == name<"ndim">) return Value::from_int(1);
    if (&attribute == name<"shape">) return one_tuple(thread, static_cast<SignedWord>(view.count));
    if (&attribute == name<"strides">) return one_tuple(thread, view.step);
    if (&attribute == name<"suboffsets">) return &empty_tuple.header;
    if (&attribute == name<"contiguous"> || &attribute == name<"c_contiguous"> ||
        &attribute == name<"f_contiguous">) {
        return Value::from_bool(is_contiguous(view));
    }
    found = false;
    return kNone;
}

// ---- methods

/// release(): what the view was of need not be let go, and may change as it likes all the same.
Completion memoryview_release(Thread&, Value) {
    return kNone;
}

Completion memoryview_enter(Thread&, Value self) {
    return self;
}

Completion memoryview_exit(Thread&, const Value*, u32) {
    return kNone;
}

Completion memoryview_tobytes(Thread& thread, Value self) {
    return or_raised(copy_items(thread, view_of(self)));
}

Completion memoryview_tolist(Thread& thread, Value self) {
    return list_from(thread, self);
}

/// hex(...) of the bytes: it is theirs to do.
Completion memoryview_hex(Thread& thread, const Value* values, u32 count) {
    const Value bytes = TRY(memoryview_tobytes(thread, values[0]));
    Value arguments[3] = {bytes};
    for (u32 i = 1; i < count; ++i) arguments[i] = values[i];
    return bytes_hex(thread, arguments, count);
}

/// cast(format): the same memory as numbers of another kind.
Completion memoryview_cast(Thread& thread, Value self, Value format) {
    View view = view_of(self);
    char code = '\0';
    if (is_instance(format, str_type) && format.as<Str>()->length() == 1)
        code = static_cast<char>(format.as<Str>()->byte_at(0));
    constexpr std::string_view kCodes = "bBhHiIlLqQfdce?";
    if (kCodes.find(code) == std::string_view::npos) {
        return raise(thread, value_error_type,
                     "memoryview: destination format must be a native single character format"_packed);
    }
    if (!is_contiguous(view))
        return raise(thread, type_error_type,
                     "memoryview: casts are restricted to C-contiguous views"_packed);
    const usize bytes = view.count * view.size;
    view.code = static_cast<u8>(code);
    view.size = binary_size(code, true);
    view.step = static_cast<SignedWord>(view.size);
    view.count = bytes / view.size;
    if (view.count * view.size != bytes)
        return raise(thread, type_error_type, "memoryview: length is not a multiple of itemsize"_packed);
    return view_create(thread, view);
}

constinit const NativeFunction cast_method = native(name<"cast">, memoryview_cast, &memoryview_type);
constinit const NativeFunction enter_method = native(name<"__enter__">, memoryview_enter, &memoryview_type);
constinit const NativeFunction exit_method =
    native(name<"__exit__">, memoryview_exit, 1, kAnyArity, &memoryview_type);
constinit const NativeFunction hex_method = native(name<"hex">, memoryview_hex, 1, 3, &memoryview_type);
constinit const NativeFunction release_method = native(name<"release">, memoryview_release, &memoryview_type);
constinit const NativeFunction tobytes_method = native(name<"tobytes">, memoryview_tobytes, &memoryview_type);
constinit const NativeFunction tolist_method = native(name<"tolist">, memoryview_tolist, &memoryview_type);

constinit const Attribute memoryview_attributes[] = {
    {name<"cast">, &cast_method.header},       {name<"hex">, &hex_method.header},
    {name<"__enter__">, &enter_method.header}, {name<"__exit__">, &exit_method.header},
    {name<"release">, &release_method.header}, {name<"tobytes">, &tobytes_method.header},
    {name<"tolist">, &tolist_method.header},
};

Raised memoryview_print(Thread&, Value, Printer& printer, PrintForm) {
    printer.write_text("<memoryview>");  // all that MicroPython tells of it
    return kFine;
}

constinit const Slots memoryview_slots = {
    .print = memoryview_print,
    .hash = memoryview_hash,
    .compare = memoryview_compare,
    .construct = memoryview_construct,
    .get_attribute = memoryview_get_attribute,
    .length = memoryview_length,
    .get_item = memoryview_get_item,
    .set_item = memoryview_set_item,
    .buffer = memoryview_buffer,
    .iter = memoryview_iter,
    .trace = memoryview_trace,
    .size = memoryview_size,
};

}  // namespace

constinit const Type memoryview_type =
    builtin_type(memoryview_type, name<"memoryview">, memoryview_slots, 0, memoryview_attributes);

}  // namespace kinglet::runtime
