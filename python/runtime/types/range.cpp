#include "python/runtime/types/range.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/slice.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

using bytecode::Comparison;

namespace {

Word length_of(const Range& range) {
    return range_length(range.start, range.stop, range.step);
}

/// Item `index`; it lies between start and stop, so nothing overflows that did not before.
SignedWord item_of(const Range& range, Word index) {
    return static_cast<SignedWord>(static_cast<Word>(range.start) + index * static_cast<Word>(range.step));
}

Raised range_print(Thread&, Value self, Printer& printer, PrintForm) {
    const Range& range = *self.as<Range>();
    printer.write_text("range(");
    printer.write_signed(range.start);
    printer.write_text(", ");
    printer.write_signed(range.stop);
    if (range.step != 1) {
        printer.write_text(", ");
        printer.write_signed(range.step);
    }
    printer.write_byte(')');
    return kFine;
}

Raised range_hash(Thread&, Value self, Word& result) {
    const Range& range = *self.as<Range>();
    const Word length = length_of(range);
    result = length;
    if (length > 0) result = result * 31 + static_cast<Word>(range.start);
    if (length > 1) result = result * 31 + static_cast<Word>(range.step);
    result >>= 2;
    return kFine;
}

Completion range_compare(Thread&, Value self, Value other, Comparison comparison) {
    if (!is_exactly(other, range_type)) return kNotImplemented;
    if (comparison != Comparison::Equal && comparison != Comparison::NotEqual) return kNotImplemented;
    const Range& a = *self.as<Range>();
    const Range& b = *other.as<Range>();
    const Word length = length_of(a);
    const bool same =
        length == length_of(b) && (length == 0 || (a.start == b.start && (length == 1 || a.step == b.step)));
    return Value::from_bool(same == (comparison == Comparison::Equal));
}

Completion range_construct(Thread& thread, const Type&, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, name<"range">, 1, 3));
    SignedWord in[3] = {0, 0, 1};
    if (arguments.count == 1) {
        TRY(to_integer(thread, arguments[0], in[1]));
    } else {
        for (u32 i = 0; i < arguments.count; ++i) TRY(to_integer(thread, arguments[i], in[i]));
    }
    if (in[2] == 0) return raise(thread, value_error_type, "range() arg 3 must not be zero"_packed);
    return range_create(thread, in[0], in[1], in[2]);
}

Completion range_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Range& range = *self.as<Range>();
    found = true;
    if (&attribute == name<"start">) return int_create(thread, range.start);
    if (&attribute == name<"stop">) return int_create(thread, range.stop);
    if (&attribute == name<"step">) return int_create(thread, range.step);
    found = false;
    return kNone;
}

Raised range_length_slot(Thread& thread, Value self, usize& result) {
    result = length_of(*self.as<Range>());
    if (static_cast<SignedWord>(result) >= 0) return kFine;
    return raise(thread, overflow_error_type, "range() result has too many items"_packed);
}

Raised range_truth(Thread&, Value self, bool& result) {
    result = length_of(*self.as<Range>()) != 0;
    return kFine;
}

Completion range_get_item(Thread& thread, Value self, Value key) {
    const Range& range = *self.as<Range>();
    const Word length = length_of(range);
    if (is_exactly(key, slice_type)) {
        SliceRange part;
        TRY(slice_indices(thread, *key.as<Slice>(), length, part));
        SignedWord step = 0;
        if (__builtin_mul_overflow(range.step, part.step, &step)) step = part.step < 0 ? -1 : 1;
        return range_create(thread, item_of(range, static_cast<Word>(part.start)),
                            item_of(range, static_cast<Word>(part.stop)), step);
    }
    usize index = 0;
    TRY(index_of(thread, key, length, "range object index out of range"_packed, index));
    return int_create(thread, item_of(range, index));
}

/// Where the number stands in the range.
bool find(const Range& range, SignedWord number, Word& index) {
    if (range.step > 0 ? number < range.start || number >= range.stop
                       : number > range.start || number <= range.stop) {
        return false;
    }
    const Word distance = range.step > 0 ? static_cast<Word>(number) - static_cast<Word>(range.start)
                                         : static_cast<Word>(range.start) - static_cast<Word>(number);
    const Word step =
        range.step > 0 ? static_cast<Word>(range.step) : Word{0} - static_cast<Word>(range.step);
    index = distance / step;
    return distance % step == 0;
}

