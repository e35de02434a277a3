// collections: deque, namedtuple, OrderedDict.
#include "python/stdlib/collections/types.hpp"

#include "python/runtime/types/dict.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constinit const NativeFunction namedtuple_function = native(name<"namedtuple">, named_tuple_create, 2, 2);

constinit const Attribute attributes[] = {
    {name<"deque">, &deque_type.header},
    {name<"namedtuple">, &namedtuple_function.header},
    {name<"OrderedDict">, &ordered_dict_type.header},
};

}  // namespace

extern const BuiltinModule collections_module;
constinit const BuiltinModule collections_module = builtin_module(name<"collections">, attributes);

}  // namespace kinglet::stdlib
