#include "python/runtime/types/dict.hpp"

#include "python/runtime/function.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict_views.hpp"
#include "python/runtime/types/iterators.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/table.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

Dict* dict_create_of_type(Thread& thread, const Type& type, usize capacity) {
    Dict* dict;
    if ((type.flags & kIsHeapType) != 0) {
        const Completion made = instance_create(thread, type);
        if (made.is_raised()) return nullptr;
        dict = made.value().as<Dict>();
    } else {
        dict = static_cast<Dict*>(thread.heap.allocate(sizeof(Dict)));
        if (dict == nullptr) {
            (void)static_cast<Raised>(raise_memory_error(thread, sizeof(Dict)));
            return nullptr;
        }
        dict->header.shape = &type.root;
    }
    if (capacity != 0 && table_reserve(thread, table_of(*dict), capacity, kDictShift).is_raised())
        return nullptr;
    return dict;
}

/// One of the pairs that dict() and update() take.
Raised set_pair(Thread& thread, Dict& dict, Value pair, u32 number) {
    const Completion iterator = get_iter(thread, pair);
    if (iterator.is_raised()) {
        if (!exception_matches(thread.raised, type_error_type)) return kRaised;
        return raise_format(thread, type_error_type,
                            "cannot convert dictionary update sequence element #%u to a sequence"_packed,
                            number);
    }
    Value items[2] = {kUndefined, kUndefined};
    u32 count = 0;
    for (;;) {
        const Value item = TRY(iter_next(thread, iterator.value()));
        if (item.is_undefined()) break;
        if (count < 2) items[count] = item;
        if (++count > 2) break;
    }
    if (count != 2) {
        return raise_format(thread, value_error_type,
                            "dictionary update sequence element #%u has length %u; 2 is required"_packed,
                            number, count);
    }
    return dict_set(thread, dict, items[0], items[1]);
}

Raised update_from_keys(Thread& thread, Dict& dict, Value mapping, Value keys_method) {
    const Value keys = TRY(call(thread, keys_method));
    const Value iterator = TRY(get_iter(thread, keys));
    for (;;) {
        const Value key = TRY(iter_next(thread, iterator));
        if (key.is_undefined()) return kFine;
        const Value value = TRY(get_item(thread, mapping, key));
        TRY(dict_set(thread, dict, key, value));
    }
}

Raised update_from_dict(Thread& thread, Dict& dict, const Dict& source) {
    if (&dict == &source) return kFine;
    if (dict.count() == 0 && dict.entries == nullptr && !dict.state.is_namespace) {
        return table_copy(thread, table_of(dict), table_of(source), kDictShift);
    }
    const u32 count = source.count();
    u32 position = 0;
    while (const DictEntry* entry = dict_next(source, position)) {
        TRY(dict_set(thread, dict, entry->key, entry->value));
        if (source.count() != count) {
            return raise(thread, runtime_error_type, "dictionary changed size during iteration"_packed);
        }
    }
    return kFine;
}

/// The arguments of dict() and dict.update().
Raised update_from_arguments(Thread& thread, Dict& dict, const Value* values, const Arguments& arguments,
                             u32 count) {
    if (count != 0) TRY(dict_update(thread, dict, values[0]));
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        TRY(dict_set(thread, dict, Value(&arguments.keyword_name(i).header), arguments.keyword(i)));
    }
    return kFine;
}

Raised find(Thread& thread, const Dict& dict, Value key, Probe& probe) {
    u32 hash = 0;
    TRY(table_hash(thread, key, hash));
    return table_find(thread, table_of(dict), key, hash, kDictShift, probe);
}

// ---- slots

Raised dict_print(Thread& thread, Value self, Printer& printer, PrintForm) {
    TRY(check_native_stack(thread));
    const PrintGuard guard(thread, self);
    if (guard.is_nested()) {
        printer.write_text("{...}");
        return kFine;
    }
    const bool is_ordered = is_subtype(type_of(self), ordered_dict_type);
    if (is_ordered) printer.write_text("OrderedDict(");
    printer.write_byte('{');
    u32 position = 0;
    bool first = true;
    while (const DictEntry* entry = dict_next(*self.as<Dict>(), position)) {
        if (!first) printer.write_text(", ");
        first = false;
        const Value value = entry->value;
        TRY(print(thread, entry->key, printer, PrintForm::Repr));
        printer.write_text(": ");
        TRY(print(thread, value, printer, PrintForm::Repr));
    }
    printer.write_byte('}');
    if (is_ordered) printer.write_byte(')');
    return kFine;
}