/// True if the item is an int or bool; then `found` and `index` tell where it stands.
bool find_int(const Range& range, Value item, bool& found, Word& index) {
    found = false;
    if (item.is_int() || item.is_bool()) {
        found = find(range, item.is_int() ? item.as_int() : item.is_true(), index);
        return true;
    }
    if (!is_exactly(item, int_type)) return false;
    bool fits = false;
    const i64 number = int_to_i64(item, fits);
    const auto word = static_cast<SignedWord>(number);
    if (fits && word == number) found = find(range, word, index);
    return true;
}

Raised range_contains(Thread& thread, Value self, Value item, bool& result) {
    const Range& range = *self.as<Range>();
    Word index = 0;
    if (find_int(range, item, result, index)) return kFine;
    result = false;
    const Word length = length_of(range);
    for (Word i = 0; i < length && !result; ++i) {  // a float, an instance: compared one by one
        if (UNLIKELY(thread.pending != 0)) TRY(run_pending(thread));
        const Value number = TRY(int_create(thread, item_of(range, i)));
        TRY(equal(thread, number, item, result));
    }
    return kFine;
}

Completion range_iter(Thread& thread, Value self) {
    const Range& range = *self.as<Range>();
    auto* iterator = static_cast<RangeIterator*>(thread.heap.allocate_iterator(sizeof(RangeIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(RangeIterator));
    iterator->header.shape = &range_iterator_type.root;
    iterator->current = range.start;
    iterator->step = range.step;
    iterator->remaining = length_of(range);
    return &iterator->header;
}

Completion range_count(Thread& thread, Value self, Value item) {
    bool found = false;
    TRY(range_contains(thread, self, item, found));
    return Value::from_int(found ? 1 : 0);
}

Completion range_index(Thread& thread, Value self, Value item) {
    Word index = 0;
    bool found = false;
    if (find_int(*self.as<Range>(), item, found, index) && found) return int_create_unsigned(thread, index);
    return raise_format(thread, value_error_type, "%r is not in range"_packed, item);
}

Completion range_reversed(Thread& thread, Value self) {
    const Range& range = *self.as<Range>();
    const Value iterator = TRY(range_iter(thread, self));
    RangeIterator& reversed = *iterator.as<RangeIterator>();
    reversed.current = item_of(range, reversed.remaining - 1);
    reversed.step = static_cast<SignedWord>(Word{0} - static_cast<Word>(range.step));
    return iterator;
}

constinit const NativeFunction count_method = native(name<"count">, range_count, &range_type);
constinit const NativeFunction index_method = native(name<"index">, range_index, &range_type);
constinit const NativeFunction reversed_method = native(name<"__reversed__">, range_reversed, &range_type);

constinit const Attribute range_attributes[] = {
    {name<"count">, &count_method.header},
    {name<"index">, &index_method.header},
    {name<"__reversed__">, &reversed_method.header},
};

constinit const Slots range_slots = {
    .print = range_print,
    .hash = range_hash,
    .compare = range_compare,
    .truth = range_truth,
    .construct = range_construct,
    .get_attribute = range_get_attribute,
    .length = range_length_slot,
    .get_item = range_get_item,
    .contains = range_contains,
    .iter = range_iter,
};

Completion range_iterator_next(Thread& thread, Value self) {
    RangeIterator& iterator = *self.as<RangeIterator>();
    if (iterator.remaining == 0) return kUndefined;
    --iterator.remaining;
    const SignedWord number = iterator.current;
    iterator.current = static_cast<SignedWord>(static_cast<Word>(number) + static_cast<Word>(iterator.step));
    return int_create(thread, number);
}

constinit const Slots range_iterator_slots = {.iter = iterator_self, .next = range_iterator_next};

}  // namespace

constinit const Type range_type =
    builtin_type(range_type, name<"range">, range_slots, sizeof(Range), range_attributes);
constinit const Type range_iterator_type =
    builtin_type(range_iterator_type, name<"range_iterator">, range_iterator_slots, sizeof(RangeIterator));

Word range_length(SignedWord start, SignedWord stop, SignedWord step) {
    if (step > 0) {
        if (start >= stop) return 0;
        return (static_cast<Word>(stop) - static_cast<Word>(start) - 1) / static_cast<Word>(step) + 1;
    }
    if (start <= stop) return 0;
    return (static_cast<Word>(start) - static_cast<Word>(stop) - 1) / (Word{0} - static_cast<Word>(step)) + 1;
}

Completion range_create(Thread& thread, SignedWord start, SignedWord stop, SignedWord step) {
    auto* range = static_cast<Range*>(thread.heap.allocate(sizeof(Range)));
    if (range == nullptr) return raise_memory_error(thread, sizeof(Range));
    range->header.shape = &range_type.root;
    range->start = start;
    range->stop = stop;
    range->step = step;
    return &range->header;
}

}  // namespace kinglet::runtime
