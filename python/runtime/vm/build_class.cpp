// __build_class__(body function, name, *bases, metaclass=None, **keywords): what a class statement calls.
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

namespace kinglet::runtime {

namespace {

/// The metaclass: the one asked for, or the most derived of those of the bases.
Completion choose_metaclass(Thread& thread, Value wanted, const Tuple& bases) {
    Value winner = wanted ? wanted : Value(&type_type.header);
    if (!winner.is_object() || !(type_of(winner).flags & kIsTypeType)) return winner;
    for (usize i = 0; i < bases.count; ++i) {
        const Type& candidate = type_of(bases[i]);
        if (!(candidate.flags & kIsTypeType)) continue;
        if (is_subtype(*winner.as<Type>(), candidate)) continue;
        if (!is_subtype(candidate, *winner.as<Type>())) {
            return raise(thread, type_error_type, "metaclass conflict"_packed);
        }
        winner = Value(&candidate.header);
    }
    return winner;
}

/// The keywords of the class statement without `metaclass`, as the tail of `values`, and their names.
Completion other_keywords(Thread& thread, const Arguments& arguments, Value* values) {
    u32 count = 0;
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        if (&arguments.keyword_name(i) != name<"metaclass">) ++count;
    }
    Tuple* names = tuple_create(thread, nullptr, count);
    if (names == nullptr) return Value();
    count = 0;
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        if (&arguments.keyword_name(i) == name<"metaclass">) continue;
        names->items()[count] = Value(&arguments.keyword_name(i).header);
        values[count++] = arguments.keyword(i);
    }
    return Value(&names->header);
}

Completion build_class(Thread& thread, const Arguments& arguments) {
    // Other functions would take the namespace for their first argument.
    if (!is_exactly(arguments[0], function_type) ||
        !arguments[0].as<Function>()->code->has(bytecode::kIsNamespaceBody)) {
        return raise(thread, type_error_type, "__build_class__ needs the body of a class"_packed);
    }
    Function& body = *arguments[0].as<Function>();
    const Value class_name = arguments[1];
    Tuple* bases = tuple_create(thread, arguments.values + 2, arguments.count - 2);
    if (bases == nullptr) return Value();
    if (arguments.keyword_count() > 8)
        return raise(thread, type_error_type, "too many class keywords"_packed);
    Value values[3 + 8];
    const Value names = TRY(other_keywords(thread, arguments, values + 3));
    const Value metaclass = TRY(choose_metaclass(thread, arguments.find_keyword(*name<"metaclass">), *bases));

    values[1] = class_name;
    values[2] = Value(&bases->header);
    Value name_space;
    if (metaclass.is_object() && !(metaclass == Value(&type_type.header))) {
        const Value prepare = TRY(get_attribute_or_undefined(thread, metaclass, name_ref<"__prepare__">));
        if (!prepare.is_undefined())
            name_space = TRY(call(thread, prepare, Arguments{values + 1, 2, names.as<Tuple>()}));
    }
    if (!name_space) {
        Dict* dict = dict_create(thread);
        if (dict == nullptr) return Value();
        name_space = Value(&dict->header);
        if (const Value* module = dict_find_name(*body.globals, *name<"__name__">)) {
            TRY(dict_set_name(thread, *dict, name_ref<"__module__">, *module));
        }
    }
    const Value cell = TRY(run_function(thread, body, &name_space, 1));

    values[0] = class_name;
    values[1] = Value(&bases->header);
    values[2] = name_space;
    const Value made = TRY(call(thread, metaclass, Arguments{values, 3, names.as<Tuple>()}));
    if (is_exactly(cell, cell_type)) cell.as<Cell>()->value = made;
    return made;
}

}  // namespace

constinit const NativeFunction build_class_function =
    native(name<"__build_class__">, build_class, 2, kAnyArity);

}  // namespace kinglet::runtime
