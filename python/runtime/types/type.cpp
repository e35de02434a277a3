// type: the class of classes. A class written in Python and a builtin type are objects of it.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/float.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/singletons.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/types/union.hpp"
#include "python/runtime/vm/cache.hpp"

namespace kinglet::runtime {

const Type& type_of(Value value) {
    if (value.is_int()) return int_type;
    if (value.is_float()) return float_type;
    if (value.is_object()) return value.as_object()->type();
    if (value.is_bool()) return bool_type;
    if (value.is_none()) return none_type;
    if (value.is_not_implemented()) return not_implemented_type;
    return ellipsis_type;
}

namespace {

Raised type_print(Thread&, Value self, Printer& printer, PrintForm) {
    printer.write_text("<class '");
    printer.write(self.as<Type>()->name->view());
    printer.write_text("'>");
    return kFine;
}

Completion type_call(Thread& thread, Value self, const Arguments& arguments) {
    const Type& type = *self.as<Type>();
    if (&type == &type_type && arguments.count == 1 && arguments.keyword_count() == 0) {
        const Type& own = type_of(arguments[0]);
        // Modules in flash are modules like any other.
        return Value(&(&own == &builtin_module_type ? module_type : own).header);
    }
    return construct_instance(thread, type, arguments);
}

/// type(name, bases, namespace): a class. `metaclass` is type or derives from it.
Completion type_construct(Thread& thread, const Type& metaclass, const Arguments& arguments) {
    if (arguments.count != 3) return raise(thread, type_error_type, "type takes 1 or 3 arguments"_packed);
    if (!(type_of(arguments[0]).flags & kIsStrType)) {
        return raise_format(thread, type_error_type, "type() argument 1 must be str, not %t"_packed,
                            arguments[0]);
    }
    if (!(type_of(arguments[1]).flags & kIsTupleType)) {
        return raise_format(thread, type_error_type, "type() argument 2 must be tuple, not %t"_packed,
                            arguments[1]);
    }
    if (!(type_of(arguments[2]).flags & kIsDictType)) {
        return raise_format(thread, type_error_type, "type() argument 3 must be dict, not %t"_packed,
                            arguments[2]);
    }
    return class_create(thread, *arguments[0].as<Str>(), *arguments[1].as<Tuple>(), *arguments[2].as<Dict>(),
                        metaclass, &arguments);
}

Completion bases_of(Thread& thread, const Type& type) {
    if (type.base == nullptr) return Value(&empty_tuple.header);
    const Value base(&type.base->header);
    Tuple* bases = tuple_create(thread, &base, 1);
    return bases == nullptr ? Completion(Value()) : Completion(Value(&bases->header));
}

Completion mro_of(Thread& thread, const Type& type) {
    if (Tuple* const order = type.mro()) return Value(&order->header);
    usize count = 0;
    for (const Type* each = &type; each != nullptr; each = each->base) ++count;
    Tuple* mro = tuple_create(thread, nullptr, count);
    if (mro == nullptr) return Value();
    MroWalk walk(type);
    for (usize i = 0; i < count; ++i) mro->items()[i] = Value(&walk.next()->header);
    return Value(&mro->header);
}

/// A copy of the class's namespace.
Completion namespace_of(Thread& thread, const Type& type) {
    if (const Dict* own = type.dict()) {
        Dict* copy = dict_copy(thread, *own);
        return copy == nullptr ? Completion(Value()) : Completion(Value(&copy->header));
    }
    Dict* dict = dict_create(thread, type.attribute_count);
    if (dict == nullptr) return Value();
    for (u32 i = 0; i < type.attribute_count; ++i) {
        TRY(dict_set_name(thread, *dict, const_cast<Str&>(*type.attributes[i].name),
                          type.attributes[i].value));
    }
    return Value(&dict->header);
}

/// What a class tells about itself.
Completion find_computed(Thread& thread, const Type& type, const Str& attribute) {
    if (&attribute == name<"__name__"> || &attribute == name<"__qualname__">)
        return Value(&type.name->header);
    if (&attribute == name<"__bases__">) return bases_of(thread, type);
    if (&attribute == name<"__base__">) return type.base == nullptr ? kNone : Value(&type.base->header);
    if (&attribute == name<"__mro__">) return mro_of(thread, type);
    if (&attribute == name<"__dict__">) return namespace_of(thread, type);
    if (&attribute == name<"__module__">) return Value(&name<"builtins">->header);
    if (&attribute == name<"__doc__">) return kNone;
    return kUndefined;
}

/// The class's own attributes and those of its bases come before the metaclass's, except for the metaclass's
/// data descriptors.
Completion type_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Type& type = *self.as<Type>();
    const Type& metaclass = type_of(self);
    found = true;
    const Value on_metaclass = class_find(metaclass, attribute);
    if (on_metaclass && is_data_descriptor(on_metaclass))
        return bind_attribute(thread, on_metaclass, self, metaclass, nullptr);
    const Value own = class_find(type, attribute);
    if (own) {
        // A metaclass's namespace hides nothing of what every class tells.
        if (&attribute != name<"__bases__"> || type.dict() == nullptr ||
            dict_find_name(*type.dict(), attribute) != nullptr) {
            return bind_attribute(thread, own, kUndefined, type, nullptr);
        }
    }
    if (on_metaclass) return bind_attribute(thread, on_metaclass, self, metaclass, nullptr);
    const Value computed = TRY(find_computed(thread, type, attribute));
    if (!computed.is_undefined()) return computed;
    const Value special = find_special_method(builtin_base(type), attribute);
    found = static_cast<bool>(special);
    return special ? special : kUndefined;
}

Raised type_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    Type& type = *self.as<Type>();
    found = (type.flags & kIsHeapType) != 0;
    if (!found) return kFine;
    const bool is_special = value.is_undefined() || &attribute == name<"__name__">;
    Dict& own = *as_class(type).own;
    Value* const place = is_special ? nullptr : dict_find_name(own, attribute);
    if (place != nullptr && is_plain_attribute(*place) && is_plain_attribute(value)) {
        // A counter, a setting: the inline caches know the place, not the value.
        *place = value;
        return kFine;
    }
    if (&attribute == name<"__bases__"> || &attribute == name<"__mro__"> || &attribute == name<"__dict__">)
        return raise_format(thread, type_error_type, "can't set %q of a class"_packed,
                            Value(&attribute.header));
    thread.flush_caches();
    if (&attribute == name<"__del__">) type.flags |= kHasFinalizer;
    if (value.is_undefined()) {
        found = dict_delete_name(thread, own, attribute);
        return kFine;
    }
    if (&attribute == name<"__name__"> && (type_of(value).flags & kIsStrType)) {
        Str* interned = intern(thread, *value.as<Str>());
        if (interned == nullptr) return raise_memory_error(thread, value.as<Str>()->length());
        type.name = interned;
        return kFine;
    }
    return dict_set_name(thread, own, attribute, value);
}

