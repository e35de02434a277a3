// heapq: a list as a heap, the smallest item first. Comparisons may run Python code, so the items are looked
// up anew after each.
#include "python/runtime/operations.hpp"
#include "python/runtime/types/list.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

Raised require_list(Thread& thread, Value heap) {
    if ((type_of(heap).flags & kIsListType) != 0) return kFine;
    return raise(thread, type_error_type, "heap must be a list"_packed);
}

/// items[a] < items[b].
Raised is_less(Thread& thread, const List& heap, usize a, usize b, bool& result) {
    const u32 count = heap.count;
    const Value outcome = TRY(compare(thread, bytecode::Comparison::Less, heap.items[a], heap.items[b]));
    TRY(truth(thread, outcome, result));
    if (heap.count == count) return kFine;
    return raise(thread, runtime_error_type, "list changed size during iteration"_packed);
}

void swap(const List& heap, usize a, usize b) {
    const Value item = heap.items[a];
    heap.items[a] = heap.items[b];
    heap.items[b] = item;
}

/// Moves the item at `at` towards the root as long as its parent is larger.
Raised rise(Thread& thread, const List& heap, usize top, usize at) {
    while (at > top) {
        const usize parent = (at - 1) / 2;
        bool less = false;
        TRY(is_less(thread, heap, at, parent, less));
        if (!less) break;
        swap(heap, at, parent);
        at = parent;
    }
    return kFine;
}

/// Moves the item at `top` down to a leaf, smaller children rising, and from there up to its place: it mostly
/// belongs far down, which this way costs one comparison a level.
Raised sink(Thread& thread, const List& heap, usize top) {
    const usize count = heap.count;
    usize at = top;
    for (usize child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count) {
            bool less = false;
            TRY(is_less(thread, heap, child, child + 1, less));
            if (!less) ++child;
        }
        swap(heap, at, child);
    }
    return rise(thread, heap, top, at);
}

Completion heapq_heappush(Thread& thread, Value heap, Value item) {
    TRY(require_list(thread, heap));
    List& list = *heap.as<List>();
    TRY(list_append(thread, list, item));
    TRY(rise(thread, list, 0, list.count - 1));
    return kNone;
}

Completion heapq_heapreplace(Thread& thread, Value heap, Value item) {
    TRY(require_list(thread, heap));
    List& list = *heap.as<List>();
    if (list.count == 0) return raise(thread, index_error_type, "index out of range"_packed);
    const Value smallest = list.items[0];
    list.items[0] = item;
    TRY(sink(thread, list, 0));
    return smallest;
}

Completion heapq_heappop(Thread& thread, Value heap) {
    TRY(require_list(thread, heap));
    List& list = *heap.as<List>();
    if (list.count == 0) return raise(thread, index_error_type, "empty heap"_packed);
    const Value last = list.items[list.count - 1];
    list_remove_range(list, list.count - 1, 1);
    return list.count == 0 ? last : heapq_heapreplace(thread, heap, last);
}

Completion heapq_heappushpop(Thread& thread, Value heap, Value item) {
    TRY(require_list(thread, heap));
    const List& list = *heap.as<List>();
    if (list.count == 0) return item;
    const Value outcome = TRY(compare(thread, bytecode::Comparison::Less, list.items[0], item));
    bool less = false;
    TRY(truth(thread, outcome, less));
    return less ? heapq_heapreplace(thread, heap, item) : item;
}

Completion heapq_heapify(Thread& thread, Value heap) {
    TRY(require_list(thread, heap));
    const List& list = *heap.as<List>();
    for (usize i = list.count / 2; i-- != 0;) TRY(sink(thread, list, i));
    return kNone;
}

/// The first `count` of the items in order.
Completion first_sorted(Thread& thread, const Arguments& arguments, const Str* function_name,
                        bool is_reverse) {
    static constinit const Parameter parameters[] = {
        {name<"n">, Value()}, {name<"iterable">, Value()}, {name<"key">, kNone}};
    Value in[3];
    TRY(unpack(thread, arguments, function_name, parameters, 3, in));
    SignedWord count = 0;
    TRY(to_integer(thread, in[0], count));
    const Value all = TRY(list_from(thread, in[1]));
    List& list = *all.as<List>();
    TRY(list_sort(thread, list, in[2], is_reverse));
    const usize kept = count < 0 ? 0 : static_cast<usize>(count);
    if (kept < list.count) list_remove_range(list, kept, list.count - kept);
    return all;
}
Completion heapq_nlargest(Thread& thread, const Arguments& arguments) {
    return first_sorted(thread, arguments, name<"nlargest">, true);
}
Completion heapq_nsmallest(Thread& thread, const Arguments& arguments) {
    return first_sorted(thread, arguments, name<"nsmallest">, false);
}

constinit const NativeFunction heapify_function = native(name<"heapify">, heapq_heapify);
constinit const NativeFunction heappop_function = native(name<"heappop">, heapq_heappop);
constinit const NativeFunction heappush_function = native(name<"heappush">, heapq_heappush);
constinit const NativeFunction heappushpop_function = native(name<"heappushpop">, heapq_heappushpop);
constinit const NativeFunction heapreplace_function = native(name<"heapreplace">, heapq_heapreplace);
constinit const NativeFunction nlargest_function = native(name<"nlargest">, heapq_nlargest, 0, kAnyArity);
constinit const NativeFunction nsmallest_function = native(name<"nsmallest">, heapq_nsmallest, 0, kAnyArity);

constexpr Attribute all_attributes[] = {
    {name<"heapify">, &heapify_function.header},
    {name<"heappop">, &heappop_function.header},
    {name<"heappush">, &heappush_function.header},
    // rare
    {name<"heappushpop">, &heappushpop_function.header},
    {name<"heapreplace">, &heapreplace_function.header},
    {name<"nlargest">, &nlargest_function.header},
    {name<"nsmallest">, &nsmallest_function.header},
};
constinit const auto attributes = attribute_table<4>(all_attributes);

}  // namespace

extern const BuiltinModule heapq_module;
constinit const BuiltinModule heapq_module = builtin_module(name<"heapq">, attributes.entries);

}  // namespace kinglet::stdlib