Completion dict_compare(Thread& thread, Value self, Value other, Comparison comparison) {
    if (comparison != Comparison::Equal && comparison != Comparison::NotEqual) return kNotImplemented;
    if ((type_of(other).flags & kIsDictType) == 0) return kNotImplemented;
    TRY(check_native_stack(thread));
    const Dict& left = *self.as<Dict>();
    const Dict& right = *other.as<Dict>();
    bool same = left.count() == right.count();
    const bool in_order =
        is_subtype(type_of(self), ordered_dict_type) && is_subtype(type_of(other), ordered_dict_type);
    u32 position = 0, other_position = 0;
    while (same) {
        const DictEntry* entry = dict_next(left, position);
        if (entry == nullptr) break;
        const Value value = entry->value;
        if (in_order) {
            const DictEntry* opposite = dict_next(right, other_position);
            if (opposite == nullptr) return Value::from_bool(comparison == Comparison::NotEqual);
            TRY(equal(thread, entry->key, opposite->key, same));
            if (!same) break;
        }
        Value found;
        TRY(dict_get(thread, right, entry->key, found));
        same = static_cast<bool>(found);
        if (same) TRY(equal(thread, value, found, same));
    }
    return Value::from_bool(same == (comparison == Comparison::Equal));
}

Completion dict_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    Dict* dict = dict_create_of_type(thread, type, 0);
    if (dict == nullptr) return Value();
    if ((type.flags & kIsHeapType) == 0) {
        if (arguments.count > 1) {
            return raise_format(thread, type_error_type, "dict expected at most 1 argument, got %u"_packed,
                                arguments.count);
        }
        TRY(update_from_arguments(thread, *dict, arguments.values, arguments, arguments.count));
    }
    return &dict->header;
}

Completion dict_binary(Thread& thread, BinaryOperator op, Value left, Value right) {
    if (op != BinaryOperator::BitOr || (type_of(left).flags & type_of(right).flags & kIsDictType) == 0) {
        return kNotImplemented;
    }
    Dict* result = dict_copy(thread, *left.as<Dict>());
    if (result == nullptr) return Value();
    TRY(update_from_dict(thread, *result, *right.as<Dict>()));
    return &result->header;
}

Completion dict_inplace(Thread& thread, BinaryOperator op, Value self, Value other) {
    if (op != BinaryOperator::BitOr) return kNotImplemented;
    TRY(dict_update(thread, *self.as<Dict>(), other));
    return self;
}

Raised dict_length(Thread&, Value self, usize& result) {
    result = self.as<Dict>()->count();
    return kFine;
}

Completion dict_get_item(Thread& thread, Value self, Value key) {
    Value result;
    TRY(dict_get(thread, *self.as<Dict>(), key, result));
    if (result) return result;
    if ((type_of(self).flags & kIsHeapType) != 0) {
        bool found = false;
        const Value made = TRY(call_special(thread, self, *name<"__missing__">, &key, 1, found));
        if (found) return made;
    }
    return raise(thread, key_error_type, key);
}

Raised dict_set_item(Thread& thread, Value self, Value key, Value value) {
    if (!value.is_undefined()) return dict_set(thread, *self.as<Dict>(), key, value);
    bool found = false;
    TRY(dict_delete(thread, *self.as<Dict>(), key, found));
    if (found) return kFine;
    return raise(thread, key_error_type, key);
}

Raised dict_contains(Thread& thread, Value self, Value key, bool& result) {
    Value found;
    TRY(dict_get(thread, *self.as<Dict>(), key, found));
    result = static_cast<bool>(found);
    return kFine;
}

Completion dict_iter(Thread& thread, Value self) {
    return dict_iterator_create(thread, dict_key_iterator_type, *self.as<Dict>());
}

void dict_trace(Tracer& tracer, Object& self) {
    const Dict& dict = reinterpret_cast<Dict&>(self);
    table_trace(tracer, table_of(dict), kDictShift);
}

// ---- methods

Completion dict_init(Thread& thread, const Arguments& arguments) {
    TRY(update_from_arguments(thread, *arguments[0].as<Dict>(), arguments.values + 1, arguments,
                              arguments.count - 1));
    return kNone;
}

Completion dict_clear(Thread& thread, Value self) {
    dict_clear(thread, *self.as<Dict>());
    return kNone;
}

Completion dict_copy(Thread& thread, Value self) {
    Dict* copy =
        dict_create_of_type(thread, is_exactly(self, ordered_dict_type) ? ordered_dict_type : dict_type, 0);
    if (copy == nullptr) return Value();
    TRY(update_from_dict(thread, *copy, *self.as<Dict>()));
    return &copy->header;
}

