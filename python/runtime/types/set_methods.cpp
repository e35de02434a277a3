#include "python/runtime/types/set_methods.hpp"

#include <iterator>
#include <utility>

#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/table.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;

namespace {

/// A new set with the items of any iterable.
Completion copy_as(Thread& thread, Value iterable, const Type& type) {
    Set* set = set_create(thread, type);
    if (set == nullptr) return Value();
    TRY(set_update(thread, *set, iterable));
    return &set->header;
}

/// What a set method makes of its own kind: frozensets of frozensets.
const Type& result_type(Value self) {
    return is_subtype(type_of(self), set_type) ? set_type : frozenset_type;
}

/// The iterable itself if it is a set, else a set of its items.
Completion as_set(Thread& thread, Value iterable) {
    if ((type_of(iterable).flags & kIsSetType) != 0) return iterable;
    return copy_as(thread, iterable, set_type);
}

/// set &= iterable. Of two items that are equal the one stays that CPython keeps: the iterable's, or the
/// set's if the iterable is a larger set.
Raised intersect(Thread& thread, Set& set, Value iterable) {
    Set* kept = set_create(thread, set_type);
    if (kept == nullptr) return kRaised;
    const bool is_larger_set =
        (type_of(iterable).flags & kIsSetType) != 0 && iterable.as<Set>()->count() > set.count();
    const Value walked = is_larger_set ? Value(&set.header) : iterable;
    const Value iterator = TRY(get_iter(thread, walked));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) break;
        bool found = false;
        if (is_larger_set) {
            TRY(contains(thread, iterable, item, found));
        } else {
            TRY(set_contains(thread, set, item, found));
        }
        if (found) TRY(set_add(thread, *kept, item));
    }
    table_clear(thread, table_of(set), kSetShift);
    std::swap(set.items, kept->items);
    std::swap(set.state, kept->state);
    return kFine;
}

/// The method forms, union(*others) and so on: any iterables.
Completion combine(Thread& thread, BinaryOperator op, const Value* values, u32 count) {
    const Value result = TRY(copy_as(thread, values[0], result_type(values[0])));
    for (u32 i = 1; i < count; ++i) TRY(set_change(thread, op, *result.as<Set>(), values[i]));
    return result;
}

Completion set_init(Thread& thread, const Value* values, u32 count) {
    Set& set = *values[0].as<Set>();
    table_clear(thread, table_of(set), kSetShift);
    if (count > 1) TRY(set_update(thread, set, values[1]));
    return kNone;
}

Completion set_add(Thread& thread, Value self, Value item) {
    TRY(set_add(thread, *self.as<Set>(), item));
    return kNone;
}

Completion set_clear(Thread& thread, Value self) {
    table_clear(thread, table_of(*self.as<Set>()), kSetShift);
    return kNone;
}

Completion set_copy(Thread& thread, Value self) {
    if (is_exactly(self, frozenset_type)) return self;
    return copy_as(thread, self, result_type(self));
}

Completion set_difference(Thread& thread, const Value* values, u32 count) {
    return combine(thread, BinaryOperator::Subtract, values, count);
}
Completion set_intersection(Thread& thread, const Value* values, u32 count) {
    return combine(thread, BinaryOperator::BitAnd, values, count);
}
Completion set_symmetric_difference(Thread& thread, Value self, Value other) {
    const Value values[] = {self, other};
    return combine(thread, BinaryOperator::BitXor, values, 2);
}
Completion set_union(Thread& thread, const Value* values, u32 count) {
    return combine(thread, BinaryOperator::BitOr, values, count);
}

Completion change_all(Thread& thread, BinaryOperator op, const Value* values, u32 count) {
    for (u32 i = 1; i < count; ++i) TRY(set_change(thread, op, *values[0].as<Set>(), values[i]));
    return kNone;
}
Completion set_difference_update(Thread& thread, const Value* values, u32 count) {
    return change_all(thread, BinaryOperator::Subtract, values, count);
}
Completion set_intersection_update(Thread& thread, const Value* values, u32 count) {
    return change_all(thread, BinaryOperator::BitAnd, values, count);
}
Completion set_symmetric_difference_update(Thread& thread, Value self, Value other) {
    TRY(set_change(thread, BinaryOperator::BitXor, *self.as<Set>(), other));
    return kNone;
}
Completion set_update(Thread& thread, const Value* values, u32 count) {
    return change_all(thread, BinaryOperator::BitOr, values, count);
}

Completion set_discard(Thread& thread, Value self, Value item) {
    bool found = false;
    TRY(set_remove(thread, *self.as<Set>(), item, found));
    return kNone;
}

Completion set_remove(Thread& thread, Value self, Value item) {
    bool found = false;
    TRY(set_remove(thread, *self.as<Set>(), item, found));
    if (found) return kNone;
    return raise(thread, key_error_type, item);
}

Completion set_pop(Thread& thread, Value self) {
    Set& set = *self.as<Set>();
    const Probe probe = table_first_or_last(thread, table_of(set), kSetShift);
    if (probe.position == kNoPosition) return raise(thread, key_error_type, "pop from an empty set"_packed);
    const Value item = set.items[probe.position];
    table_erase(thread, table_of(set), probe, kSetShift);
    return item;
}

Completion set_isdisjoint(Thread& thread, Value self, Value other) {
    const Value iterator = TRY(get_iter(thread, other));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kTrue;
        bool found = false;
        TRY(set_contains(thread, *self.as<Set>(), item, found));
        if (found) return kFalse;
    }
}

