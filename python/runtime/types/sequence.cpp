#include "python/runtime/types/sequence.hpp"

#include "python/runtime/recursion.hpp"

namespace kinglet::runtime {

using bytecode::Comparison;

namespace {

Raised bound_of(Thread& thread, Value value, usize count, usize& result) {
    SignedWord bound = 0;
    if (value.is_int()) {
        bound = value.as_int();
    } else {
        TRY(to_integer(thread, value, bound));
    }
    if (bound < 0) {
        bound += static_cast<SignedWord>(count);
        if (bound < 0) bound = 0;
    }
    result = static_cast<usize>(bound);
    return kFine;
}

}  // namespace

// Language Reference 6.10.1: the first pair of items that differs decides; without one, the lengths do.
Completion sequence_compare(Thread& thread, Value left, Value right, Comparison comparison) {
    TRY(check_native_stack(thread));
    const bool is_equality = comparison == Comparison::Equal || comparison == Comparison::NotEqual;
    if (is_equality && items_of(left).count != items_of(right).count) {
        return Value::from_bool(comparison == Comparison::NotEqual);
    }
    for (usize i = 0;; ++i) {
        const ItemSpan a = items_of(left);
        const ItemSpan b = items_of(right);
        if (i >= a.count || i >= b.count) return compare_lengths(comparison, a.count, b.count);
        const Value x = a.items[i];
        const Value y = b.items[i];
        bool same = false;
        TRY(equal(thread, x, y, same));
        if (same) continue;
        if (is_equality) return Value::from_bool(comparison == Comparison::NotEqual);
        return compare(thread, comparison, x, y);
    }
}

Raised sequence_contains(Thread& thread, Value self, Value item, bool& result) {
    result = false;
    for (usize i = 0; !result; ++i) {
        const ItemSpan span = items_of(self);
        if (i >= span.count) break;
        TRY(equal(thread, span.items[i], item, result));
    }
    return kFine;
}

Completion sequence_index(Thread& thread, const Value* values, u32 count, PackedText not_found) {
    usize start = 0;
    usize stop = ~usize{0};
    if (count > 2) TRY(bound_of(thread, values[2], items_of(values[0]).count, start));
    if (count > 3) TRY(bound_of(thread, values[3], items_of(values[0]).count, stop));
    for (usize i = start; i < stop; ++i) {
        const ItemSpan span = items_of(values[0]);
        if (i >= span.count) break;
        bool same = false;
        TRY(equal(thread, span.items[i], values[1], same));
        if (same) return Value::from_int(static_cast<SignedWord>(i));
    }
    return raise_format(thread, value_error_type, not_found, values[1]);
}

Completion sequence_count(Thread& thread, Value self, Value item) {
    SignedWord number = 0;
    for (usize i = 0;; ++i) {
        const ItemSpan span = items_of(self);
        if (i >= span.count) return Value::from_int(number);
        bool same = false;
        TRY(equal(thread, span.items[i], item, same));
        if (same) ++number;
    }
}

Raised sequence_print_items(Thread& thread, Value self, Printer& printer) {
    for (usize i = 0;; ++i) {
        const ItemSpan span = items_of(self);
        if (i >= span.count) return kFine;
        if (i != 0) printer.write_text(", ");
        TRY(print(thread, span.items[i], printer, PrintForm::Repr));
    }
}

Raised repeat_count(Thread& thread, Value number, usize item_count, usize& result, bool& is_number) {
    is_number = number.is_int() || is_number_like_index(number);
    if (!is_number) return kFine;
    SignedWord times = 0;
    TRY(to_integer(thread, number, times));
    result = times < 0 ? 0 : static_cast<usize>(times);
    usize total = 0;
    if (__builtin_mul_overflow(result, item_count * sizeof(Value), &total) || total > ~u32{0} / 4) {
        return raise_memory_error(thread, ~u32{0});
    }
    return kFine;
}

}  // namespace kinglet::runtime