/// dict.fromkeys(iterable, value=None), a class method: the class comes first.
Completion dict_fromkeys(Thread& thread, const Value* values, u32 count) {
    const Value result = TRY(call(thread, values[0]));
    const Value iterator = TRY(get_iter(thread, values[1]));
    const Value value = count > 2 ? values[2] : kNone;
    const bool is_plain = is_exactly(result, dict_type);
    for (;;) {
        const Value key = TRY(iter_next(thread, iterator));
        if (key.is_undefined()) return result;
        if (is_plain) {
            TRY(dict_set(thread, *result.as<Dict>(), key, value));
        } else {
            TRY(set_item(thread, result, key, value));
        }
    }
}

Completion dict_get(Thread& thread, const Value* values, u32 count) {
    Value result;
    TRY(dict_get(thread, *values[0].as<Dict>(), values[1], result));
    if (result) return result;
    return count > 2 ? values[2] : kNone;
}

Completion dict_pop(Thread& thread, const Value* values, u32 count) {
    Dict& dict = *values[0].as<Dict>();
    Probe probe;
    TRY(find(thread, dict, values[1], probe));
    if (probe.position == kNoPosition) {
        if (count > 2) return values[2];
        return raise(thread, key_error_type, values[1]);
    }
    const Value value = dict.entries[probe.position].value;
    table_erase(thread, table_of(dict), probe, kDictShift);
    return value;
}

Completion dict_popitem(Thread& thread, Value self) {
    Dict& dict = *self.as<Dict>();
    if (dict.count() == 0) return raise(thread, key_error_type, "popitem(): dictionary is empty"_packed);
    Tuple* pair = tuple_create(thread, nullptr, 2);
    if (pair == nullptr) return Value();
    const Probe probe = table_last(thread, table_of(dict), kDictShift);
    pair->items()[0] = dict.entries[probe.position].key;
    pair->items()[1] = dict.entries[probe.position].value;
    table_erase(thread, table_of(dict), probe, kDictShift);
    return &pair->header;
}

Completion dict_setdefault(Thread& thread, const Value* values, u32 count) {
    Dict& dict = *values[0].as<Dict>();
    u32 position = 0;
    bool added = false;
    TRY(table_put(thread, table_of(dict), values[1], kDictShift, position, added));
    if (added) dict.entries[position].value = count > 2 ? values[2] : kNone;
    return dict.entries[position].value;
}

Completion dict_update(Thread& thread, const Arguments& arguments) {
    TRY(update_from_arguments(thread, *arguments[0].as<Dict>(), arguments.values + 1, arguments,
                              arguments.count - 1));
    return kNone;
}

Completion dict_keys(Thread& thread, Value self) {
    return dict_view_create(thread, dict_keys_type, *self.as<Dict>());
}
Completion dict_values(Thread& thread, Value self) {
    return dict_view_create(thread, dict_values_type, *self.as<Dict>());
}
Completion dict_items(Thread& thread, Value self) {
    return dict_view_create(thread, dict_items_type, *self.as<Dict>());
}

Completion dict_special_reversed(Thread& thread, Value self) {
    return dict_reversed(thread, *self.as<Dict>());
}

// OrderedDict.move_to_end(key, last=True) has no cheap place at the front: the entries are laid out anew.
Completion ordered_dict_move_to_end(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"self">, Value()}, {name<"key">, Value()}, {name<"last">, kTrue}};
    Value in[3];
    TRY(unpack(thread, arguments, name<"move_to_end">, parameters, 3, in));
    Dict& dict = *in[0].as<Dict>();
    bool last = true;
    TRY(truth(thread, in[2], last));
    Probe probe;
    TRY(find(thread, dict, in[1], probe));
    if (probe.position == kNoPosition) return raise(thread, key_error_type, in[1]);
    const DictEntry moved = dict.entries[probe.position];
    if (last) {
        table_erase(thread, table_of(dict), probe, kDictShift);
        TRY(dict_set(thread, dict, moved.key, moved.value));
        return kNone;
    }
    Dict* rest = dict_copy(thread, dict);
    if (rest == nullptr) return Value();
    dict_clear(thread, dict);
    TRY(dict_set(thread, dict, moved.key, moved.value));
    TRY(update_from_dict(thread, dict, *rest));
    return kNone;
}

