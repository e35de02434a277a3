#include "python/runtime/types/list_slices.hpp"

#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/sequence.hpp"

namespace kinglet::runtime {

namespace {

/// Puts `count` items in the place of `removed` ones at `index`.
Raised replace(Thread& thread, List& list, usize index, usize removed, const List& source) {
    const usize count = source.count;
    const usize tail = list.count - index - removed;
    if (count > removed) TRY(list_reserve(thread, list, list.count + count - removed));
    if (list.items == nullptr) return kFine;
    std::memmove(list.items + index + count, list.items + index + removed, tail * sizeof(Value));
    if (count != 0) std::memcpy(list.items + index, source.items, count * sizeof(Value));
    list.count = static_cast<HalfWord>(index + count + tail);
    return kFine;
}

}  // namespace

Completion list_get_slice(Thread& thread, const List& list, const Slice& slice) {
    SliceRange range;
    TRY(slice_indices(thread, slice, list.count, range));
    List* result = list_create(thread, nullptr, 0);
    if (result == nullptr) return Value();
    TRY(list_reserve(thread, *result, range.count));
    SignedWord from = range.start;
    for (usize i = 0; i < range.count; ++i, from += range.step) result->items[i] = list.items[from];
    result->count = static_cast<HalfWord>(range.count);
    return &result->header;
}

Raised list_set_slice(Thread& thread, List& list, const Slice& slice, Value iterable) {
    // The items first: getting them may run Python code that changes the list.
    Value source = iterable;
    if (!is_exactly(iterable, list_type) || iterable.as<List>() == &list) {
        const Completion made = list_from(thread, iterable);
        if (made.is_raised()) return kRaised;
        source = made.value();
    }
    const List& items = *source.as<List>();
    SliceRange range;
    TRY(slice_indices(thread, slice, list.count, range));
    if (range.step == 1) {
        return replace(thread, list, static_cast<usize>(range.start), range.count, items);
    }
    if (items.count != range.count) {
        return raise_format(thread, value_error_type,
                            "attempt to assign sequence of size %u to extended slice of size %u"_packed,
                            items.count, static_cast<u32>(range.count));
    }
    SignedWord to = range.start;
    for (usize i = 0; i < range.count; ++i, to += range.step) list.items[to] = items.items[i];
    return kFine;
}

Raised list_delete_slice(Thread& thread, List& list, const Slice& slice) {
    SliceRange range;
    TRY(slice_indices(thread, slice, list.count, range));
    if (range.count == 0) return kFine;
    if (range.step < 0) {  // the same items from the other end
        range.start += static_cast<SignedWord>(range.count - 1) * range.step;
        range.step = -range.step;
    }
    usize target = static_cast<usize>(range.start);
    usize next_deleted = target;
    usize deleted = 0;
    for (usize source = target; source < list.count; ++source) {
        if (deleted < range.count && source == next_deleted) {
            ++deleted;
            next_deleted += static_cast<usize>(range.step);
        } else {
            list.items[target++] = list.items[source];
        }
    }
    list.count = static_cast<HalfWord>(target);
    return kFine;
}

}  // namespace kinglet::runtime
