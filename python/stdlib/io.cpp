// io: open and the stream types. Files themselves come from the program's filesystem (Thread::files).
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/stdlib/io/types.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constinit const Attribute attributes[] = {
    {name<"open">, &open_function.header},           {name<"IOBase">, &io_base_type.type.header},
    {name<"StringIO">, &string_io_type.type.header}, {name<"BytesIO">, &bytes_io_type.type.header},
    {name<"SEEK_SET">, Value::from_int(0)},          {name<"SEEK_CUR">, Value::from_int(1)},
    {name<"SEEK_END">, Value::from_int(2)},
};

/// MicroPython's programs for small chips have no BufferedWriter.
Completion get_attribute(Thread&, Str& attribute, bool& found) {
    found = &attribute == name<"BufferedWriter">;
    return found ? Value(&buffered_writer_type.type.header) : kNone;
}

constexpr bool kIsSmall = sizeof(void*) == 4;

}  // namespace

extern const BuiltinModule io_module;
constinit const BuiltinModule io_module =
    builtin_module(name<"io">, attributes, kIsSmall ? nullptr : get_attribute);

}  // namespace kinglet::stdlib
