#include "python/runtime/types/set.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/set_methods.hpp"
#include "python/runtime/types/table.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

bool is_set_like(Value value) {
    return (type_of(value).flags & kIsSetType) != 0;
}

Raised find(Thread& thread, const Set& set, Value item, Probe& probe) {
    u32 hash = 0;
    TRY(table_hash(thread, item, hash));
    return table_find(thread, table_of(set), item, hash, kSetShift, probe);
}

Raised set_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, self);
    const Set& set = *self.as<Set>();
    const bool is_plain = is_exactly(self, set_type);
    if (!is_plain || set.count() == 0) {
        printer.write(type_of(self).name->view());
        printer.write_byte('(');
    }
    if (guard.is_nested()) {
        printer.write_text("...");
    } else if (set.count() != 0) {
        printer.write_byte('{');
        u32 position = 0;
        bool first = true;
        while (const Value item = set_next(set, position)) {
            if (!first) printer.write_text(", ");
            first = false;
            TRY(print(thread, item, printer, PrintForm::Repr));
        }
        printer.write_byte('}');
    }
    if (!is_plain || set.count() == 0) printer.write_byte(')');
    return kFine;
}

Raised frozenset_hash(Thread& thread, Value self, Word& result) {
    u32 mixed = 1927868237U * (self.as<Set>()->count() + 1);
    u32 position = 0;
    while (const Value item = set_next(*self.as<Set>(), position)) {
        u32 hash = 0;
        TRY(table_hash(thread, item, hash));
        mixed ^= (hash ^ 89869747U ^ (hash << 16)) * 3644798167U;  // the order does not matter
    }
    result = mixed >> 2;
    return kFine;
}

Completion set_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_set_like(other)) return kNotImplemented;
    const u32 left = self.as<Set>()->count();
    const u32 right = other.as<Set>()->count();
    bool result = false;
    switch (comparison) {
        case Comparison::Equal:
        case Comparison::NotEqual:
            if (left == right) TRY(set_is_subset(thread, self, other, result));
            if (comparison == Comparison::NotEqual) result = !result;
            break;
        case Comparison::Less:
        case Comparison::LessEqual:
            if (left < right || (left == right && comparison == Comparison::LessEqual)) {
                TRY(set_is_subset(thread, self, other, result));
            }
            break;
        case Comparison::Greater:
        case Comparison::GreaterEqual:
            if (left > right || (left == right && comparison == Comparison::GreaterEqual)) {
                TRY(set_is_subset(thread, other, self, result));
            }
            break;
        case Comparison::Is:
        case Comparison::IsNot:
        case Comparison::In:
        case Comparison::NotIn: return kNotImplemented;
    }
    return Value::from_bool(result);
}

Completion set_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    const bool is_subclass = (type.flags & kIsHeapType) != 0;
    const bool is_frozen = is_subtype(type, frozenset_type);
    if (!is_subclass || is_frozen) TRY(check_arity(thread, arguments, type.name, 0, 1));
    if (!is_subclass && is_frozen && arguments.count == 1 && is_exactly(arguments[0], frozenset_type)) {
        return arguments[0];
    }
    Set* set = set_create(thread, type);
    if (set == nullptr) return Value();
    if (arguments.count == 1 && (!is_subclass || is_frozen)) TRY(set_update(thread, *set, arguments[0]));
    return &set->header;
}

bool is_set_operator(BinaryOperator op) {
    return op == BinaryOperator::BitOr || op == BinaryOperator::BitAnd || op == BinaryOperator::BitXor ||
           op == BinaryOperator::Subtract;
}

Completion set_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (!is_set_operator(op) || !is_set_like(left) || !is_set_like(right)) return kNotImplemented;
    return set_operation(thread, op, left, right,
                         is_subtype(type_of(left), set_type) ? set_type : frozenset_type);
}

Completion set_inplace(Thread& thread, BinaryOperator op, Value self, Value other) {
    if (!is_subtype(type_of(self), set_type)) return set_binary(thread, op, self, other);
    if (!is_set_operator(op) || !is_set_like(other)) return kNotImplemented;
    TRY(set_change(thread, op, *self.as<Set>(), other));
    return self;
}

Raised set_length(Thread&, Value self, usize& result) {
    result = self.as<Set>()->count();
    return kFine;
}

Raised set_contains_slot(Thread& thread, Value self, Value item, bool& result) {
    return set_contains(thread, *self.as<Set>(), item, result);
}