/// Class[item]: __class_getitem__, or the __getitem__ of a metaclass (which class_slots has tried already).
Completion type_get_item(Thread& thread, Value self, Value key) {
    const Type& type = *self.as<Type>();
    const Value found = class_find(type, *name<"__class_getitem__">);
    // list[int] is list: nothing here asks what a list is of.
    constexpr u32 kContainers = kIsListType | kIsTupleType | kIsDictType | kIsSetType | kIsTypeType;
    if (!found && (type.flags & kContainers) != 0) return self;
    if (!found)
        return raise_format(thread, type_error_type, "type '%q' isn't subscriptable"_packed,
                            Value(&type.name->header));
    const Value bound = TRY(bind_attribute(thread, found, kUndefined, type, nullptr));
    return call(thread, bound, key);
}

void type_trace(Tracer& tracer, Object& object) {
    Type& type = reinterpret_cast<Type&>(object);
    if (type.name != nullptr) tracer.visit(&type.name->header);
    if (type.base != nullptr) tracer.visit(&type.base->header);
    if (Tuple* const order = type.mro()) tracer.visit(&order->header);
    if (Dict* const own = type.dict()) tracer.visit(&own->header);
    if (type.flags & kIsHeapType) tracer.visit_raw(as_class(type).root_shape);
}

Completion type_mro(Thread& thread, Value self) {
    const Value mro = TRY(mro_of(thread, *self.as<Type>()));
    return list_from(thread, mro);
}

constinit const Slots type_slots = {
    .print = type_print,
    .call = type_call,
    .construct = type_construct,
    .get_attribute = type_get_attribute,
    .set_attribute = type_set_attribute,
    .binary = sizeof(Word) > 4 ? class_union : nullptr,
    .get_item = type_get_item,
    .trace = type_trace,
};

constinit const NativeFunction mro_method = native(name<"mro">, type_mro, &type_type);
constinit const Attribute type_attributes[] = {{name<"mro">, &mro_method.header}};

}  // namespace

constinit const Type type_type = builtin_type(type_type, name<"type">, type_slots, sizeof(Class),
                                              type_attributes, kIsBaseType | kIsTypeType);

}  // namespace kinglet::runtime
