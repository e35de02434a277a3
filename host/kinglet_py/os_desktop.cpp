// What os has on the desktop only: the environment, and other programs. As in CPython the environment is read
// once: putenv and unsetenv reach the programs that are started, not os.environ and getenv.
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "device/modules/os/platform.hpp"
#include "device/modules/vfs/path.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"

namespace kinglet::host {

using namespace runtime;

namespace {

Completion environment(Thread& thread) {
    Value& environ_dict = thread.roots[kRootEnviron];
    if (environ_dict) return environ_dict;
    Dict* dict = dict_create(thread);
    if (dict == nullptr) return Value();
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const char* equals = std::strchr(*entry, '=');
        usize bad = 0;
        if (equals == nullptr || !utf8_is_valid(*entry, std::strlen(*entry), bad)) continue;
        const Value key = TRY(or_raised(str_create(thread, {*entry, static_cast<usize>(equals - *entry)})));
        const Value value = TRY(or_raised(str_create(thread, equals + 1)));
        TRY(dict_set(thread, *dict, key, value));
    }
    environ_dict = &dict->header;
    return environ_dict;
}

/// getenv(name[, default]).
Completion os_getenv(Thread& thread, const Value* values, u32 count) {
    const Value dict = TRY(environment(thread));
    Value found;
    TRY(dict_get(thread, *dict.as<Dict>(), values[0], found));
    return found ? found : count > 1 ? values[1] : kNone;
}

Raised c_text(Thread& thread, Value value, const char*& text, Value& keeper) {
    std::string_view view;
    TRY(modules::path_text(thread, value, view, keeper));
    text = view.data();
    return kFine;
}

Completion outcome(Thread& thread, int result) {
    return result == 0 ? Completion(kNone) : raise_os_error(thread, errno);
}

Completion os_putenv(Thread& thread, Value key, Value value) {
    const char *key_text = nullptr, *value_text = nullptr;
    Value keepers[2];
    TRY(c_text(thread, key, key_text, keepers[0]));
    TRY(c_text(thread, value, value_text, keepers[1]));
    return outcome(thread, ::setenv(key_text, value_text, 1));
}

Completion os_unsetenv(Thread& thread, Value key) {
    const char* text = nullptr;
    Value keeper;
    TRY(c_text(thread, key, text, keeper));
    return outcome(thread, ::unsetenv(text));
}

Completion os_system(Thread& thread, Value command) {
    const char* text = nullptr;
    Value keeper;
    TRY(c_text(thread, command, text, keeper));
    thread.console->flush();
    const int status = std::system(text);
    if (status < 0) return raise_os_error(thread, errno);
    return int_create(thread, status);
}

/// errno([number]): that of the last call of the system.
Completion os_errno(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return int_create(thread, errno);
    SignedWord number = 0;
    TRY(to_integer(thread, values[0], number));
    errno = static_cast<int>(number);
    return kNone;
}

constinit const NativeFunction errno_function = native(name<"errno">, os_errno, 0, 1);
constinit const NativeFunction getenv_function = native(name<"getenv">, os_getenv, 1, 2);
constinit const NativeFunction putenv_function = native(name<"putenv">, os_putenv);
constinit const NativeFunction system_function = native(name<"system">, os_system);
constinit const NativeFunction unsetenv_function = native(name<"unsetenv">, os_unsetenv);

constinit const Attribute functions[] = {
    {name<"errno">, &errno_function.header},       {name<"getenv">, &getenv_function.header},
    {name<"putenv">, &putenv_function.header},     {name<"system">, &system_function.header},
    {name<"unsetenv">, &unsetenv_function.header},
};

}  // namespace

}  // namespace kinglet::host

namespace kinglet {

runtime::Completion modules::os_get_attribute(runtime::Thread& thread, runtime::Str& attribute, bool& found) {
    found = true;
    for (const runtime::Attribute& each : host::functions) {
        if (each.name == &attribute) return each.value;
    }
    if (&attribute == runtime::name<"environ">) return host::environment(thread);
    found = false;
    return runtime::kNone;
}

}  // namespace kinglet
