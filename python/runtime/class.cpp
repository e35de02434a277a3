// Making classes, and finding things on them.
#include "python/runtime/class.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

// ---- looking things up

const Type* MroWalk::next() {
    if (const Tuple* order = type_.mro())
        return index_ < order->count ? (*order)[index_++].as<Type>() : nullptr;
    const Type* here = next_;
    if (here != nullptr) next_ = here->base;
    return here;
}

namespace {

/// Where the class's own value of the name lies, or nullptr.
const Value* find_own(const Type& type, const Str& name) {
    if (Dict* const own = type.dict()) return dict_find_name(*own, name);
    const Attribute* attribute = type.attributes;
    for (u32 i = type.attribute_count; i != 0; --i, ++attribute) {
        if (attribute->name == &name) return &attribute->value;
    }
    return nullptr;
}

}  // namespace

const Value* class_find_place(const Type& type, const Str& name) {
    MroWalk walk(type);
    while (const Type* each = walk.next()) {
        if (const Value* found = find_own(*each, name)) return found;
    }
    return nullptr;
}

Value class_find(const Type& type, const Str& name) {
    const Value* place = class_find_place(type, name);
    return place == nullptr ? Value() : *place;
}

Value class_find_after(const Type& type, const Type& after, const Str& name) {
    MroWalk walk(type);
    bool is_behind = false;
    while (const Type* each = walk.next()) {
        if (is_behind) {
            if (const Value* found = find_own(*each, name)) return *found;
        } else {
            is_behind = each == &after;
        }
    }
    return Value();
}

bool is_subtype(const Type& type, const Type& ancestor) {
    if (&type == &ancestor) return true;
    const Tuple* const order = type.mro();
    if (order == nullptr) {
        for (const Type* each = type.base; each != nullptr; each = each->base) {
            if (each == &ancestor) return true;
        }
        return false;
    }
    for (usize i = 1; i < order->count; ++i) {
        if ((*order)[i] == Value(&ancestor.header)) return true;
    }
    return false;
}

// ---- making a class

namespace {

/// Which of the bases the struct of the instances comes from: the one whose builtin base derives from those
/// of all others.
Completion best_base(Thread& thread, const Tuple& bases) {
    const Type* winner = nullptr;
    for (usize i = 0; i < bases.count; ++i) {
        const Value base = bases[i];
        if (!base.is_object() || !(type_of(base).flags & kIsTypeType)) {
            return raise(thread, type_error_type, "class bases must be types"_packed);
        }
        const Type& type = *base.as<Type>();
        if (!(type.flags & (kIsBaseType | kIsHeapType))) {
            return raise_format(thread, type_error_type, "type '%q' isn't an acceptable base type"_packed,
                                Value(&type.name->header));
        }
        if (winner == nullptr) {
            winner = &type;
            continue;
        }
        const Type& old_layout = builtin_base(*winner);
        const Type& new_layout = builtin_base(type);
        if (is_subtype(old_layout, new_layout)) continue;
        if (!is_subtype(new_layout, old_layout)) {
            return raise(thread, type_error_type, "multiple bases have instance lay-out conflict"_packed);
        }
        winner = &type;
    }
    return Value(&winner->header);
}

/// One of the lists that C3 merges: the mro of a base, or the bases themselves.
struct MergeList {
    const Tuple* items;   // nullptr: the chain of a builtin type
    const Type* builtin;  // what is left of the chain
    usize next;

