// import: sys.modules, the builtin modules, then along sys.path: frozen modules at '.frozen', files
// elsewhere.
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
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
    return raise_format(thread, import_error_type, "no module named '%q'", Value(&module_name.header));
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

/// The modules that never had a name with a u in front.
bool has_no_alias(const Str& module_name) {
    return &module_name == name<"builtins"> || &module_name == name<"gc"> || &module_name == name<"math"> ||
           &module_name == name<"micropython">;
}

/// A builtin module; `utime` is an older name of `time` that libraries still use.
Completion find_builtin_module(const Str& module_name) {
    for (u32 i = 0; i < builtin_module_count; ++i) {
        if (builtin_modules[i]->name == &module_name) return Value(&builtin_modules[i]->header);
    }
    if (module_name.length() < 2 || module_name.byte_at(0) != 'u') return kUndefined;
    const usize length = module_name.length() - 1;
    for (u32 i = 0; i < builtin_module_count; ++i) {
        const Str& each = *builtin_modules[i]->name;
        if (each.length() == length && flash_compare(each.data(), module_name.data() + 1, length) == 0 &&
            !has_no_alias(each)) {
            return Value(&builtin_modules[i]->header);
        }
    }
    return kUndefined;
}

/// Puts the module into sys.modules and runs its code; a module that fails is taken out again.
Completion execute(Thread& thread, Module& module, const Code& code) {
    const Value key = Value(&module.name->header);
    TRY(dict_set(thread, *thread.modules, key, Value(&module.header)));
    const Completion outcome = run_code(thread, code, *module.globals);
    if (!outcome.is_raised()) return Value(&module.header);
    const Value exception = thread.raised;
    thread.raised = Value();
    bool found;
    (void)dict_delete(thread, *thread.modules, key, found);
    thread.raised = exception;
    return Value();
}

Completion mark_package(Thread& thread, Module& module, Value path) {
    const Value list = Value(reinterpret_cast<Object*>(list_create(thread, &path, 1)));
    if (!list) return Value();
    return dict_set_name(thread, *module.globals, name_ref<"__path__">, list);
}

bool same_text(const char* text, const Str& module_name) {
    const usize length = flash_length(text);
    return length == module_name.length() && flash_compare(text, module_name.data(), length) == 0;
}

Completion load_frozen(Thread& thread, Str& module_name) {
    for (u32 i = 0; i < frozen_module_count; ++i) {
        const FrozenModule& frozen = frozen_modules[i];
        if (!same_text(frozen.name, module_name)) continue;
        Module* module = module_create(thread, module_name);
        if (module == nullptr) return Value();
        if (frozen.is_package) TRY(mark_package(thread, *module, Value(&name<".frozen">->header)));
        return execute(thread, *module, *reinterpret_cast<const Code*>(frozen.code));
    }
    return kUndefined;
}

Completion load_file(Thread& thread, Str& module_name, Str& file, Str* package_path) {
    const Value source = TRY(thread.files->read(thread, file.view()));
    const Value code = TRY(thread.compile(thread, source.as<Str>()->view(), file, kCompileFile));
    Module* module = module_create(thread, module_name);
    if (module == nullptr) return Value();
    TRY(dict_set_name(thread, *module->globals, name_ref<"__file__">, Value(&file.header)));
    if (package_path != nullptr) TRY(mark_package(thread, *module, Value(&package_path->header)));
    return execute(thread, *module, *code.as<Code>());
}

/// folder + '/' + last + suffix, interned because it names code.
Completion join_path(Thread& thread, const Str& folder, std::string_view last, const char* suffix) {
    StrBuilder path(thread);
    if (folder.length() != 0) {
        path.write(folder.view());
        if (folder.byte_at(folder.length() - 1) != '/') path.write_byte('/');
    }
    path.write(last);
    path.write_text(suffix);
    return finish_interned(thread, path);
}

Completion search(Thread& thread, const List& path, Str& module_name, std::string_view last) {
    for (u32 i = 0; i < path.count; ++i) {
        if (!(type_of(path.items[i]).flags & kIsStrType)) continue;
        const Str& folder = *path.items[i].as<Str>();
        if (str_equal(folder, *name<".frozen">)) {
            const Value module = TRY(load_frozen(thread, module_name));
            if (!module.is_undefined()) return module;
            continue;
        }
        if (thread.files == nullptr) continue;
        const Value base = TRY(join_path(thread, folder, last, ""));
        if (thread.files->kind(thread, base.as<Str>()->view()) == PathKind::Folder) {
            const Value init = TRY(join_path(thread, *base.as<Str>(), "__init__.py", ""));
            if (thread.files->kind(thread, init.as<Str>()->view()) == PathKind::File) {
                return load_file(thread, module_name, *init.as<Str>(), base.as<Str>());
            }
            continue;
        }
        const Value file = TRY(join_path(thread, folder, last, ".py"));
        if (thread.files->kind(thread, file.as<Str>()->view()) == PathKind::File) {
            return load_file(thread, module_name, *file.as<Str>(), nullptr);
        }
    }
    return kUndefined;
}

