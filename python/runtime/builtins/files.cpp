// execfile open
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/code.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

namespace {

/// execfile(path): runs a file among the names of the caller.
Completion builtin_execfile(Thread& thread, Value path) {
    if (!is_str(path))
        return raise_format(thread, type_error_type, "a path must be str, not %t"_packed, path);
    Str* file = intern(thread, *path.as<Str>());
    if (file == nullptr) return raise_memory_error(thread, path.as<Str>()->length());
    const Value code = TRY(compile_file(thread, *file));
    TRY(run_code(thread, *code.as<Code>(), *current_globals(thread)));
    return kNone;
}

/// Files are UTF-8 and keep their line ends; what says otherwise is accepted without effect.
Completion builtin_open(Thread& thread, const Arguments& arguments) {
    static constinit const Parameter parameters[] = {
        {name<"file">, Value()},    {name<"mode">, &name<"r">->header},
        {name<"buffering">, kNone}, {name<"encoding">, kNone},
        {name<"errors">, kNone},    {name<"newline">, kNone}};
    Value in[6];
    TRY(unpack(thread, arguments, name<"open">, parameters, 6, in));
    if (thread.files == nullptr) return raise_os_error(thread, Errno::NoDevice);
    return thread.files->open(thread, in[0], in[1]);
}

}  // namespace

constinit const NativeFunction execfile_function = native(name<"execfile">, builtin_execfile);
constinit const NativeFunction open_function = native(name<"open">, builtin_open, 0, 6);

}  // namespace kinglet::runtime
