// namedtuple: a class that derives from the builtin type below, which reads the names of the fields from the
// class's _fields. A field is a descriptor that knows its place.
#include "python/runtime/function.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/collections/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;
using bytecode::BinaryOperator;
using bytecode::Comparison;

namespace {

extern const Type named_tuple_type;
extern const Type field_type;

// ---- fields

struct Field {
    Object header;
    Word index;
};

Completion field_get(Thread& thread, Value self, Value instance, const Type&) {
    if (instance.is_undefined()) return self;
    const Tuple& tuple = *instance.as<Tuple>();
    const Word index = self.as<Field>()->index;
    if (!is_instance(instance, tuple_type) || index >= tuple.count) {
        return raise(thread, type_error_type, "field of another tuple"_packed);
    }
    return tuple[index];
}

constinit const Slots field_slots = {.descriptor_get = field_get};
constinit const Type field_type = builtin_type(field_type, name<"field">, field_slots, sizeof(Field));

// The fields of all named tuples of common sizes are the same constants.
constinit const Field common_fields[] = {
    {{&field_type.root}, 0}, {{&field_type.root}, 1}, {{&field_type.root}, 2}, {{&field_type.root}, 3},
    {{&field_type.root}, 4}, {{&field_type.root}, 5}, {{&field_type.root}, 6}, {{&field_type.root}, 7},
};

Completion field_create(Thread& thread, usize index) {
    if (index < std::size(common_fields)) return &common_fields[index].header;
    auto* field = static_cast<Field*>(thread.heap.allocate(sizeof(Field)));
    if (field == nullptr) return raise_memory_error(thread, sizeof(Field));
    field->header.shape = &field_type.root;
    field->index = index;
    return &field->header;
}

// ---- the tuples

const Tuple& fields_of(const Type& type) {
    return *class_find(type, *name<"_fields">).as<Tuple>();
}

Raised print_fields(Thread& thread, Value self, Printer& printer, PrintForm) {
    const Tuple& fields = fields_of(type_of(self));
    printer.write(type_of(self).name->view());
    printer.write_byte('(');
    for (usize i = 0; i < fields.count; ++i) {
        if (i != 0) printer.write_text(", ");
        printer.write(fields[i].as<Str>()->view());
        printer.write_byte('=');
        TRY(print(thread, (*self.as<Tuple>())[i], printer, PrintForm::Repr));
    }
    printer.write_byte(')');
    return kFine;
}

/// Which field has the name; `count` if none.
usize field_index(const Tuple& fields, const Str& field_name) {
    usize i = 0;
    while (i < fields.count && fields[i].as<Str>() != &field_name) ++i;
    return i;
}

/// Fills a tuple's items from arguments, with what is there already for those that are not given.
Raised fill(Thread& thread, const Type& type, const Arguments& arguments, Tuple& items) {
    const Tuple& fields = fields_of(type);
    if (arguments.count > fields.count) {
        return raise_format(thread, type_error_type,
                            "%q() takes %u positional arguments but %u were given"_packed,
                            Value(&type.name->header), static_cast<u32>(fields.count), arguments.count);
    }
    for (u32 i = 0; i < arguments.count; ++i) items.items()[i] = arguments[i];
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        const Value key(&arguments.keyword_name(i).header);
        const usize index = field_index(fields, arguments.keyword_name(i));
        if (index == fields.count) {
            return raise_format(thread, type_error_type,
                                "%q() got an unexpected keyword argument '%q'"_packed,
                                Value(&type.name->header), key);
        }
        if (index < arguments.count) {
            return raise_format(thread, type_error_type, "%q() got multiple values for argument '%q'"_packed,
                                Value(&type.name->header), key);
        }
        items.items()[index] = arguments.keyword(i);
    }
    for (usize i = 0; i < fields.count; ++i) {
        if (!items[i].is_undefined()) continue;
        return raise_format(thread, type_error_type, "%q() missing a required argument: '%q'"_packed,
                            Value(&type.name->header), fields[i]);
    }
    return kFine;
}