Completion ordered_dict_popitem(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"self">, Value()}, {name<"last">, kTrue}};
    Value in[2];
    TRY(unpack(thread, arguments, name<"popitem">, parameters, 2, in));
    bool last = true;
    TRY(truth(thread, in[1], last));
    if (last) return dict_popitem(thread, in[0]);
    Dict& dict = *in[0].as<Dict>();
    u32 position = 0;
    const DictEntry* entry = dict_next(dict, position);
    if (entry == nullptr) return raise(thread, key_error_type, "dictionary is empty"_packed);
    const Value items[] = {entry->key, entry->value};
    Tuple* pair = tuple_create(thread, items, 2);
    if (pair == nullptr) return Value();
    bool found = false;
    TRY(dict_delete(thread, dict, items[0], found));
    return &pair->header;
}

constinit const NativeFunction init_method = native(name<"__init__">, dict_init, 1, 2, &dict_type);
constinit const NativeFunction clear_method = native(name<"clear">, dict_clear, &dict_type);
constinit const NativeFunction copy_method = native(name<"copy">, dict_copy, &dict_type);
constinit const NativeFunction fromkeys_function = native(name<"fromkeys">, dict_fromkeys, 2, 3);
constinit const MethodWrapper fromkeys_method = class_method(fromkeys_function);
constinit const NativeFunction get_method = native(name<"get">, dict_get, 2, 3, &dict_type);
constinit const NativeFunction items_method = native(name<"items">, dict_items, &dict_type);
constinit const NativeFunction keys_method = native(name<"keys">, dict_keys, &dict_type);
constinit const NativeFunction pop_method = native(name<"pop">, dict_pop, 2, 3, &dict_type);
constinit const NativeFunction popitem_method = native(name<"popitem">, dict_popitem, &dict_type);
constinit const NativeFunction setdefault_method =
    native(name<"setdefault">, dict_setdefault, 2, 3, &dict_type);
constinit const NativeFunction update_method = native(name<"update">, dict_update, 1, 2, &dict_type);
constinit const NativeFunction values_method = native(name<"values">, dict_values, &dict_type);
constinit const NativeFunction reversed_method =
    native(name<"__reversed__">, dict_special_reversed, &dict_type);
constinit const NativeFunction ordered_popitem_method =
    native(name<"popitem">, ordered_dict_popitem, 1, 2, &ordered_dict_type);
constinit const NativeFunction move_to_end_method =
    native(name<"move_to_end">, ordered_dict_move_to_end, 2, 3, &ordered_dict_type);

constinit const Attribute dict_attributes[] = {
    {name<"get">, &get_method.header},
    {name<"items">, &items_method.header},
    {name<"keys">, &keys_method.header},
    {name<"values">, &values_method.header},
    {name<"pop">, &pop_method.header},
    {name<"setdefault">, &setdefault_method.header},
    {name<"update">, &update_method.header},
    {name<"clear">, &clear_method.header},
    {name<"copy">, &copy_method.header},
    {name<"fromkeys">, &fromkeys_method.header},
    {name<"popitem">, &popitem_method.header},
    {name<"__init__">, &init_method.header},
    {name<"__reversed__">, &reversed_method.header},
};

constinit const Attribute ordered_dict_attributes[] = {
    {name<"popitem">, &ordered_popitem_method.header},
    {name<"move_to_end">, &move_to_end_method.header},
};

constinit const Slots dict_slots = {
    .print = dict_print,
    .compare = dict_compare,
    .construct = dict_construct,
    .binary = dict_binary,
    .inplace = dict_inplace,
    .length = dict_length,
    .get_item = dict_get_item,
    .set_item = dict_set_item,
    .contains = dict_contains,
    .iter = dict_iter,
    .trace = dict_trace,
};

}  // namespace

constinit const Type dict_type = builtin_type(dict_type, name<"dict">, dict_slots, sizeof(Dict),
                                              dict_attributes, kIsBaseType | kIsDictType);
constinit const Type ordered_dict_type =
    builtin_type(ordered_dict_type, name<"OrderedDict">, dict_slots, sizeof(Dict), ordered_dict_attributes,
                 kIsBaseType | kIsDictType, dict_type);

Dict* dict_create(Thread& thread, usize capacity) {
    return dict_create_of_type(thread, dict_type, capacity);
}

Dict* dict_create_namespace(Thread& thread, usize capacity) {
    Dict* dict = dict_create(thread, capacity);
    if (dict != nullptr) dict->state.is_namespace = 1;
    return dict;
}

