#include "python/runtime/types/slice.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

using bytecode::Comparison;

namespace {

constexpr SignedWord kWordMax = static_cast<SignedWord>(~Word{0} >> 1);

/// A bound as a word; ints that do not fit are as good as the largest.
Raised to_bound(Thread& thread, Value value, SignedWord& result) {
    if (value.is_int()) {
        result = value.as_int();
        return kFine;
    }
    if (is_exactly(value, int_type)) {
        result = value.as<BigInt>()->is_negative() ? -kWordMax : kWordMax;
        return kFine;
    }
    if (!is_number_like_index(value)) {
        return raise(thread, type_error_type,
                     "slice indices must be integers or None or have an __index__ method"_packed);
    }
    return to_integer(thread, value, result);
}

SignedWord clip(SignedWord bound, SignedWord length, bool is_backward) {
    if (bound < 0) {
        bound += length;
        if (bound < 0) return is_backward ? -1 : 0;
    }
    if (bound >= length) return is_backward ? length - 1 : length;
    return bound;
}

Raised slice_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    const Slice& slice = *self.as<Slice>();
    printer.write_text("slice(");
    TRY(print(thread, slice.start, printer, PrintForm::Repr));
    printer.write_text(", ");
    TRY(print(thread, slice.stop, printer, PrintForm::Repr));
    printer.write_text(", ");
    TRY(print(thread, slice.step, printer, PrintForm::Repr));
    printer.write_byte(')');
    return kFine;
}

Raised slice_hash(Thread& thread, Value, Word&) {
    return raise(thread, type_error_type, "unhashable type: 'slice'"_packed);
}

/// As the tuples (start, stop, step) compare.
Completion slice_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_exactly(other, slice_type)) return kNotImplemented;
    const Tuple* tuples[2];
    for (u32 i = 0; i < 2; ++i) {
        const Slice& slice = *(i == 0 ? self : other).as<Slice>();
        const Value values[] = {slice.start, slice.stop, slice.step};
        tuples[i] = tuple_create(thread, values, 3);
        if (tuples[i] == nullptr) return Value();
    }
    return compare(thread, comparison, &tuples[0]->header, &tuples[1]->header);
}

Completion slice_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"slice">, 1, 3));
    if (arguments.count == 1) return slice_create(thread, kNone, arguments[0], kNone);
    return slice_create(thread, arguments[0], arguments[1], arguments.count == 3 ? arguments[2] : kNone);
}

Completion slice_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    const Slice& slice = *self.as<Slice>();
    found = true;
    if (&attribute == name<"start">) return slice.start;
    if (&attribute == name<"stop">) return slice.stop;
    if (&attribute == name<"step">) return slice.step;
    found = false;
    return kNone;
}

void slice_trace(Tracer& tracer, Object& self) {
    const Slice& slice = reinterpret_cast<Slice&>(self);
    tracer.visit(slice.start);
    tracer.visit(slice.stop);
    tracer.visit(slice.step);
}

Completion slice_indices(Thread& thread, Value self, Value length) {
    SignedWord count = 0;
    TRY(to_integer(thread, length, count));
    if (count < 0) return raise(thread, value_error_type, "length should not be negative"_packed);
    SliceRange range;
    TRY(slice_indices(thread, *self.as<Slice>(), static_cast<usize>(count), range));
    Value items[3];
    const SignedWord numbers[] = {range.start, range.stop, range.step};
    for (u32 i = 0; i < 3; ++i) items[i] = TRY(int_create(thread, numbers[i]));
    return or_raised(tuple_create(thread, items, 3));
}

constinit const NativeFunction indices_method = native(name<"indices">, slice_indices, &slice_type);

constinit const Attribute slice_attributes[] = {{name<"indices">, &indices_method.header}};

constinit const Slots slice_slots = {
    .print = slice_print,
    .hash = slice_hash,
    .compare = slice_compare,
    .construct = slice_construct,
    .get_attribute = slice_get_attribute,
    .trace = slice_trace,
};

}  // namespace

constinit const Type slice_type =
    builtin_type(slice_type, name<"slice">, slice_slots, sizeof(Slice), slice_attributes);

namespace {

Completion fill(Thread& thread, Slice* slice, Value start, Value stop, Value step) {
    if (slice == nullptr) return raise_memory_error(thread, sizeof(Slice));
    slice->header.shape = &slice_type.root;
    slice->start = start;
    slice->stop = stop;
    slice->step = step;
    return &slice->header;
}

}  // namespace

Completion slice_create(Thread& thread, Value start, Value stop, Value step) {
    return fill(thread, static_cast<Slice*>(thread.heap.allocate(sizeof(Slice))), start, stop, step);
}

Completion slice_create_brief(Thread& thread, Value start, Value stop, Value step) {
    return fill(thread, static_cast<Slice*>(thread.heap.allocate_brief(sizeof(Slice))), start, stop, step);
}

Raised slice_bounds(Thread& thread, const Slice& slice, SliceRange& result) {
    result.step = 1;
    if (!slice.step.is_none()) TRY(to_bound(thread, slice.step, result.step));
    if (result.step == 0) return raise(thread, value_error_type, "slice step cannot be zero"_packed);
    if (result.step < -kWordMax) result.step = -kWordMax;
    result.start = result.step < 0 ? kWordMax : 0;
    result.stop = result.step < 0 ? -kWordMax : kWordMax;
    if (!slice.start.is_none()) TRY(to_bound(thread, slice.start, result.start));
    if (!slice.stop.is_none()) TRY(to_bound(thread, slice.stop, result.stop));
    return kFine;
}

void slice_clip(usize length, SliceRange& result) {
    const bool is_backward = result.step < 0;
    const auto count = static_cast<SignedWord>(length);
    result.start = clip(result.start, count, is_backward);
    result.stop = clip(result.stop, count, is_backward);
    result.count = 0;
    if (is_backward && result.stop < result.start) {
        result.count = static_cast<usize>((result.start - result.stop - 1) / -result.step + 1);
    } else if (!is_backward && result.start < result.stop) {
        result.count = static_cast<usize>((result.stop - result.start - 1) / result.step + 1);
    }
}

}  // namespace kinglet::runtime
