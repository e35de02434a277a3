// open
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

namespace {

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

constinit const NativeFunction open_function = native(name<"open">, builtin_open, 0, 6);

}  // namespace kinglet::runtime
