// What list and tuple have in common: comparison, search, printing. They take a list or a tuple (or an
// instance of a subclass) and read its items anew after each comparison, because that may run Python code
// which changes a list.
#pragma once

#include "python/runtime/operations.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

struct ItemSpan {
    const Value* items;
    usize count;
};

inline bool is_list_like(Value value) {
    return (type_of(value).flags & kIsListType) != 0;
}
inline bool is_tuple_like(Value value) {
    return (type_of(value).flags & kIsTupleType) != 0;
}

/// The items as they lie now.
inline ItemSpan items_of(Value list_or_tuple) {
    if (is_list_like(list_or_tuple)) {
        const List& list = *list_or_tuple.as<List>();
        return {list.items, list.count};
    }
    const Tuple& tuple = *list_or_tuple.as<Tuple>();
    return {tuple.items(), tuple.count};
}

/// Lexicographical comparison of two of the same kind.
Completion sequence_compare(Thread&, Value left, Value right, bytecode::Comparison);
/// Slots::contains of both.
Raised sequence_contains(Thread&, Value self, Value item, bool& result);
/// The methods index (values: self, item, start, stop) and count.
Completion sequence_index(Thread&, const Value* values, u32 count, PackedText not_found);
Completion sequence_count(Thread&, Value self, Value item);
/// Writes the reprs of the items, separated by commas.
Raised sequence_print_items(Thread&, Value self, Printer&);
/// The number that a sequence is repeated by, 0 for negative ones; `is_number` false if it is no int.
Raised repeat_count(Thread&, Value number, usize item_count, usize& result, bool& is_number);

}  // namespace kinglet::runtime
