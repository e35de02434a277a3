// sys: the running program. Names and versions follow MicroPython, because libraries ask for them; the
// machine says Kinglet.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/attribute_tuple.hpp"
#include "python/runtime/types/console_stream.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/module_table.hpp"
#include "python/stdlib/sys/platform.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constinit const StaticTuple<3> version_info = {{{&tuple_type.root}, 3},
                                               {Value::from_int(3), Value::from_int(4), Value::from_int(0)}};
constinit const StaticTuple<4> implementation_version = {
    {{&tuple_type.root}, 4},
    {Value::from_int(1), Value::from_int(29), Value::from_int(0), &name<"">->header}};
constinit const StaticTuple<3> implementation_names = {
    {{&tuple_type.root}, 3}, {&name<"name">->header, &name<"version">->header, &name<"_machine">->header}};

/// exit([status]).
Completion sys_exit(Thread& thread, const Value* values, u32 count) {
    if (count == 0) return raise(thread, system_exit_type);
    return raise(thread, system_exit_type, values[0]);
}

/// print_exception(exception, file=sys.stdout).
Completion sys_print_exception(Thread& thread, const Value* values, u32 count) {
    if (!is_instance(values[0], base_exception_type)) {
        return raise_format(thread, type_error_type, "expected an exception, not %t", values[0]);
    }
    Printer* printer = count > 1 ? console_printer(thread, values[1]) : thread.console;
    if (printer != nullptr) {
        print_exception(thread, values[0], *printer);
        return kNone;
    }
    StrBuilder text(thread);
    print_exception(thread, values[0], text);
    const Str* whole = text.finish();
    if (whole == nullptr) return Value();
    const Value write = TRY(get_attribute(thread, values[1], name_ref<"write">));
    return call(thread, write, Value(&whole->header));
}

/// A root of the thread, or what stands for it as long as nobody has set it.
Completion root_or(Thread& thread, ThreadRoot root, const ConsoleStream& usual) {
    const Value value = thread.roots[root];
    return value ? value : Value(&usual.header);
}

Completion implementation(Thread& thread) {
    const Value values[] = {&name<"micropython">->header, &implementation_version.tuple.header,
                            &sys_platform.machine->header};
    return attribute_tuple_create(thread, implementation_names.tuple, values);
}

Completion get_attribute(Thread& thread, Str& attribute, bool& found) {
    found = true;
    if (&attribute == name<"path">) return &reinterpret_cast<const Object&>(*thread.path);
    if (&attribute == name<"modules">) return &thread.modules->header;
    if (&attribute == name<"stdin">) return root_or(thread, kRootStdin, console_in);
    if (&attribute == name<"stdout">) return root_or(thread, kRootStdout, console_out);
    if (&attribute == name<"stderr">) return root_or(thread, kRootStderr, console_error);
    if (&attribute == name<"implementation">) return implementation(thread);
    if (&attribute == name<"platform">) return &sys_platform.platform->header;
    if (&attribute == name<"maxsize">) return int_create_unsigned(thread, ~Word{0} >> 1);
    if (&attribute == name<"argv">) {
        Value& argv = thread.roots[kRootArgv];
        if (!argv) {
            List* list = list_create(thread, nullptr, 0);
            if (list == nullptr) return Value();
            argv = Value(&list->header);
        }
        return argv;
    }
    found = false;
    return kNone;
}

Raised set_attribute(Thread& thread, Str& attribute, Value value, bool& found) {
    found = !value.is_undefined();
    if (!found) return kFine;
    if (&attribute == name<"argv">) {
        thread.roots[kRootArgv] = value;
    } else if (&attribute == name<"stdin">) {
        thread.roots[kRootStdin] = value;
    } else if (&attribute == name<"stdout">) {
        thread.roots[kRootStdout] = value;
    } else if (&attribute == name<"stderr">) {
        thread.roots[kRootStderr] = value;
    } else if (&attribute == name<"path"> && is_instance(value, list_type)) {
        thread.path = value.as<List>();
    } else {
        found = false;
    }
    return kFine;
}

constinit const NativeFunction exit_function = native(name<"exit">, sys_exit, 0, 1);
constinit const NativeFunction print_exception_function =
    native(name<"print_exception">, sys_print_exception, 1, 2);

constinit const Attribute attributes[] = {
    {name<"__name__">, &name<"sys">->header},
    {name<"version">, &name<"3.4.0; Kinglet v0.1.0">->header},
    {name<"version_info">, &version_info.tuple.header},
    {name<"byteorder">, &name<"little">->header},
    {name<"exit">, &exit_function.header},
    {name<"print_exception">, &print_exception_function.header},
};

}  // namespace

extern const BuiltinModule sys_module;
constinit const BuiltinModule sys_module =
    builtin_module(name<"sys">, attributes, get_attribute, set_attribute);

}  // namespace kinglet::stdlib
