#include "host/kinglet_py/program.hpp"

#include <sys/stat.h>

#include <cstdio>
#include <cstdlib>

#include "host/kinglet_py/files.hpp"
#include "host/kinglet_py/printers.hpp"
#include "host/kinglet_py/vfs_posix.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::host {

using runtime::Completion;
using runtime::Str;
using runtime::Thread;
using runtime::Value;

namespace {

constexpr int kUncaught = 1;
constexpr int kNotFound = 2;

Completion append_text(Thread& thread, runtime::List& list, const std::string& text) {
    const Str* str = runtime::str_create(thread, text);
    if (str == nullptr) return Value();
    TRY(runtime::list_append(thread, list, Value(&str->header)));
    return runtime::kNone;
}

/// The folder that a program lies in, from the root on: the program may change the current one.
std::string folder_of(const std::string& program) {
    char* whole = ::realpath(program.c_str(), nullptr);
    const std::string path = whole != nullptr ? whole : program;
    std::free(whole);
    const usize slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash == 0 ? 1 : slash);
}

/// What stands behind the program's own folder in sys.path; ~ is the user's home.
Completion append_search_path(Thread& thread) {
    const char* given = std::getenv("MICROPYPATH");
    const std::string path = given != nullptr ? given : ".frozen:~/.micropython/lib:/usr/lib/micropython";
    for (usize begin = 0; begin <= path.size();) {
        usize end = path.find(':', begin);
        if (end == std::string::npos) end = path.size();
        std::string folder = path.substr(begin, end - begin);
        const char* home = std::getenv("HOME");
        if (folder.rfind("~/", 0) == 0 && home != nullptr) folder = home + folder.substr(1);
        TRY(append_text(thread, *thread.path, folder));
        begin = end + 1;
    }
    return runtime::kNone;
}

bool read_standard_input(std::string& text) {
    char buffer[65536];
    usize count;
    while ((count = std::fread(buffer, 1, sizeof buffer, stdin)) != 0) text.append(buffer, count);
    return std::ferror(stdin) == 0;
}

bool is_file(const std::string& path) {
    struct stat status;
    return stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

Completion compile(Thread& thread, const std::string& text, const std::string& file) {
    Str* name = runtime::intern(thread, file);
    if (name == nullptr) return runtime::raise_memory_error(thread, file.size());
    return thread.compile(thread, text, *name, runtime::kCompileFile);
}

Completion run_text(Thread& thread, const PyOptions& options, const std::string& text,
                    const std::string& file) {
    const Value code = TRY(compile(thread, text, file));
    if (options.compile_only) return runtime::kNone;
    return runtime::run_code(thread, *code.as<runtime::Code>(), *thread.main->globals);
}

Completion run_file(Thread& thread, const PyOptions& options, const std::string& path) {
    Str* file = runtime::intern(thread, path);
    if (file == nullptr) return runtime::raise_memory_error(thread, path.size());
    TRY(runtime::dict_set_name(thread, *thread.main->globals, runtime::name_ref<"__file__">,
                               Value(&file->header)));
    const Value code = TRY(runtime::compile_file(thread, *file));
    if (options.compile_only) return runtime::kNone;
    return runtime::run_code(thread, *code.as<runtime::Code>(), *thread.main->globals);
}

/// Imports the packages that a dotted name goes through. A folder without __init__.py runs nothing.
Completion import_packages(Thread& thread, const std::string& folder, const std::string& name) {
    for (usize dot = name.find('.'); dot != std::string::npos; dot = name.find('.', dot + 1)) {
        std::string path = folder + name.substr(0, dot) + "/__init__.py";
        for (usize i = folder.size(); i < folder.size() + dot; ++i) {
            if (path[i] == '.') path[i] = '/';
        }
        if (!is_file(path)) continue;
        Str* package = runtime::intern(thread, name.substr(0, dot));
        if (package == nullptr) return runtime::raise_memory_error(thread, dot);
        TRY(runtime::import_module(thread, *package, runtime::kNone, 0, nullptr));
    }
    return runtime::kNone;
}

const runtime::Code* find_frozen(const std::string& name) {
    for (u32 i = 0; i < runtime::frozen_module_count; ++i) {
        if (name == runtime::frozen_modules[i].name)
            return reinterpret_cast<const runtime::Code*>(runtime::frozen_modules[i].code);
    }
    return nullptr;
}

/// Runs a module as __main__: NAME.py, or NAME/__main__.py, along sys.path.
Completion run_module(Thread& thread, const PyOptions& options) {
    const std::string& name = options.target;
    std::string tail = name;
    for (char& c : tail) {
        if (c == '.') c = '/';
    }
    const runtime::List& path = *thread.path;
    for (u32 i = 0; i < path.count; ++i) {
        std::string folder(path.items[i].as<Str>()->view());
        if (folder == ".frozen") {
            const runtime::Code* code = find_frozen(name);
            if (code == nullptr) continue;
            return options.compile_only ? Completion(runtime::kNone)
                                        : runtime::run_code(thread, *code, *thread.main->globals);
        }
        if (!folder.empty()) folder += '/';
        std::string file = folder + tail + ".py";
        if (!is_file(file)) file = folder + tail + "/__main__.py";
        if (!is_file(file)) continue;
        TRY(import_packages(thread, folder, name));
        return run_file(thread, options, file);
    }
    const Str* text = runtime::str_create(thread, name);
    if (text == nullptr) return Value();
    return runtime::raise_format(thread, runtime::import_error_type, "no module named '%q'"_packed,
                                 Value(&text->header));
}

}  // namespace

