#include "python/runtime/types/dict_views.hpp"

#include "python/runtime/heap.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/set.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

bool is_set_like_view(Value value) {
    return is_exactly(value, dict_keys_type) || is_exactly(value, dict_items_type);
}
bool is_set_like(Value value) {
    return is_set_like_view(value) || (type_of(value).flags & kIsSetType) != 0;
}

// ---- iterators

/// What an iterator or view of this type gives for an entry.
Completion item_of(Thread& thread, const Type& iterator_type, const DictEntry& entry) {
    if (&iterator_type == &dict_key_iterator_type) return entry.key;
    if (&iterator_type == &dict_value_iterator_type) return entry.value;
    const Value items[] = {entry.key, entry.value};
    return or_raised(tuple_create(thread, items, 2));
}

const Type& iterator_type_of(Value view) {
    if (is_exactly(view, dict_keys_type)) return dict_key_iterator_type;
    if (is_exactly(view, dict_values_type)) return dict_value_iterator_type;
    return dict_item_iterator_type;
}

Completion dict_iterator_next(Thread& thread, Value self) {
    DictIterator& iterator = *self.as<DictIterator>();
    if (iterator.dict == nullptr) return kUndefined;
    if (iterator.dict->count() != iterator.count) {
        return raise(thread, runtime_error_type, "dictionary changed size during iteration"_packed);
    }
    const DictEntry* entry = dict_next(*iterator.dict, iterator.position);
    if (entry != nullptr) return item_of(thread, type_of(self), *entry);
    iterator.dict = nullptr;
    return kUndefined;
}

void dict_iterator_trace(Tracer& tracer, Object& self) {
    const DictIterator& iterator = reinterpret_cast<DictIterator&>(self);
    if (iterator.dict != nullptr) tracer.visit(&iterator.dict->header);
}

constinit const Slots dict_iterator_slots = {
    .iter = iterator_self,
    .next = dict_iterator_next,
    .trace = dict_iterator_trace,
};

// ---- views

Raised view_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, Value(&self.as<DictView>()->dict->header));
    printer.write(type_of(self).name->view());
    if (guard.is_nested()) {
        printer.write_text("(...)");
        return kFine;
    }
    printer.write_text("([");
    u32 position = 0;
    bool first = true;
    while (const DictEntry* entry = dict_next(*self.as<DictView>()->dict, position)) {
        if (!first) printer.write_text(", ");
        first = false;
        const Value item = TRY(item_of(thread, iterator_type_of(self), *entry));
        TRY(print(thread, item, printer, PrintForm::Repr));
    }
    printer.write_text("])");
    return kFine;
}

Raised view_length(Thread&, Value self, usize& result) {
    result = self.as<DictView>()->dict->count();
    return kFine;
}

Completion view_iter(Thread& thread, Value self) {
    return dict_iterator_create(thread, iterator_type_of(self), *self.as<DictView>()->dict);
}

Raised keys_contains(Thread& thread, Value self, Value item, bool& result) {
    Value found;
    TRY(dict_get(thread, *self.as<DictView>()->dict, item, found));
    result = static_cast<bool>(found);
    return kFine;
}

Raised items_contains(Thread& thread, Value self, Value item, bool& result) {
    result = false;
    if (!is_instance(item, tuple_type) || item.as<Tuple>()->count != 2) return kFine;
    Value found;
    TRY(dict_get(thread, *self.as<DictView>()->dict, (*item.as<Tuple>())[0], found));
    if (!found) return kFine;
    return equal(thread, found, (*item.as<Tuple>())[1], result);
}

// keys and items compare as sets do: by inclusion.
Completion view_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (!is_set_like(other)) return kNotImplemented;
    usize left = 0;
    usize right = 0;
    TRY(length(thread, self, left));
    TRY(length(thread, other, right));
    bool result = false;
    switch (comparison) {
        case Comparison::Equal:
        case Comparison::NotEqual:
            if (left == right) TRY(set_is_subset(thread, self, other, result));
            if (comparison == Comparison::NotEqual) result = !result;
            break;
        case Comparison::Less:
        case Comparison::LessEqual:
            if (comparison == Comparison::Less ? left < right : left <= right) {
                TRY(set_is_subset(thread, self, other, result));
            }
            break;
        case Comparison::Greater:
        case Comparison::GreaterEqual:
            if (comparison == Comparison::Greater ? left > right : left >= right) {
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

Completion view_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (op != BinaryOperator::BitOr && op != BinaryOperator::BitAnd && op != BinaryOperator::BitXor &&
        op != BinaryOperator::Subtract) {
        return kNotImplemented;
    }
    // With a view on the left any iterable will do; on the right it must be a set that the view answers for.
    if (!is_set_like_view(left) && !is_set_like(left)) return kNotImplemented;
    return set_operation(thread, op, left, right, set_type);
}

void view_trace(Tracer& tracer, Object& self) {
    tracer.visit(&reinterpret_cast<DictView&>(self).dict->header);
}

Completion view_isdisjoint(Thread& thread, Value self, Value other) {
    const Value iterator = TRY(get_iter(thread, other));
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator));
        if (item.is_undefined()) return kTrue;
        bool found = false;
        TRY(contains(thread, self, item, found));
        if (found) return kFalse;
    }
}