    const Type* head() const {
        if (items == nullptr) return builtin;
        return next < items->count ? (*items)[next].as<Type>() : nullptr;
    }
    void drop_head() {
        if (items == nullptr) {
            builtin = builtin->base;
        } else {
            ++next;
        }
    }
    bool has_behind_head(const Type* type) const {
        if (items == nullptr) {
            const Type* each = builtin == nullptr ? nullptr : builtin->base;
            while (each != nullptr && each != type) each = each->base;
            return each != nullptr;
        }
        for (usize i = next + 1; i < items->count; ++i) {
            if ((*items)[i] == Value(&type->header)) return true;
        }
        return false;
    }
};

/// The next class of the order: the first head that stands behind no other head; nullptr if there is none.
const Type* next_of_merge(MergeList* lists, usize count, bool& is_done) {
    is_done = true;
    const Type* refused = nullptr;  // the last one: of many bases the heads are soon all `object`
    for (usize i = 0; i < count; ++i) {
        const Type* candidate = lists[i].head();
        if (candidate == nullptr || candidate == refused) continue;
        is_done = false;
        bool is_free = true;
        for (usize k = 0; k < count && is_free; ++k) is_free = !lists[k].has_behind_head(candidate);
        if (!is_free) {
            refused = candidate;
            continue;
        }
        for (usize k = 0; k < count; ++k) {
            if (lists[k].head() == candidate) lists[k].drop_head();
        }
        return candidate;
    }
    return nullptr;
}

/// The order of C3: the class itself, then what next_of_merge says. The chain of the bases needs no table.
Raised set_mro(Thread& thread, Class& type, const Tuple& bases) {
    if (bases.count == 1 && type.base->mro() == nullptr) return kFine;
    const usize lists_count = bases.count + 1;
    auto* lists =
        static_cast<MergeList*>(thread.heap.allocate_raw(lists_count * sizeof(MergeList), RawKind::Scanned));
    if (lists == nullptr) return raise_memory_error(thread, lists_count * sizeof(MergeList));
    const auto fill = [&] {
        for (usize i = 0; i < bases.count; ++i) {
            const Type* base = bases[i].as<Type>();
            const Tuple* order = base->mro();
            lists[i] = {order, order == nullptr ? base : nullptr, 0};
        }
        lists[bases.count] = {&bases, nullptr, 0};
    };
    bool is_done = false;
    fill();
    usize count = 1;
    while (next_of_merge(lists, lists_count, is_done) != nullptr) ++count;
    if (!is_done) {
        thread.heap.free_raw(lists);
        return raise(thread, type_error_type,
                     "cannot create a consistent method resolution order (MRO)"_packed);
    }
    Tuple* mro = tuple_create(thread, nullptr, count);
    if (mro != nullptr) {
        fill();
        mro->items()[0] = Value(&type.header);
        for (usize i = 1; i < count; ++i)
            mro->items()[i] = Value(&next_of_merge(lists, lists_count, is_done)->header);
        type.order = mro;
    }
    thread.heap.free_raw(lists);
    return mro == nullptr ? kRaised : kFine;
}

/// Where the instances have their slot pointer, and how many slots they begin with.
InstanceLayout layout_of(const Type& base) {
    const Type& builtin = builtin_base(base);
    const auto words = static_cast<u8>((builtin.size + sizeof(Word) - 1) / sizeof(Word));
    constexpr u8 kFirstSlots = 2;
    InstanceLayout layout{(base.flags & kHasAttributes) != 0 ? base.layout.slot_hint : kFirstSlots, 0, 0};
    if (builtin.flags & kIsExceptionType) {
        layout.slots_offset = offsetof(Instance, slots) / sizeof(Word);  // exceptions have a place for it
        layout.inline_offset = words;
    } else if (words != 0) {
        layout.slots_offset = words;
        layout.inline_offset = static_cast<u8>(words + 1);
    }
    return layout;
}

/// __new__ is a static method, __init_subclass__ and __class_getitem__ are class methods without saying so;
/// __eq__ without __hash__ takes the hash away.
Raised adjust_namespace(Thread& thread, Dict& dict) {
    const struct {
        const Str* name;
        const Type& wrapper;
    } implicit[] = {
        {name<"__new__">, staticmethod_type},
        {name<"__init_subclass__">, classmethod_type},
        {name<"__class_getitem__">, classmethod_type},
    };
    for (const auto& each : implicit) {
        Value* place = dict_find_name(dict, *each.name);
        if (place == nullptr || !is_exactly(*place, function_type)) continue;
        auto* wrapper = static_cast<MethodWrapper*>(thread.heap.allocate(sizeof(MethodWrapper)));
        if (wrapper == nullptr) return raise_memory_error(thread, sizeof(MethodWrapper));
        wrapper->header.shape = &each.wrapper.root;
        wrapper->function = *place;
        *place = Value(&wrapper->header);
    }
    if (dict_find_name(dict, *name<"__eq__">) != nullptr &&
        dict_find_name(dict, *name<"__hash__">) == nullptr) {
        TRY(dict_set_name(thread, dict, name_ref<"__hash__">, kNone));
    }
    return kFine;
}

/// Tells the attributes their names: __set_name__.
Raised set_names(Thread& thread, Class& type) {
    // Gathered first: __set_name__ may change the class.
    List* named = nullptr;
    u32 position = 0;
    while (const DictEntry* entry = dict_next(*type.own, position)) {
        const Value attribute = entry->value;
        if (!attribute.is_object() || !class_find(type_of(attribute), *name<"__set_name__">)) continue;
        if (named == nullptr) named = list_create(thread, nullptr, 0);
        if (named == nullptr) return kRaised;
        TRY(list_append(thread, *named, entry->key));
        TRY(list_append(thread, *named, attribute));
    }
    for (u32 i = 0; named != nullptr && i < named->count; i += 2) {
        const Value values[] = {Value(&type.header), named->items[i]};
        bool found;
        TRY(call_class_method(thread, named->items[i + 1], *name<"__set_name__">, values, 2, found));
    }
    return kFine;
}

/// super().__init_subclass__(**keywords).
Raised init_subclass(Thread& thread, Type& type, const Arguments* keywords) {
    const bool has_keywords = keywords != nullptr && keywords->keyword_count() != 0;
    const Value found = class_find_after(type, type, *name<"__init_subclass__">);
    if (!found) {
        if (!has_keywords) return kFine;
        return raise_format(thread, type_error_type,
                            "%q.__init_subclass__() takes no keyword arguments"_packed,
                            Value(&type.name->header));
    }
    const Value bound = TRY(bind_attribute(thread, found, kUndefined, type, nullptr));
    const Arguments arguments{has_keywords ? keywords->values + keywords->count : nullptr, 0,
                              has_keywords ? keywords->names : nullptr};
    TRY(call(thread, bound, arguments));
    return kFine;
}

}  // namespace

