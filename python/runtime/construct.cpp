// Making objects: Class(...), __new__ and __init__ (Language Reference 3.3.1).
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/function.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

/// Calls `function` with one value in front of the arguments.
Completion call_with_first(Thread& thread, Value function, Value first, const Arguments& arguments) {
    const u32 count = arguments.count + arguments.keyword_count();
    constexpr u32 kFew = 8;
    Value few[kFew + 1];
    Value* values = few;
    if (count > kFew) {
        Tuple* many = tuple_create(thread, nullptr, usize{1} + count);
        if (many == nullptr) return Value();
        values = many->items();
    }
    values[0] = first;
    for (u32 i = 0; i < count; ++i) values[i + 1] = arguments.values[i];
    return call(thread, function, Arguments{values, arguments.count + 1, arguments.names});
}

}  // namespace

Completion construct_without_init(Thread& thread, const Type& type, const Arguments& arguments) {
    const Type& base = builtin_base(type);
    if (&base == &object_type && (type.flags & kIsHeapType)) return instance_create(thread, type);
    if (base.slots->construct == nullptr) {
        return raise_format(thread, type_error_type, "cannot create '%q' instances"_packed,
                            Value(&base.name->header));
    }
    const Value made = TRY(base.slots->construct(thread, type, arguments));
    // Builtin types whose objects are plain values do not look at `type`.
    if (&type_of(made) == &type || !(type.flags & kIsHeapType) || !is_subtype(base, type_of(made)))
        return made;
    return instance_create_from(thread, type, made);
}

Completion construct_instance(Thread& thread, const Type& type, const Arguments& arguments) {
    if (!(type.flags & kIsHeapType)) return construct_without_init(thread, type, arguments);
    Value made;
    const Value maker = class_find(type, *name<"__new__">);
    if (maker) {
        const Value function = TRY(bind_attribute(thread, maker, kUndefined, type, nullptr));
        made = TRY(call_with_first(thread, function, Value(&type.header), arguments));
        if (!is_subtype(type_of(made), type)) return made;
    } else {
        made = TRY(construct_without_init(thread, type, arguments));
    }
    const Type& made_type = type_of(made);
    const Value init = class_find(made_type, *name<"__init__">);
    if (!init) {
        const bool has_arguments = arguments.count != 0 || arguments.keyword_count() != 0;
        if (has_arguments && !maker && &builtin_base(type) == &object_type) {
            return raise_format(thread, type_error_type, "%q() takes no arguments"_packed,
                                Value(&type.name->header));
        }
        return made;
    }
    Value self = kUndefined;
    const Value function = TRY(bind_attribute(thread, init, made, made_type, &self));
    const Value outcome = TRY(self.is_undefined() ? call(thread, function, arguments)
                                                  : call_with_first(thread, function, self, arguments));
    if (!outcome.is_none()) {
        return raise_format(thread, type_error_type, "__init__() should return None, not '%t'"_packed,
                            outcome);
    }
    return made;
}

}  // namespace kinglet::runtime
