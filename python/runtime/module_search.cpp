// The order is MicroPython's: a few builtin modules that nothing replaces; what is loaded; along sys.path
// frozen modules at '.frozen' and files elsewhere, which may extend a builtin module of the same name; the
// other builtin modules. Last come folders without an __init__.py.
#include "python/runtime/module_search.hpp"

#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/list.hpp"

namespace kinglet::runtime {

namespace {

bool same_text(const char* text, usize length, const Str& module_name) {
    return length == module_name.length() && flash_compare(text, module_name.data(), length) == 0;
}

/// The modules that never had a name with a u in front and that no file replaces.
bool is_plain(const Str& module_name) {
    return &module_name == name<"builtins"> || &module_name == name<"gc"> || &module_name == name<"math"> ||
           &module_name == name<"micropython"> || &module_name == name<"vfs">;
}

bool is_fixed(const Str& module_name) {
    return is_plain(module_name) || &module_name == name<"sys"> || &module_name == name<"usys">;
}

/// A builtin module; `utime` is an older name of `time` that libraries still use.
Completion find_builtin_module(const Str& module_name) {
    for (u32 i = 0; i < builtin_module_count; ++i) {
        if (builtin_modules[i]->name == &module_name) return Value(&builtin_modules[i]->header);
    }
    if (module_name.length() < 2 || module_name.byte_at(0) != 'u') return kUndefined;
    for (u32 i = 0; i < builtin_module_count; ++i) {
        const Str& each = *builtin_modules[i]->name;
        if (each.length() == module_name.length() - 1 &&
            flash_compare(each.data(), module_name.data() + 1, each.length()) == 0 && !is_plain(each)) {
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
    List* list = list_create(thread, &path, 1);
    if (list == nullptr) return Value();
    return dict_set_name(thread, *module.globals, name_ref<"__path__">, Value(&list->header));
}

Completion load_frozen(Thread& thread, Str& module_name) {
    for (u32 i = 0; i < frozen_module_count; ++i) {
        const FrozenModule& frozen = frozen_modules[i];
        if (!same_text(frozen.name, flash_length(frozen.name), module_name)) continue;
        Module* module = module_create(thread, module_name);
        if (module == nullptr) return Value();
        if (frozen.is_package) TRY(mark_package(thread, *module, Value(&name<".frozen">->header)));
        return execute(thread, *module, *reinterpret_cast<const Code*>(frozen.code));
    }
    return kUndefined;
}

/// The module of a file; `folder`: of the package that it begins, or None.
Completion load_file(Thread& thread, Str& module_name, Str& path, Value folder) {
    Str* file = intern(thread, path);  // it names code
    if (file == nullptr) return raise_memory_error(thread, path.length());
    const Value code = TRY(compile_file(thread, *file));
    Module* module = module_create(thread, module_name);
    if (module == nullptr) return Value();
    TRY(dict_set_name(thread, *module->globals, name_ref<"__file__">, Value(&file->header)));
    if (!folder.is_none()) TRY(mark_package(thread, *module, folder));
    return execute(thread, *module, *code.as<Code>());
}

/// A package without code of its own, whose parts lie in any of the folders.
Completion load_folders(Thread& thread, Str& module_name, List& folders) {
    Module* module = module_create(thread, module_name);
    if (module == nullptr) return Value();
    TRY(dict_set_name(thread, *module->globals, name_ref<"__path__">, Value(&folders.header)));
    TRY(dict_set(thread, *thread.modules, Value(&module_name.header), Value(&module->header)));
    return &module->header;
}

/// folder + '/' + last + suffix.
Completion join_path(Thread& thread, const Str& folder, std::string_view last, const char* suffix) {
    StrBuilder path(thread);
    if (folder.length() != 0) {
        path.write(folder.view());
        if (folder.byte_at(folder.length() - 1) != '/') path.write_byte('/');
    }
    path.write(last);
    path.write_text(suffix);
    return or_raised(path.finish());
}

Raised is_file(Thread& thread, Str& path, bool& result) {
    PathKind kind = PathKind::Nothing;
    TRY(thread.files->kind(thread, path, kind));
    result = kind == PathKind::File;
    return kFine;
}

/// What is said of a module that MicroPython's compiler made for another machine.
Completion refuse_compiled(Thread& thread, Str& file) {
    const Value stream = TRY(thread.files->open(thread, Value(&file.header), Value(&name<"rb">->header)));
    // Opened and asked as a reader of its header would: a filesystem written in Python may refuse first.
    SignedWord ignored = 0;
    if (stream_control(thread, stream, StreamRequest::BufferSize, 0, ignored).is_raised()) {
        if (!exception_matches(thread.raised, os_error_type)) return Value();
        thread.raised = Value();
    }
    TRY(stream_close(thread, stream));
    return raise(thread, value_error_type, "incompatible .mpy file"_packed);
}

/// A module in a folder of sys.path or __path__; `plain` gets the paths of folders without __init__.py.
Completion search_folder(Thread& thread, const Str& folder, Str& module_name, std::string_view last,
                         List*& plain) {
    Str& base = *TRY(join_path(thread, folder, last, "")).as<Str>();
    PathKind kind = PathKind::Nothing;
    TRY(thread.files->kind(thread, base, kind));
    bool found = false;
    if (kind == PathKind::Folder) {
        Str& init = *TRY(join_path(thread, base, "__init__.py", "")).as<Str>();
        TRY(is_file(thread, init, found));
        if (found) return load_file(thread, module_name, init, Value(&base.header));
        if (plain == nullptr) plain = list_create(thread, nullptr, 0);
        if (plain == nullptr) return Value();
        TRY(list_append(thread, *plain, Value(&base.header)));
    }
    Str& source = *TRY(join_path(thread, folder, last, ".py")).as<Str>();
    TRY(is_file(thread, source, found));
    if (found) return load_file(thread, module_name, source, kNone);
    Str& compiled = *TRY(join_path(thread, folder, last, ".mpy")).as<Str>();
    TRY(is_file(thread, compiled, found));
    if (found) return refuse_compiled(thread, compiled);
    return kUndefined;
}

/// Along sys.path, or the __path__ of a package.
Completion search(Thread& thread, Value path, Str& module_name, std::string_view last, List*& plain) {
    const List& list = *path.as<List>();
    for (u32 i = 0; i < list.count; ++i) {
        if (!is_str(list.items[i])) continue;
        const Str& folder = *list.items[i].as<Str>();
        Value module = kUndefined;
        if (str_equal(folder, *name<".frozen">)) {
            module = TRY(load_frozen(thread, module_name));
        } else if (thread.files != nullptr) {
            module = TRY(search_folder(thread, folder, module_name, last, plain));
        }
        if (!module.is_undefined()) return module;
    }
    return kUndefined;
}

}  // namespace

Completion compile_file(Thread& thread, Str& file) {
    if (thread.files == nullptr || thread.compile_stream == nullptr)
        return raise_os_error(thread, Errno::NoDevice);
    const Value stream = TRY(thread.files->open(thread, Value(&file.header), Value(&name<"rb">->header)));
    const Completion code = thread.compile_stream(thread, stream, file, kCompileFile);
    const Value exception = thread.raised;
    thread.raised = Value();
    const Raised closed = stream_close(thread, stream);
    if (!code.is_raised()) return closed.is_raised() ? Completion(Value()) : code;
    thread.raised = exception;
    return Value();
}

Completion load_module(Thread& thread, Str& full_name, usize last_begin, Value parent, bool& is_new) {
    is_new = false;
    // A module that extends a builtin one reaches it under an empty sys.path.
    if (!parent && (is_fixed(full_name) || thread.path->count == 0)) {
        const Value builtin = TRY(find_builtin_module(full_name));
        if (!builtin.is_undefined()) return builtin;
    }
    Value loaded;
    TRY(dict_get(thread, *thread.modules, Value(&full_name.header), loaded));
    if (loaded) return loaded;
    Value path = &reinterpret_cast<const Object&>(*thread.path);
    if (parent) {
        path = TRY(get_attribute_or_undefined(thread, parent, name_ref<"__path__">));
        if (!is_exactly(path, list_type)) return kUndefined;
    }
    List* plain = nullptr;
    Value module = TRY(search(thread, path, full_name, full_name.view().substr(last_begin), plain));
    if (module.is_undefined() && !parent) {
        module = TRY(find_builtin_module(full_name));
        if (!module.is_undefined()) return module;
    }
    if (module.is_undefined() && plain != nullptr) module = TRY(load_folders(thread, full_name, *plain));
    is_new = !module.is_undefined();
    return module;
}

}  // namespace kinglet::runtime