Completion set_up_sys(Thread& thread, const PyOptions& options, const std::string& executable) {
    TRY(mount_desktop(thread));
    runtime::List* argv = runtime::list_create(thread, nullptr, 0);
    if (argv == nullptr) return Value();
    thread.roots[runtime::kRootArgv] = Value(&argv->header);
    for (const std::string& argument : options.arguments) TRY(append_text(thread, *argv, argument));
    const Str* program = runtime::str_create(thread, executable);
    if (program == nullptr) return Value();
    thread.roots[runtime::kRootExecutable] = Value(&program->header);
    const bool is_file = options.what == PyOptions::What::File;
    TRY(append_text(thread, *thread.path, is_file ? folder_of(options.target) : ""));
    return append_search_path(thread);
}

int run_program(Thread& thread, const PyOptions& options) {
    switch (options.what) {
        case PyOptions::What::Command:
            return finish(thread, run_text(thread, options, options.target, "<string>"));
        case PyOptions::What::Module: return finish(thread, run_module(thread, options));
        case PyOptions::What::File: {
            if (is_file(options.target)) return finish(thread, run_file(thread, options, options.target));
            std::string text;
            if (read_file(options.target, text))  // a pipe
                return finish(thread, run_text(thread, options, text, options.target));
            std::fprintf(stderr, "kinglet-py: can't open file '%s'\n", options.target.c_str());
            return kNotFound;
        }
        default: {
            std::string text;
            if (!read_standard_input(text)) return kNotFound;
            return finish(thread, run_text(thread, options, text, "<stdin>"));
        }
    }
}

int exit_status(Thread& thread, Value exit) {
    const runtime::Tuple* arguments = exit.as<runtime::Exception>()->args;
    if (arguments == nullptr || arguments->count == 0 || (*arguments)[0].is_none()) return 0;
    const Value status = (*arguments)[0];
    bool fits;
    if (runtime::type_of(status).flags & runtime::kIsIntType)
        return static_cast<int>(runtime::int_to_i64(status, fits) & 0xFF);
    FilePrinter error_output(stderr);
    (void)runtime::print(thread, status, error_output, runtime::PrintForm::Str);
    error_output.write_byte('\n');
    return kUncaught;
}

int finish(Thread& thread, const Completion& outcome) {
    if (!outcome.is_raised()) return 0;
    const Value exception = thread.raised;
    thread.raised = Value();
    if (runtime::exception_matches(exception, runtime::system_exit_type))
        return exit_status(thread, exception);
    std::fflush(stdout);
    FilePrinter error_output(stderr);
    runtime::print_exception(thread, exception, error_output);
    return kUncaught;
}

int run_at_exit(Thread& thread) {
    const Value function = thread.roots[runtime::kRootAtExit];
    if (!function || function.is_none()) return 0;
    thread.roots[runtime::kRootAtExit] = Value();
    return finish(thread, runtime::call(thread, function));
}

}  // namespace kinglet::host