/// reversed(view) and reversed(dict): over a list of the items as they are now.
Completion reversed_items(Thread& thread, const Type& iterator_type, const Dict& dict) {
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    TRY(list_reserve(thread, *list, dict.count()));
    u32 position = 0;
    while (const DictEntry* entry = dict_next(dict, position)) {
        const Value item = TRY(item_of(thread, iterator_type, *entry));
        TRY(list_append(thread, *list, item));
    }
    return reversed_create(thread, Value(&list->header));
}

Completion view_reversed(Thread& thread, Value self) {
    return reversed_items(thread, iterator_type_of(self), *self.as<DictView>()->dict);
}

constinit const NativeFunction keys_isdisjoint_method =
    native(name<"isdisjoint">, view_isdisjoint, &dict_keys_type);
constinit const NativeFunction items_isdisjoint_method =
    native(name<"isdisjoint">, view_isdisjoint, &dict_items_type);
constinit const NativeFunction keys_reversed_method =
    native(name<"__reversed__">, view_reversed, &dict_keys_type);
constinit const NativeFunction items_reversed_method =
    native(name<"__reversed__">, view_reversed, &dict_items_type);
constinit const NativeFunction values_reversed_method =
    native(name<"__reversed__">, view_reversed, &dict_values_type);

constinit const Attribute keys_attributes[] = {
    {name<"isdisjoint">, &keys_isdisjoint_method.header},
    {name<"__reversed__">, &keys_reversed_method.header},
};
constinit const Attribute items_attributes[] = {
    {name<"isdisjoint">, &items_isdisjoint_method.header},
    {name<"__reversed__">, &items_reversed_method.header},
};
constinit const Attribute values_attributes[] = {{name<"__reversed__">, &values_reversed_method.header}};

constexpr Slots set_like_slots(Raised (*contains_slot)(Thread&, Value, Value, bool&)) {
    return {
        .print = view_print,
        .compare = view_compare,
        .binary = view_binary,
        .length = view_length,
        .contains = contains_slot,
        .iter = view_iter,
        .trace = view_trace,
    };
}
constinit const Slots keys_slots = set_like_slots(keys_contains);
constinit const Slots items_slots = set_like_slots(items_contains);
constinit const Slots values_slots = {
    .print = view_print,
    .length = view_length,
    .iter = view_iter,
    .trace = view_trace,
};

}  // namespace

constinit const Type dict_keys_type =
    builtin_type(dict_keys_type, name<"dict_keys">, keys_slots, sizeof(DictView), keys_attributes);
constinit const Type dict_values_type =
    builtin_type(dict_values_type, name<"dict_values">, values_slots, sizeof(DictView), values_attributes);
constinit const Type dict_items_type =
    builtin_type(dict_items_type, name<"dict_items">, items_slots, sizeof(DictView), items_attributes);
constinit const Type dict_key_iterator_type =
    builtin_type(dict_key_iterator_type, name<"dict_keyiterator">, dict_iterator_slots, sizeof(DictIterator));
constinit const Type dict_value_iterator_type = builtin_type(
    dict_value_iterator_type, name<"dict_valueiterator">, dict_iterator_slots, sizeof(DictIterator));
constinit const Type dict_item_iterator_type = builtin_type(
    dict_item_iterator_type, name<"dict_itemiterator">, dict_iterator_slots, sizeof(DictIterator));

Completion dict_view_create(Thread& thread, const Type& type, Dict& dict) {
    auto* view = static_cast<DictView*>(thread.heap.allocate(sizeof(DictView)));
    if (view == nullptr) return raise_memory_error(thread, sizeof(DictView));
    view->header.shape = &type.root;
    view->dict = &dict;
    return &view->header;
}

Completion dict_iterator_create(Thread& thread, const Type& type, Dict& dict) {
    auto* iterator = static_cast<DictIterator*>(thread.heap.allocate_iterator(sizeof(DictIterator)));
    if (iterator == nullptr) return raise_memory_error(thread, sizeof(DictIterator));
    iterator->header.shape = &type.root;
    iterator->dict = &dict;
    iterator->count = dict.count();
    return &iterator->header;
}

Completion dict_reversed(Thread& thread, const Dict& dict) {
    return reversed_items(thread, dict_key_iterator_type, dict);
}

}  // namespace kinglet::runtime