/// One module whose parent package, if it has one, is loaded already. kUndefined if there is none.
Completion load_one(Thread& thread, Str& full_name, usize last_begin, Value parent) {
    Value loaded;
    TRY(dict_get(thread, *thread.modules, Value(&full_name.header), loaded));
    if (loaded) return loaded;
    if (!parent) {
        const Value builtin = TRY(find_builtin_module(full_name));
        if (!builtin.is_undefined()) return builtin;
    }
    const List* path = thread.path;
    if (parent) {
        const Value own = TRY(get_attribute_or_undefined(thread, parent, name_ref<"__path__">));
        if (!is_exactly(own, list_type)) return kUndefined;
        path = own.as<List>();
    }
    const std::string_view last = full_name.view().substr(last_begin);
    return search(thread, *path, full_name, last);
}

/// The absolute name that a relative import means.
Completion absolute_name(Thread& thread, Str& module_name, u32 level, Dict* globals) {
    const Value* own = globals == nullptr ? nullptr : dict_find_name(*globals, *name<"__name__">);
    const bool is_package = globals != nullptr && dict_find_name(*globals, *name<"__path__">) != nullptr;
    if (own == nullptr || !(type_of(*own).flags & kIsStrType)) {
        return raise(thread, import_error_type, "can't perform relative import");
    }
    const Str& package = *own->as<Str>();
    usize end = package.length();
    for (u32 i = is_package ? 1 : 0; i < level; ++i) {
        if (end == 0) return raise(thread, import_error_type, "can't perform relative import");
        while (end != 0 && package.byte_at(end - 1) != '.') --end;
        if (end != 0) --end;
    }
    if (end == 0) return raise(thread, import_error_type, "can't perform relative import");
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
    if (full_name->length() == 0) return raise(thread, value_error_type, "Empty module name");
    Value parent, first;
    for (usize begin = 0; begin <= full_name->length();) {
        const usize end = find_dot(*full_name, begin);
        Str* prefix =
            end == full_name->length() ? intern(thread, *full_name) : part_of(thread, *full_name, 0, end);
        if (prefix == nullptr) return thread.raised ? Value() : Completion(raise_memory_error(thread, end));
        const Value module = TRY(load_one(thread, *prefix, begin, parent));
        if (module.is_undefined()) return no_module(thread, *prefix);
        if (parent) {
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

Completion import_from(Thread& thread, Value module, Str& wanted) {
    const Value found = TRY(get_attribute_or_undefined(thread, module, wanted));
    if (!found.is_undefined()) return found;
    const Value package = TRY(get_attribute_or_undefined(thread, module, name_ref<"__path__">));
    if (!package.is_undefined()) {
        const Value own = TRY(get_attribute(thread, module, name_ref<"__name__">));
        StrBuilder joined(thread);
        joined.write(own.as<Str>()->view());
        joined.write_byte('.');
        const usize last_begin = own.as<Str>()->length() + 1;
        joined.write(wanted.view());
        Str* full_name = TRY(finish_interned(thread, joined)).as<Str>();
        const Value submodule = TRY(load_one(thread, *full_name, last_begin, module));
        if (!submodule.is_undefined()) {
            TRY(set_attribute(thread, module, wanted, submodule));
            return submodule;
        }
    }
    return raise_format(thread, import_error_type, "can't import name %q", Value(&wanted.header));
}

Raised import_star(Thread& thread, Value module, Dict& target) {
    if (is_exactly(module, builtin_module_type)) {
        const BuiltinModule& builtin = *module.as<BuiltinModule>();
        for (u32 i = 0; i < builtin.attribute_count; ++i) {
            Str& attribute = const_cast<Str&>(*builtin.attributes[i].name);
            if (attribute.byte_at(0) != '_')
                TRY(dict_set_name(thread, target, attribute, builtin.attributes[i].value));
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
                return raise(thread, type_error_type, "__all__ must hold strings");
            Str* interned = intern(thread, *wanted.as<Str>());
            if (interned == nullptr) return raise_memory_error(thread, wanted.as<Str>()->length());
            const Value value = TRY(import_from(thread, module, *interned));
            TRY(dict_set_name(thread, target, *interned, value));
        }
    }
    const Dict* source = nullptr;
    if (is_exactly(module, module_type)) {
        source = module.as<Module>()->globals;
    } else {
        const Value own = TRY(get_attribute_or_undefined(thread, module, name_ref<"__dict__">));
        if (!is_exactly(own, dict_type)) {
            return raise(thread, import_error_type, "from-import-* object has no __dict__ and no __all__");
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