/// A tuple to be filled: the class's defaults at its end, the rest undefined.
Tuple* make_items(Thread& thread, const Type& type) {
    const Tuple& fields = fields_of(type);
    Tuple* items = tuple_create(thread, nullptr, fields.count);
    if (items == nullptr) return nullptr;
    const Value defaults = class_find(type, *name<"_defaults">);
    const usize count = defaults ? defaults.as<Tuple>()->count : 0;
    for (usize i = 0; i < fields.count; ++i) {
        items->items()[i] =
            i + count < fields.count ? kUndefined : (*defaults.as<Tuple>())[i + count - fields.count];
    }
    return items;
}

Completion named_tuple_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    if (!class_find(type, *name<"_fields">))
        return raise(thread, type_error_type, "cannot create 'namedtuple' instances"_packed);
    Tuple* items = make_items(thread, type);
    if (items == nullptr) return Value();
    TRY(fill(thread, type, arguments, *items));
    return tuple_create_instance(thread, type, *items);
}

/// The fields cannot be set; what a subclass adds can.
Raised named_tuple_set_attribute(Thread& thread, Value self, Str& attribute, Value, bool& found) {
    const Tuple& fields = fields_of(type_of(self));
    found = false;
    if (field_index(fields, attribute) == fields.count) return kFine;
    return raise(thread, attribute_error_type, "can't set attribute"_packed);
}

Completion named_tuple_asdict(Thread& thread, Value self) {
    const Tuple& fields = fields_of(type_of(self));
    Dict* dict = dict_create(thread, fields.count);
    if (dict == nullptr) return Value();
    for (usize i = 0; i < fields.count; ++i) TRY(dict_set(thread, *dict, fields[i], (*self.as<Tuple>())[i]));
    return &dict->header;
}

Completion named_tuple_replace(Thread& thread, const Arguments& arguments) {
    const Value self = arguments[0];
    Tuple* items = tuple_create(thread, self.as<Tuple>()->items(), self.as<Tuple>()->count);
    if (items == nullptr) return Value();
    Arguments keywords{arguments.values + 1, 0, arguments.names};
    TRY(fill(thread, type_of(self), keywords, *items));
    return tuple_create_instance(thread, type_of(self), *items);
}

/// Class._make(iterable).
Completion named_tuple_make(Thread& thread, Value type, Value iterable) {
    const Value items = TRY(tuple_from(thread, iterable));
    return call(thread, type,
                Arguments{items.as<Tuple>()->items(), static_cast<u32>(items.as<Tuple>()->count), nullptr});
}

constinit const NativeFunction asdict_method = native(name<"_asdict">, named_tuple_asdict, &named_tuple_type);
constinit const NativeFunction replace_method =
    native(name<"_replace">, named_tuple_replace, 1, 1, &named_tuple_type);
constinit const NativeFunction make_function = native(name<"_make">, named_tuple_make);
constinit const MethodWrapper make_method = class_method(make_function);

constinit const Attribute named_tuple_attributes[] = {
    {name<"_asdict">, &asdict_method.header},
    {name<"_replace">, &replace_method.header},
    {name<"_make">, &make_method.header},
};

constinit const Slots named_tuple_slots = {
    .print = print_fields,
    .hash = [](Thread& thread, Value self,
               Word& result) { return tuple_type.slots->hash(thread, self, result); },
    .compare = [](Thread& thread, Value self, Value other,
                  Comparison op) { return tuple_type.slots->compare(thread, self, other, op); },
    .construct = named_tuple_construct,
    .set_attribute = named_tuple_set_attribute,
    .binary = [](Thread& thread, BinaryOperator op, Value left,
                 Value right) { return tuple_type.slots->binary(thread, op, left, right); },
    .length = [](Thread& thread, Value self,
                 usize& result) { return tuple_type.slots->length(thread, self, result); },
    .get_item = [](Thread& thread, Value self,
                   Value key) { return tuple_type.slots->get_item(thread, self, key); },
    .contains = [](Thread& thread, Value self, Value item,
                   bool& result) { return tuple_type.slots->contains(thread, self, item, result); },
    .iter = [](Thread& thread, Value self) { return tuple_type.slots->iter(thread, self); },
    .trace = [](Tracer& tracer, Object& self) { tuple_type.slots->trace(tracer, self); },
    .size = [](const Object& self) { return tuple_type.slots->size(self); },
};