Raised dict_make_namespace(Thread& thread, Dict& dict) {
    if (dict.state.is_namespace) return kFine;
    for (u32 i = 0; i < dict.state.used; ++i) {
        const Value key = dict.entries[i].key;
        if (!is_exactly(key, str_type) || key.as<Str>()->is_interned()) continue;
        const Str* interned = intern(thread, *key.as<Str>());
        if (interned == nullptr) return raise_memory_error(thread, key.as<Str>()->length());
        dict.entries[i].key = Value(&interned->header);  // equal, and so of the same hash
    }
    dict.state.is_namespace = 1;
    return kFine;
}

Value* dict_find_name(const Dict& dict, const Str& wanted) {
    const Value key(&wanted.header);
    const u32 index = dict.state.index;
    if (index == 0) {
        DictEntry* entry = dict.entries;
        for (u32 left = dict.state.used; left != 0; --left, ++entry) {
            if (entry->key == key) return &entry->value;
        }
        return nullptr;
    }
    const IndexForm form = index_form(index);
    const Value* slots = table_of(dict).slots;
    for (u32 place = table_home(str_hash(wanted), form.places);; place = table_next_place(place, form)) {
        const u32 position = table_index_load(slots, form, place);
        if (position == kNoPosition) return nullptr;
        u32 behind = position + (1U << form.group);
        if (behind > dict.state.used) behind = dict.state.used;
        for (DictEntry* entry = &dict.entries[position]; entry != &dict.entries[behind]; ++entry) {
            if (entry->key == key) return &entry->value;
        }
    }
}

Raised dict_set_name(Thread& thread, Dict& dict, Str& key, Value value) {
    if (Value* place = dict_find_name(dict, key)) {
        *place = value;
        return kFine;
    }
    return dict_set(thread, dict, Value(&key.header), value);
}

bool dict_delete_name(Thread& thread, Dict& dict, const Str& key) {
    if (dict_find_name(dict, key) == nullptr) return false;
    bool found = false;
    return !dict_delete(thread, dict, Value(&key.header), found).is_raised() && found;
}

DictEntry* dict_find_quickly(Dict& dict, Value key) {
    u32 hash;
    Probe probe;
    const bool is_sure = table_find_quickly(table_of(dict), key, kDictShift, hash, probe);
    return is_sure && probe.position != kNoPosition ? &dict.entries[probe.position] : nullptr;
}

Raised dict_get(Thread& thread, const Dict& dict, Value key, Value& result) {
    Probe probe;
    TRY(find(thread, dict, key, probe));
    result = probe.position == kNoPosition ? Value() : dict.entries[probe.position].value;
    return kFine;
}

Raised dict_set(Thread& thread, Dict& dict, Value key, Value value) {
    if (dict.state.is_namespace && is_exactly(key, str_type) && !key.as<Str>()->is_interned()) {
        const Str* interned = intern(thread, *key.as<Str>());
        if (interned == nullptr) return raise_memory_error(thread, key.as<Str>()->length());
        key = Value(&interned->header);
    }
    u32 position = 0;
    bool added = false;
    TRY(table_put(thread, table_of(dict), key, kDictShift, position, added));
    dict.entries[position].value = value;
    return kFine;
}

Raised dict_delete(Thread& thread, Dict& dict, Value key, bool& found) {
    Probe probe;
    TRY(find(thread, dict, key, probe));
    found = probe.position != kNoPosition;
    if (found) table_erase(thread, table_of(dict), probe, kDictShift);
    return kFine;
}

Raised dict_update(Thread& thread, Dict& dict, Value source) {
    if ((type_of(source).flags & (kIsDictType | kIsHeapType)) == kIsDictType) {
        return update_from_dict(thread, dict, *source.as<Dict>());
    }
    const Value keys = TRY(get_attribute_or_undefined(thread, source, name_ref<"keys">));
    if (!keys.is_undefined()) return update_from_keys(thread, dict, source, keys);
    const Value iterator = TRY(get_iter(thread, source));
    for (u32 number = 0;; ++number) {
        const Value pair = TRY(iter_next(thread, iterator));
        if (pair.is_undefined()) return kFine;
        TRY(set_pair(thread, dict, pair, number));
    }
}

void dict_clear(Thread& thread, Dict& dict) {
    table_clear(thread, table_of(dict), kDictShift);
}

Dict* dict_copy(Thread& thread, const Dict& dict) {
    Dict* copy = dict_create(thread);
    if (copy == nullptr || update_from_dict(thread, *copy, dict).is_raised()) return nullptr;
    return copy;
}

DictEntry* dict_next(const Dict& dict, u32& position) {
    while (position < dict.state.used) {
        DictEntry* entry = &dict.entries[position++];
        if (entry->key) return entry;
    }
    return nullptr;
}

}  // namespace kinglet::runtime
