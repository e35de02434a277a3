// platform: what the program says about itself and the compiler that made it.
#include "python/stdlib/sys/platform.hpp"
#include "base/attributes.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/tuple.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

Completion platform_platform(Thread& thread, const Arguments&) {
    StrBuilder builder(thread);
    builder.write_text("Kinglet-");
    builder.write(sys_platform.platform->view());
    return or_raised(builder.finish());
}

Completion platform_python_compiler(Thread&) {
    return &name<"GCC " KINGLET_TEXT(__GNUC__) "." KINGLET_TEXT(__GNUC_MINOR__)>->header;
}

Completion platform_libc_ver(Thread& thread, const Arguments&) {
    const Value pair[] = {&sys_platform.library->header, &sys_platform.library_version->header};
    return or_raised(tuple_create(thread, pair, 2));
}

constinit const NativeFunction libc_ver_function = native(name<"libc_ver">, platform_libc_ver, 0, kAnyArity);
constinit const NativeFunction platform_function = native(name<"platform">, platform_platform, 0, kAnyArity);
constinit const NativeFunction python_compiler_function =
    native(name<"python_compiler">, platform_python_compiler);

constinit const Attribute attributes[] = {
    {name<"libc_ver">, &libc_ver_function.header},
    {name<"platform">, &platform_function.header},
    {name<"python_compiler">, &python_compiler_function.header},
};

}  // namespace

extern const BuiltinModule platform_module;
constinit const BuiltinModule platform_module = builtin_module(name<"platform">, attributes);

}  // namespace kinglet::stdlib