constinit const Type named_tuple_type =
    builtin_type(named_tuple_type, name<"namedtuple">, named_tuple_slots, 0, named_tuple_attributes,
                 kIsBaseType | kIsTupleType, tuple_type);

// ---- making a class

bool is_separator(u8 byte) {
    return byte == ' ' || byte == ',' || byte == '\t' || byte == '\n';
}

/// 'x y, z' as a list of names.
Completion split_names(Thread& thread, const Str& text) {
    List* list = list_create(thread, nullptr, 0);
    if (list == nullptr) return Value();
    for (usize i = 0; i < text.length();) {
        usize end = i;
        while (end < text.length() && !is_separator(text.byte_at(end))) ++end;
        if (end != i) {
            Str* part = str_create(thread, text.view().substr(i, end - i));
            if (part == nullptr) return Value();
            TRY(list_append(thread, *list, Value(&part->header)));
        }
        i = end + 1;
    }
    return &list->header;
}

/// The names of the fields as a tuple of interned strs, each once.
Completion field_names(Thread& thread, Value fields) {
    Value list;
    if (is_instance(fields, str_type)) {
        list = TRY(split_names(thread, *fields.as<Str>()));
    } else {
        list = TRY(list_from(thread, fields));
    }
    const List& names = *list.as<List>();
    for (u32 i = 0; i < names.count; ++i) {
        if (!is_instance(names.items[i], str_type)) {
            return raise(thread, type_error_type, "Type names and field names must be strings"_packed);
        }
        Str* interned = intern(thread, *names.items[i].as<Str>());
        if (interned == nullptr) return raise_memory_error(thread, names.items[i].as<Str>()->length());
        names.items[i] = Value(&interned->header);
        for (u32 k = 0; k < i; ++k) {
            if (names.items[k] == names.items[i]) {
                return raise_format(thread, value_error_type, "Encountered duplicate field name: %r"_packed,
                                    names.items[i]);
            }
        }
    }
    return or_raised(tuple_create(thread, names.items, names.count));
}

}  // namespace

Completion named_tuple_create(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {{name<"typename">, Value()},
                                                     {name<"field_names">, Value()},
                                                     {name<"rename">, kFalse, kKeywordOnly},
                                                     {name<"defaults">, kNone, kKeywordOnly},
                                                     {name<"module">, kNone, kKeywordOnly}};
    Value in[5];
    TRY(unpack(thread, arguments, name<"namedtuple">, parameters, 5, in));
    if (!is_instance(in[0], str_type))
        return raise(thread, type_error_type, "Type names and field names must be strings"_packed);
    const Value fields = TRY(field_names(thread, in[1]));
    const usize count = fields.as<Tuple>()->count;
    Dict* body = dict_create(thread, count + 2);
    if (body == nullptr) return Value();
    TRY(dict_set_name(thread, *body, name_ref<"_fields">, fields));
    if (!in[3].is_none()) {
        const Value defaults = TRY(tuple_from(thread, in[3]));
        if (defaults.as<Tuple>()->count > count) {
            return raise(thread, type_error_type, "Got more default values than field names"_packed);
        }
        TRY(dict_set_name(thread, *body, name_ref<"_defaults">, defaults));
    }
    for (usize i = 0; i < count; ++i) {
        const Value field = TRY(field_create(thread, i));
        TRY(dict_set_name(thread, *body, *(*fields.as<Tuple>())[i].as<Str>(), field));
    }
    const Value base(&named_tuple_type.header);
    Tuple* bases = tuple_create(thread, &base, 1);
    if (bases == nullptr) return Value();
    const Value made = TRY(class_create(thread, *in[0].as<Str>(), *bases, *body));
    made.as<Type>()->flags &= ~kHasAttributes;  // its instances have but their fields
    return made;
}

}  // namespace kinglet::stdlib