Completion set_iter(Thread& thread, Value self) {
    auto* iterator = static_cast<SetIterator*>(thread.heap.allocate_iterator(sizeof(SetIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(SetIterator));
    iterator->header.shape = &set_iterator_type.root;
    iterator->set = self.as<Set>();
    iterator->count = iterator->set->count();
    return &iterator->header;
}

void set_trace(Tracer& tracer, Object& self) {
    const Set& set = reinterpret_cast<Set&>(self);
    table_trace(tracer, table_of(set), kSetShift);
}

constexpr Slots set_slots_record(bool is_frozen) {
    return {
        .print = set_print,
        .hash = is_frozen ? frozenset_hash : nullptr,
        .compare = set_compare,
        .construct = set_construct,
        .binary = set_binary,
        .inplace = set_inplace,
        .length = set_length,
        .contains = set_contains_slot,
        .iter = set_iter,
        .trace = set_trace,
    };
}
constinit const Slots set_slots = set_slots_record(false);
constinit const Slots frozenset_slots = set_slots_record(true);

Completion set_iterator_next(Thread& thread, Value self) {
    SetIterator& iterator = *self.as<SetIterator>();
    if (iterator.set == nullptr) return kUndefined;
    if (iterator.set->count() != iterator.count) {
        return raise(thread, runtime_error_type, "Set changed size during iteration"_packed);
    }
    const Value item = set_next(*iterator.set, iterator.position);
    if (item) return item;
    iterator.set = nullptr;
    return kUndefined;
}

void set_iterator_trace(Tracer& tracer, Object& self) {
    const SetIterator& iterator = reinterpret_cast<SetIterator&>(self);
    if (iterator.set != nullptr) tracer.visit(&iterator.set->header);
}

constinit const Slots set_iterator_slots = {
    .iter = iterator_self,
    .next = set_iterator_next,
    .trace = set_iterator_trace,
};

}  // namespace

constinit const Type set_type = {
    {&type_type.root}, {&set_type},    name<"set">,         &set_slots,
    &object_type,      set_attributes, set_attribute_count, kIsBaseType | kIsSetType,
    sizeof(Set)};
constinit const Type frozenset_type = {
    {&type_type.root},    {&frozenset_type},         name<"frozenset">,        &frozenset_slots, &object_type,
    frozenset_attributes, frozenset_attribute_count, kIsBaseType | kIsSetType, sizeof(Set)};
constinit const Type set_iterator_type =
    builtin_type(set_iterator_type, name<"set_iterator">, set_iterator_slots, sizeof(SetIterator));

Set* set_create(Thread& thread, const Type& type) {
    if ((type.flags & kIsHeapType) != 0) {
        const Completion made = instance_create(thread, type);
        return made.is_raised() ? nullptr : made.value().as<Set>();
    }
    auto* set = static_cast<Set*>(thread.heap.allocate(sizeof(Set)));
    if (set == nullptr) {
        (void)static_cast<Raised>(raise_memory_error(thread, sizeof(Set)));
        return nullptr;
    }
    set->header.shape = &type.root;
    return set;
}

Raised set_add(Thread& thread, Set& set, Value item) {
    u32 position = 0;
    bool added = false;
    return table_put(thread, table_of(set), item, kSetShift, position, added);
}

Raised set_remove(Thread& thread, Set& set, Value item, bool& found) {
    Probe probe;
    TRY(find(thread, set, item, probe));
    found = probe.position != kNoPosition;
    if (found) table_erase(thread, table_of(set), probe, kSetShift);
    return kFine;
}

Raised set_contains(Thread& thread, const Set& set, Value item, bool& result) {
    // A set is never a member itself; asking for one asks for the frozenset of its items (Library Reference,
    // set types).
    if (is_exactly(item, set_type)) {
        Set* frozen = set_create(thread, frozenset_type);
        if (frozen == nullptr) return kRaised;
        TRY(table_copy(thread, table_of(*frozen), table_of(*item.as<Set>()), kSetShift));
        item = Value(&frozen->header);
    }
    Probe probe;
    TRY(find(thread, set, item, probe));
    result = probe.position != kNoPosition;
    return kFine;
}

Raised set_update(Thread& thread, Set& set, Value iterable) {
    if (is_set_like(iterable) && (type_of(iterable).flags & kIsHeapType) == 0) {
        const Set& source = *iterable.as<Set>();
        if (&source == &set) return kFine;
        if (set.items == nullptr) return table_copy(thread, table_of(set), table_of(source), kSetShift);
        u32 position = 0;
        while (const Value item = set_next(source, position)) TRY(set_add(thread, set, item));
        return kFine;
    }
    const Value iterator = TRY(get_iter(thread, iterable));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kFine;
        TRY(set_add(thread, set, item));
    }
}

Value set_next(const Set& set, u32& position) {
    const u32 end = table_end(table_of(set), kSetShift);
    while (position < end) {
        const Value item = set.items[position++];
        if (is_live(item)) return item;
    }
    return Value();
}

}  // namespace kinglet::runtime
