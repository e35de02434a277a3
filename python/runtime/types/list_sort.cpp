// list.sort: a stable merge sort, bottom-up, over runs made by binary insertion. Where memory for the merge
// is short it merges in place (slower, same result). While it runs the list is empty, as in CPython, so that
// a comparison or key function that changes the list is found out.
#include "base/flash.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/str.hpp"

namespace kinglet::runtime {

namespace {

constexpr usize kRun = 12;

bool is_before(const Str& a, const Str& b) {
    const usize common = std::min(a.length(), b.length());
    const int order = flash_compare(a.data(), b.data(), common);
    return order != 0 ? order < 0 : a.length() < b.length();
}

/// The keys in their order and, if there is a key function, the items beside them.
struct Sorter {
    Thread& thread;
    Value* keys;
    Value* items;  // nullptr: the keys are the items
    Value* spare;  // for half of the keys, then half of the items; nullptr: none
    usize half;
    bool is_reverse;

    Raised less(Value a, Value b, bool& result) {
        if (is_reverse) std::swap(a, b);
        if (a.is_int() && b.is_int()) {
            result = a.as_int() < b.as_int();
            return kFine;
        }
        if (is_exactly(a, str_type) && is_exactly(b, str_type)) {
            result = is_before(*a.as<Str>(), *b.as<Str>());  // the order of UTF-8 is that of the code points
            return kFine;
        }
        if (a.is_float() && b.is_float()) {
            result = a.as_float() < b.as_float();
            return kFine;
        }
        const Value answer = TRY(compare(thread, bytecode::Comparison::Less, a, b));
        return truth(thread, answer, result);
    }

    /// Takes item `from` out and puts it in before `to`, which is not behind it.
    static void move_one(Value* array, usize from, usize to) {
        const Value moved = array[from];
        std::memmove(array + to + 1, array + to, (from - to) * sizeof(Value));
        array[to] = moved;
    }

    /// Inserts item `i` into the ordered items from `low` up to it.
    Raised insert(usize low, usize i) {
        usize high = i;
        while (low < high) {
            const usize middle = low + (high - low) / 2;
            bool before = false;
            TRY(less(keys[i], keys[middle], before));
            if (before) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low == i) return kFine;
        move_one(keys, i, low);
        if (items != nullptr) move_one(items, i, low);
        return kFine;
    }

    Raised sort_run(usize begin, usize end) {
        for (usize i = begin + 1; i < end; ++i) {
            bool before = false;
            TRY(less(keys[i], keys[i - 1], before));
            if (before) TRY(insert(begin, i));
        }
        return kFine;
    }

    Raised merge_with_spare(usize begin, usize middle, usize end) {
        const usize left_count = middle - begin;
        std::memcpy(spare, keys + begin, left_count * sizeof(Value));
        if (items != nullptr) std::memcpy(spare + half, items + begin, left_count * sizeof(Value));
        usize left = 0;
        usize right = middle;
        usize to = begin;
        bool has_failed = false;
        while (left < left_count && right < end) {
            bool before = false;
            if (less(keys[right], spare[left], before).is_raised()) {
                has_failed = true;
                break;
            }
            keys[to] = before ? keys[right] : spare[left];
            if (items != nullptr) items[to] = before ? items[right] : spare[half + left];
            ++(before ? right : left);
            ++to;
        }
        // Whether it failed or not: what is left of the spare fills the gap exactly.
        std::memcpy(keys + to, spare + left, (left_count - left) * sizeof(Value));
        if (items != nullptr)
            std::memcpy(items + to, spare + half + left, (left_count - left) * sizeof(Value));
        return has_failed ? kRaised : kFine;
    }

    Raised merge(usize begin, usize middle, usize end) {
        bool before = false;
        TRY(less(keys[middle], keys[middle - 1], before));
        if (!before) return kFine;
        if (spare != nullptr) return merge_with_spare(begin, middle, end);
        for (usize i = middle; i < end; ++i) TRY(insert(begin, i));
        return kFine;
    }

    Raised sort(usize count) {
        for (usize begin = 0; begin < count; begin += kRun) {
            TRY(sort_run(begin, std::min(begin + kRun, count)));
        }
        for (usize width = kRun; width < count; width *= 2) {
            for (usize begin = 0; begin + width < count; begin += 2 * width) {
                TRY(merge(begin, begin + width, std::min(begin + 2 * width, count)));
            }
        }
        return kFine;
    }
};

/// Room for the merge of `count` items, traced by the collector; without items where memory is short.
List* make_spare(Thread& thread, usize count) {
    List* spare = list_create(thread, nullptr, 0);
    if (spare == nullptr) return nullptr;
    void* block = count > kRun ? thread.heap.allocate_raw(count * sizeof(Value), RawKind::Values) : nullptr;
    if (block != nullptr) {
        spare->items = static_cast<Value*>(block);
        spare->count = spare->capacity = static_cast<HalfWord>(count);
    }
    return spare;
}

Raised sort_items(Thread& thread, List& held, Value key, bool is_reverse) {
    const usize count = held.count;
    List* keys = nullptr;
    if (!key.is_none()) {
        keys = list_create(thread, nullptr, count);
        if (keys == nullptr) return kRaised;
        for (usize i = 0; i < count; ++i) {
            const Completion made = call(thread, key, held.items[i]);
            if (made.is_raised()) return kRaised;
            keys->items[i] = made.value();
        }
    }
    // Each merge copies its left side: a power of two times the run, so up to one run less than all.
    usize half = kRun;
    while (half * 2 < count) half *= 2;
    List* spare = make_spare(thread, keys != nullptr ? half * 2 : half);
    if (spare == nullptr) return kRaised;
    Sorter sorter{thread,
                  keys != nullptr ? keys->items : held.items,
                  keys != nullptr ? held.items : nullptr,
                  spare->items,
                  half,
                  is_reverse};
    const Raised outcome = sorter.sort(count);
    if (spare->items != nullptr) list_clear(thread, *spare);
    if (keys != nullptr) list_clear(thread, *keys);
    return outcome;
}

}  // namespace

Raised list_sort(Thread& thread, List& list, Value key, bool is_reverse) {
    if (list.count < 2 && key.is_none()) return kFine;
    List* held = list_create(thread, nullptr, 0);
    if (held == nullptr) return kRaised;
    std::swap(list.items, held->items);
    std::swap(list.count, held->count);
    std::swap(list.capacity, held->capacity);
    const Raised outcome = sort_items(thread, *held, key, is_reverse);
    const bool was_changed = list.count != 0;
    if (list.items != nullptr) list_clear(thread, list);
    std::swap(list.items, held->items);
    std::swap(list.count, held->count);
    std::swap(list.capacity, held->capacity);
    if (was_changed && !outcome.is_raised())
        return raise(thread, value_error_type, "list modified during sort"_packed);
    return outcome;
}

}  // namespace kinglet::runtime
