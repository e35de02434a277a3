#include "python/runtime/names.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/vm/cache.hpp"
#include "python/runtime/vm/calls.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

namespace {

detail::RaisedOutcome no_such_name(Thread& thread, Value name) {
    return raise_format(thread, name_error_type, "name '%q' isn't defined"_packed, name);
}

/// namespace[name] without a KeyError; `found` is 0 if it is not there. A namespace is a dict, or any mapping
/// that __prepare__ or exec brought.
Raised find_in_namespace(Thread& thread, Value name_space, Value name, Value& found) {
    found = Value();
    if (is_exactly(name_space, dict_type)) {
        const Value* place = dict_find_name(*name_space.as<Dict>(), *name.as<Str>());
        if (place != nullptr) found = *place;
        return kFine;
    }
    const Completion item = get_item(thread, name_space, name);
    if (!item.is_raised()) {
        found = item.value();
        return kFine;
    }
    if (!exception_matches(thread.raised, key_error_type)) return kRaised;
    thread.raised = Value();
    return kFine;
}

}  // namespace

Raised store_global(Thread& thread, const u32* pc, Dict& globals, Str& name, Value value) {
    if (Value* place = dict_find_name(globals, name)) {
        *place = value;
        cache_remember(pc, &globals, reinterpret_cast<Word>(place) | kCachePlace);
        return kFine;
    }
    return dict_set_name(thread, globals, name, value);
}

Raised delete_global(Thread& thread, Dict& globals, Str& name) {
    if (dict_delete_name(thread, globals, name)) return kFine;
    return no_such_name(thread, Value(&name.header));
}

Completion load_missing(Thread& thread, Str& name) {
    if constexpr (!bytecode::kHasExceptionGroups) return no_such_name(thread, Value(&name.header));
    if (&name != runtime::name<"ExceptionGroup"> && &name != runtime::name<"BaseExceptionGroup">)
        return no_such_name(thread, Value(&name.header));
    const Value module =
        TRY(import_module(thread, name_ref<"_exception_groups">, Value(&empty_tuple.header), 0, nullptr));
    return get_attribute(thread, module, name);
}

Completion load_name(Thread& thread, Value name_space, Dict& globals, Str& name) {
    Value found;
    TRY(find_in_namespace(thread, name_space, Value(&name.header), found));
    if (found) return found;
    if (const Value* place = dict_find_name(globals, name)) return *place;
    if (const Value* place = find_builtin(thread, name)) return *place;
    return load_missing(thread, name);
}

Raised store_name(Thread& thread, Value name_space, Value name, Value value) {
    if (is_exactly(name_space, dict_type))
        return dict_set_name(thread, *name_space.as<Dict>(), *name.as<Str>(), value);
    return set_item(thread, name_space, name, value);
}

Raised delete_name(Thread& thread, Value name_space, Value name) {
    if (is_exactly(name_space, dict_type)) {
        if (dict_delete_name(thread, *name_space.as<Dict>(), *name.as<Str>())) return kFine;
        return no_such_name(thread, name);
    }
    return delete_item(thread, name_space, name);
}

Completion load_name_or_cell(Thread& thread, Value name_space, Value name, Cell& cell) {
    Value found;
    TRY(find_in_namespace(thread, name_space, name, found));
    if (found) return found;
    if (!cell.value.is_undefined()) return cell.value;
    return no_such_name(thread, name);
}

Completion cell_create(Thread& thread, Value value) {
    auto* cell = static_cast<Cell*>(thread.heap.allocate(sizeof(Cell)));
    if (cell == nullptr) return raise_memory_error(thread, sizeof(Cell));
    cell->header.shape = &cell_type.root;
    cell->value = value;
    return Value(&cell->header);
}

namespace {

/// What the program put into `builtins` in place of one of the functions that statements call.
const Value* overridden(const Thread& thread, const Str& function) {
    return LIKELY(thread.builtins_override == nullptr) ? nullptr
                                                       : dict_find_name(*thread.builtins_override, function);
}

}  // namespace

Value load_build_class(const Thread& thread) {
    const Value* own = overridden(thread, *runtime::name<"__build_class__">);
    return own != nullptr ? *own : Value(&build_class_function.header);
}

Completion import_name(Thread& thread, Dict& globals, Value name, Value from_list, u32 level) {
    if (const Value* own = overridden(thread, *runtime::name<"__import__">)) {
        const Value arguments[] = {name, &globals.header, kNone, from_list,
                                   Value::from_int(static_cast<SignedWord>(level))};
        return call(thread, *own, Arguments{arguments, 5, nullptr});
    }
    return import_module(thread, *name.as<Str>(), from_list, level, &globals);
}

Completion import_one(Thread& thread, Value module, Value name) {
    return import_from(thread, module, *name.as<Str>());
}

Raised import_all(Thread& thread, Value module, Frame& frame) {
    const bool in_namespace = frame.function->code->has(bytecode::kIsNamespaceBody);
    if (in_namespace && is_exactly(frame.registers[0], dict_type)) {
        return import_star(thread, module, *frame.registers[0].as<Dict>());
    }
    return import_star(thread, module, *frame.function->globals);
}

Raised display_result(Thread& thread, Value value) {
    if (value.is_none()) return kFine;
    TRY(print(thread, value, *thread.console, PrintForm::Repr));
    thread.console->write_byte('\n');
    if (thread.builtins_override == nullptr) {
        thread.builtins_override = dict_create_namespace(thread);
        if (thread.builtins_override == nullptr) return kRaised;
    }
    return dict_set_name(thread, *thread.builtins_override, name_ref<"_">, value);
}

}  // namespace kinglet::runtime
