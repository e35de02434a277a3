// builtins: the names that every program has, as a module. Setting one adds it to those of the running
// program.
#include "python/runtime/builtins/builtins.hpp"

#include "python/runtime/types/dict.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

Completion get_attribute(Thread& thread, Str& attribute, bool& found) {
    Value value;
    if (thread.builtins_override != nullptr) {
        if (const Value* place = dict_find_name(*thread.builtins_override, attribute)) value = *place;
    }
    if (!value) value = builtin_find(attribute);
    found = static_cast<bool>(value);
    return found ? value : kNone;
}

Raised set_attribute(Thread& thread, Str& attribute, Value value, bool& found) {
    if (value.is_undefined()) {
        found = thread.builtins_override != nullptr &&
                dict_delete_name(thread, *thread.builtins_override, attribute);
        return kFine;
    }
    if (thread.builtins_override == nullptr) {
        thread.builtins_override = dict_create_namespace(thread);
        if (thread.builtins_override == nullptr) return kRaised;
    }
    found = true;
    thread.flush_caches();
    return dict_set_name(thread, *thread.builtins_override, attribute, value);
}

constinit const Attribute attributes[] = {{name<"__name__">, &name<"builtins">->header}};

}  // namespace

extern const BuiltinModule builtins_module;
constinit const BuiltinModule builtins_module =
    builtin_module(name<"builtins">, attributes, get_attribute, set_attribute);

}  // namespace kinglet::stdlib