Completion set_issubset(Thread& thread, Value self, Value other) {
    const Value whole = TRY(as_set(thread, other));
    bool result = false;
    TRY(set_is_subset(thread, self, whole, result));
    return Value::from_bool(result);
}

Completion set_issuperset(Thread& thread, Value self, Value other) {
    bool result = false;
    TRY(set_is_subset(thread, other, self, result));
    return Value::from_bool(result);
}

Completion set_special_contains(Thread& thread, Value self, Value item) {
    bool result = false;
    TRY(set_contains(thread, *self.as<Set>(), item, result));
    return Value::from_bool(result);
}

constinit const NativeFunction init_method = native(name<"__init__">, set_init, 1, 2, &set_type);
constinit const NativeFunction add_method = native(name<"add">, set_add, &set_type);
constinit const NativeFunction clear_method = native(name<"clear">, set_clear, &set_type);
constinit const NativeFunction discard_method = native(name<"discard">, set_discard, &set_type);
constinit const NativeFunction pop_method = native(name<"pop">, set_pop, &set_type);
constinit const NativeFunction remove_method = native(name<"remove">, set_remove, &set_type);
constinit const NativeFunction update_method = native(name<"update">, set_update, 1, kAnyArity, &set_type);
constinit const NativeFunction difference_update_method =
    native(name<"difference_update">, set_difference_update, 1, kAnyArity, &set_type);
constinit const NativeFunction intersection_update_method =
    native(name<"intersection_update">, set_intersection_update, 1, kAnyArity, &set_type);
constinit const NativeFunction symmetric_difference_update_method =
    native(name<"symmetric_difference_update">, set_symmetric_difference_update, &set_type);

/// The methods that both types have; each checks for its own type of self.
template <const Type& Owner>
struct Shared {
    static constexpr NativeFunction copy = native(name<"copy">, set_copy, &Owner);
    static constexpr NativeFunction difference =
        native(name<"difference">, set_difference, 1, kAnyArity, &Owner);
    static constexpr NativeFunction intersection =
        native(name<"intersection">, set_intersection, 1, kAnyArity, &Owner);
    static constexpr NativeFunction isdisjoint = native(name<"isdisjoint">, set_isdisjoint, &Owner);
    static constexpr NativeFunction issubset = native(name<"issubset">, set_issubset, &Owner);
    static constexpr NativeFunction issuperset = native(name<"issuperset">, set_issuperset, &Owner);
    static constexpr NativeFunction symmetric_difference =
        native(name<"symmetric_difference">, set_symmetric_difference, &Owner);
    static constexpr NativeFunction union_ = native(name<"union">, set_union, 1, kAnyArity, &Owner);
    static constexpr NativeFunction contains = native(name<"__contains__">, set_special_contains, &Owner);
};

}  // namespace

// clang-format off
#define KINGLET_SHARED_SET_METHODS(Owner)                                          \
    {name<"copy">, &Shared<Owner>::copy.header},                                   \
    {name<"difference">, &Shared<Owner>::difference.header},                       \
    {name<"intersection">, &Shared<Owner>::intersection.header},                   \
    {name<"isdisjoint">, &Shared<Owner>::isdisjoint.header},                       \
    {name<"issubset">, &Shared<Owner>::issubset.header},                           \
    {name<"issuperset">, &Shared<Owner>::issuperset.header},                       \
    {name<"symmetric_difference">, &Shared<Owner>::symmetric_difference.header},   \
    {name<"union">, &Shared<Owner>::union_.header},                                \
    {name<"__contains__">, &Shared<Owner>::contains.header}
// clang-format on

constinit const Attribute set_attributes[] = {
    {name<"add">, &add_method.header},
    {name<"discard">, &discard_method.header},
    {name<"remove">, &remove_method.header},
    {name<"pop">, &pop_method.header},
    {name<"update">, &update_method.header},
    {name<"clear">, &clear_method.header},
    {name<"difference_update">, &difference_update_method.header},
    {name<"intersection_update">, &intersection_update_method.header},
    {name<"symmetric_difference_update">, &symmetric_difference_update_method.header},
    {name<"__init__">, &init_method.header},
    KINGLET_SHARED_SET_METHODS(set_type),
};
static_assert(std::size(set_attributes) == set_attribute_count);

constinit const Attribute frozenset_attributes[] = {KINGLET_SHARED_SET_METHODS(frozenset_type)};
static_assert(std::size(frozenset_attributes) == frozenset_attribute_count);

Raised set_is_subset(Thread& thread, Value part, Value whole, bool& result) {
    const Value iterator = TRY(get_iter(thread, part));
    result = true;
    while (result) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) break;
        TRY(contains(thread, whole, item, result));
    }
    return kFine;
}

Raised set_change(Thread& thread, BinaryOperator op, Set& set, Value iterable) {
    if (op == BinaryOperator::BitOr) return set_update(thread, set, iterable);
    if (op == BinaryOperator::BitAnd) return intersect(thread, set, iterable);
    // - and ^: with a copy of the other, which may be the same set, and whose items count once.
    const Value other = TRY(copy_as(thread, iterable, set_type));
    u32 position = 0;
    while (const Value item = set_next(*other.as<Set>(), position)) {
        bool found = false;
        TRY(set_remove(thread, set, item, found));
        if (!found && op == BinaryOperator::BitXor) TRY(set_add(thread, set, item));
    }
    return kFine;
}

Completion set_operation(Thread& thread, BinaryOperator op, Value left, Value right, const Type& type) {
    const Value result = TRY(copy_as(thread, left, type));
    TRY(set_change(thread, op, *result.as<Set>(), right));
    return result;
}

}  // namespace kinglet::runtime