Completion class_create(Thread& thread, Str& class_name, Tuple& given_bases, Dict& body,
                        const Type& metaclass, const Arguments* keywords) {
    Tuple* bases = &given_bases;
    if (bases->count == 0) {
        const Value object(&object_type.header);
        bases = tuple_create(thread, &object, 1);
        if (bases == nullptr) return Value();
    }
    const Type& base = *TRY(best_base(thread, *bases)).as<Type>();
    Str* const interned = intern(thread, class_name);
    if (interned == nullptr) return raise_memory_error(thread, class_name.length());

    auto* type = static_cast<Class*>(thread.heap.allocate(sizeof(Class)));
    if (type == nullptr) return raise_memory_error(thread, sizeof(Class));
    type->header.shape = &metaclass.root;
    type->root.type = type;
    type->name = interned;
    type->slots = &class_slots;
    type->base = &base;
    type->flags = (base.flags & kInheritedFlags) | kIsHeapType | kIsBaseType;
    if (!(base.flags & kIsTypeType)) type->flags |= kHasAttributes;

    type->own = dict_copy(thread, body);
    if (type->own == nullptr) return Value();
    TRY(dict_make_namespace(thread, *type->own));
    TRY(adjust_namespace(thread, *type->own));
    if (bases->count > 1)
        TRY(dict_set_name(thread, *type->own, name_ref<"__bases__">, Value(&bases->header)));
    TRY(set_mro(thread, *type, *bases));
    if (class_find(*type, *name<"__del__">)) type->flags |= kHasFinalizer;
    if (type->flags & kHasAttributes) type->layout = layout_of(base);
    TRY(set_names(thread, *type));
    TRY(init_subclass(thread, *type, keywords));
    return Value(&type->header);
}

}  // namespace kinglet::runtime
