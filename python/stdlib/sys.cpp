// sys: the running program. Names and versions follow MicroPython, because libraries ask for them; the
// machine says Kinglet.
#include "python/runtime/str_builder.hpp"
#include "python/runtime/stream.hpp"
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
    Printer* printer = count > 1 ? console_printer(thread, values[1]) : thread.console;
    if (printer != nullptr) {
        print_exception(thread, values[0], *printer);
        return kNone;
    }
    if (stream_protocol(values[1]) != nullptr) {
        StreamPrinter stream(thread, values[1]);
        print_exception(thread, values[0], stream);
        return stream.finish();
    }
    const Value write = TRY(get_attribute_or_undefined(thread, values[1], name_ref<"write">));
    if (write.is_undefined()) return raise_os_error(thread, Errno::NotSupported);
    StrBuilder text(thread);
    print_exception(thread, values[0], text);
    const Str* whole = text.finish();
    if (whole == nullptr) return Value();
    return call(thread, write, Value(&whole->header));
}

/// An attribute that is a root of the thread, and what it is as long as nobody has set it (nullptr: none).
struct RootAttribute {
    const Str* name;
    Word root;
    const Object* usual;
};

constinit const RootAttribute root_attributes[] = {
    {name<"argv">, kRootArgv, nullptr},
    {name<"executable">, kRootExecutable, nullptr},
    {name<"stdin">, kRootStdin, &console_in.header},
    {name<"stdout">, kRootStdout, &console_out.header},
    {name<"stderr">, kRootStderr, &console_error.header},
    {name<"ps1">, kRootPs1, &name<">>> ">->header},
    {name<"ps2">, kRootPs2, &name<"... ">->header},
};

const RootAttribute* find_root_attribute(const Str& attribute) {
    for (const RootAttribute& each : root_attributes) {
        if (each.name == &attribute) return &each;
    }
    return nullptr;
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
    if (&attribute == name<"implementation">) return implementation(thread);
    if (&attribute == name<"platform">) return &sys_platform.platform->header;
    if (&attribute == name<"maxsize">) return int_create_unsigned(thread, ~Word{0} >> 1);
    if (const RootAttribute* own = find_root_attribute(attribute)) {
        Value& value = thread.roots[own->root];
        if (!value && own->root == kRootArgv) {
            List* list = list_create(thread, nullptr, 0);
            if (list == nullptr) return Value();
            value = Value(&list->header);
        }
        found = value || own->usual != nullptr;
        if (!found) return kNone;
        return value ? value : Value(own->usual);
    }
    for (u32 i = 0; i < sys_platform.extra_count; ++i) {
        if (sys_platform.extras[i].name == &attribute) return sys_platform.extras[i].value;
    }
    found = false;
    return kNone;
}

Raised set_attribute(Thread& thread, Str& attribute, Value value, bool& found) {
    found = !value.is_undefined();
    if (!found) return kFine;
    if (const RootAttribute* own = find_root_attribute(attribute)) {
        thread.roots[own->root] = value;
    } else if (&attribute == name<"path">) {
        const Value path = is_instance(value, list_type) ? value : TRY(list_from(thread, value));
        thread.path = path.as<List>();
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
