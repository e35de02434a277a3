// import: dotted names, packages, relative names, `from` and `*`. Where a single module comes from:
// module_search.cpp.
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module_search.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/runtime/vm/calls.hpp"

namespace kinglet::runtime {

namespace {

detail::RaisedOutcome no_module(Thread& thread, const Str& module_name) {
    return raise_format(thread, import_error_type, "no module named '%q'"_packed, Value(&module_name.header));
}

Str* part_of(Thread& thread, const Str& whole, usize begin, usize end) {
    Str* part = str_create(thread, whole.view().substr(begin, end - begin));
    if (part == nullptr) return nullptr;
    Str* interned = intern(thread, *part);
    if (interned == nullptr) (void)raise_memory_error(thread, end - begin);
    return interned;
}

Completion finish_interned(Thread& thread, StrBuilder& builder) {
    Str* text = builder.finish();
    if (text == nullptr) return Value();
    Str* interned = intern(thread, *text);
    if (interned == nullptr) return raise_memory_error(thread, text->length());
    return Value(&interned->header);
}

usize find_dot(const Str& text, usize from) {
    usize i = from;
    while (i < text.length() && text.byte_at(i) != '.') ++i;
    return i;
}

/// The absolute name that a relative import means.
Completion absolute_name(Thread& thread, Str& module_name, u32 level, Dict* globals) {
    const Value* own = globals == nullptr ? nullptr : dict_find_name(*globals, *name<"__name__">);
    const bool is_package = globals != nullptr && dict_find_name(*globals, *name<"__path__">) != nullptr;
    if (own == nullptr || !(type_of(*own).flags & kIsStrType)) {
        return raise(thread, import_error_type, "can't perform relative import"_packed);
    }
    const Str& package = *own->as<Str>();
    usize end = package.length();
    for (u32 i = is_package ? 1 : 0; i < level; ++i) {
        if (end == 0) return raise(thread, import_error_type, "can't perform relative import"_packed);
        while (end != 0 && package.byte_at(end - 1) != '.') --end;
        if (end != 0) --end;
    }
    if (end == 0) return raise(thread, import_error_type, "can't perform relative import"_packed);
    StrBuilder joined(thread);
    joined.write(package.view().substr(0, end));
    if (module_name.length() != 0) {
        joined.write_byte('.');
        joined.write(module_name.view());
    }
    return finish_interned(thread, joined);
}

}  // namespace

Completion import_module(Thread& thread, Str& given_name, Value from_list, u32 level, Dict* globals) {
    if (!native_stack_check(thread)) return Value();
    Str* full_name = &given_name;
    if (level != 0) full_name = TRY(absolute_name(thread, given_name, level, globals)).as<Str>();
    if (full_name->length() == 0) return raise(thread, value_error_type, "Empty module name"_packed);
    Value parent, first;
    for (usize begin = 0; begin <= full_name->length();) {
        const usize end = find_dot(*full_name, begin);
        Str* prefix =
            end == full_name->length() ? intern(thread, *full_name) : part_of(thread, *full_name, 0, end);
        if (prefix == nullptr) return thread.raised ? Value() : Completion(raise_memory_error(thread, end));
        bool is_new = false;
        const Value module = TRY(load_module(thread, *prefix, begin, parent, is_new));
        if (module.is_undefined()) return no_module(thread, *prefix);
        // Only once: the package may have given the name to something else since.
        if (parent && is_new) {
            Str* last = part_of(thread, *full_name, begin, end);
            if (last == nullptr) return Value();
            TRY(set_attribute(thread, parent, *last, module));
        }
        if (!first) first = module;
        parent = module;
        begin = end + 1;
    }
    const bool wants_last = !from_list.is_none() || level != 0;
    return wants_last ? parent : first;
}

namespace {

/// module.wanted, or the submodule of that name; kUndefined if there is neither.
Completion attribute_or_submodule(Thread& thread, Value module, Str& wanted) {
    const Value found = TRY(get_attribute_or_undefined(thread, module, wanted));
    if (!found.is_undefined()) return found;
    const Value package = TRY(get_attribute_or_undefined(thread, module, name_ref<"__path__">));
    if (package.is_undefined()) return kUndefined;
    const Value own = TRY(get_attribute(thread, module, name_ref<"__name__">));
    if (!is_str(own)) return kUndefined;
    StrBuilder joined(thread);
    joined.write(own.as<Str>()->view());
    joined.write_byte('.');
    joined.write(wanted.view());
    Str* full_name = TRY(finish_interned(thread, joined)).as<Str>();
    bool is_new = false;
    const Value submodule = TRY(load_module(thread, *full_name, own.as<Str>()->length() + 1, module, is_new));
    if (is_new) TRY(set_attribute(thread, module, wanted, submodule));
    return submodule;
}

}  // namespace

Completion import_from(Thread& thread, Value module, Str& wanted) {
    const Value found = TRY(attribute_or_submodule(thread, module, wanted));
    if (!found.is_undefined()) return found;
    return raise_format(thread, import_error_type, "can't import name %q"_packed, Value(&wanted.header));
}

Raised import_star(Thread& thread, Value module, Dict& target) {
    if (is_exactly(module, builtin_module_type)) {
        const Value names = TRY(list_attributes(thread, module));
        for (u32 i = 0; i < names.as<List>()->count; ++i) {
            Str& attribute = *names.as<List>()->items[i].as<Str>();
            if (attribute.byte_at(0) == '_') continue;
            const Value value = TRY(get_attribute(thread, module, attribute));
            TRY(dict_set_name(thread, target, attribute, value));
        }
        return kFine;
    }
    const Value all = TRY(get_attribute_or_undefined(thread, module, name_ref<"__all__">));
    if (!all.is_undefined()) {
        const Value iterator = TRY(get_iter(thread, all));
        for (;;) {
            const Value wanted = TRY(iter_next(thread, iterator));
            if (wanted.is_undefined()) return kFine;
            if (!(type_of(wanted).flags & kIsStrType))
                return raise(thread, type_error_type, "__all__ must hold strings"_packed);
            Str* interned = intern(thread, *wanted.as<Str>());
            if (interned == nullptr) return raise_memory_error(thread, wanted.as<Str>()->length());
            Value value = TRY(attribute_or_submodule(thread, module, *interned));
            if (value.is_undefined()) value = TRY(get_attribute(thread, module, *interned));
            TRY(dict_set_name(thread, target, *interned, value));
        }
    }
    const Dict* source = nullptr;
    if (is_exactly(module, module_type)) {
        source = module.as<Module>()->globals;
    } else {
        const Value own = TRY(get_attribute_or_undefined(thread, module, name_ref<"__dict__">));
        if (!is_instance(own, dict_type)) {
            return raise(thread, import_error_type,
                         "from-import-* object has no __dict__ and no __all__"_packed);
        }
        source = own.as<Dict>();
    }
    u32 position = 0;
    while (const DictEntry* entry = dict_next(*source, position)) {
        if ((type_of(entry->key).flags & kIsStrType) == 0) continue;
        Str& attribute = *entry->key.as<Str>();
        if (attribute.length() != 0 && attribute.byte_at(0) == '_') continue;
        TRY(dict_set_name(thread, target, attribute, entry->value));
    }
    return kFine;
}

}  // namespace kinglet::runtime
