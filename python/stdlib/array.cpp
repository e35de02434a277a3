// array: the module with its one class.
#include "python/stdlib/array/types.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constinit const Attribute attributes[] = {{name<"array">, &array_type.header}};

}  // namespace

extern const BuiltinModule array_module;
constinit const BuiltinModule array_module = builtin_module(name<"array">, attributes);

}  // namespace kinglet::stdlib
