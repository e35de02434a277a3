#include "host/kinglet_py/sys_extras.hpp"

#include "python/runtime/call.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::host {

using namespace runtime;

namespace {

/// atexit(function): what is called when the program ends; None: nothing. The one before is returned.
Completion sys_atexit(Thread& thread, Value function) {
    const Value before = thread.roots[kRootAtExit];
    thread.roots[kRootAtExit] = function;
    return before ? before : kNone;
}

/// exc_info(): class, exception and None (tracebacks are no objects here); None three times outside of an
/// except clause.
Completion sys_exc_info(Thread& thread) {
    const Value handled = thread.handled;
    const Value type = handled.is_none() ? kNone : Value(&type_of(handled).header);
    const Value items[] = {type, handled, kNone};
    const Tuple* tuple = tuple_create(thread, items, 3);
    return tuple == nullptr ? Value() : Value(&tuple->header);
}

constinit const NativeFunction atexit_function = native(name<"atexit">, sys_atexit);
constinit const NativeFunction exc_info_function = native(name<"exc_info">, sys_exc_info);

}  // namespace

constinit const Attribute sys_extras[kSysExtraCount] = {
    {name<"atexit">, &atexit_function.header},
    {name<"exc_info">, &exc_info_function.header},
};

}  // namespace kinglet::host
