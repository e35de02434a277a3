// The attributes of exceptions: what the language gives each of them, what stands in their arguments, and
// what a program sets.
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

/// An attribute that is one of the arguments; None if there are not as many.
struct ArgumentAttribute {
    const Str* name;
    const Type* type;
    u32 index;  // with kInDetails: in the tuple that is the second argument
};
constexpr u32 kInDetails = 16;

constinit const ArgumentAttribute argument_attributes[] = {
    {name<"value">, &base_exception_type, 0},  // of any exception, as MicroPython has it
    {name<"errno">, &os_error_type, 0},
    {name<"strerror">, &os_error_type, 1},
    {name<"filename">, &os_error_type, 2},
    {name<"code">, &system_exit_type, 0},
    {name<"msg">, &import_error_type, 0},
    {name<"name">, &import_error_type, ~0U},
    {name<"path">, &import_error_type, ~0U},
    {name<"msg">, &syntax_error_type, 0},
    {name<"filename">, &syntax_error_type, kInDetails + 0},
    {name<"lineno">, &syntax_error_type, kInDetails + 1},
    {name<"offset">, &syntax_error_type, kInDetails + 2},
    {name<"text">, &syntax_error_type, kInDetails + 3},
    {name<"encoding">, &unicode_error_type, 0},
    {name<"object">, &unicode_error_type, 1},
    {name<"start">, &unicode_error_type, 2},
    {name<"end">, &unicode_error_type, 3},
    {name<"reason">, &unicode_error_type, 4},
};

Value argument_at(const Tuple& args, u32 index) {
    if (index < kInDetails || index == ~0U) return index < args.count ? args[index] : kNone;
    if (args.count < 2 || !is_instance(args[1], tuple_type)) return kNone;
    return argument_at(*args[1].as<Tuple>(), index - kInDetails);
}

Value none_for_undefined(Value value) {
    return value.is_undefined() ? kNone : value;
}

/// What every exception has; undefined: no such attribute.
Completion common_attribute(Thread& thread, const Exception& exception, const Str& attribute) {
    if (&attribute == name<"args">) return Value(&exception.args->header);
    if (&attribute == name<"__cause__">) return none_for_undefined(exception.cause());
    if (&attribute == name<"__context__">) return none_for_undefined(exception.context());
    if (&attribute == name<"__suppress_context__">)
        return Value::from_bool(!exception.cause().is_undefined());
    if (&attribute == name<"__traceback__">)
        return traceback_started(exception) ? traceback_as_tuple(thread, exception) : Completion(kNone);
    return kUndefined;
}

}  // namespace

Dict* exception_attributes(Thread& thread, Exception& exception) {
    if (exception.attributes == nullptr) exception.attributes = dict_create(thread);
    return exception.attributes;
}

Completion exception_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    Exception& exception = *self.as<Exception>();
    const Value common = TRY(common_attribute(thread, exception, attribute));
    found = true;
    if (!common.is_undefined()) return common;
    const bool is_class = (type_of(self).flags & kIsHeapType) != 0;
    if (!is_class && exception.attributes != nullptr) {
        const Value* place = dict_find_name(*exception.attributes, attribute);
        if (place != nullptr) return *place;
    }
    if (!is_class && &attribute == name<"__dict__"> && thread.heap.owns(&exception)) {
        const Dict* attributes = exception_attributes(thread, exception);
        return attributes == nullptr ? Completion(Value()) : Completion(Value(&attributes->header));
    }
    for (const ArgumentAttribute& each : argument_attributes) {
        if (each.name == &attribute && is_instance(self, *each.type))
            return argument_at(*exception.args, each.index);
    }
    found = false;
    return kUndefined;
}

namespace {

/// Whether the value can be a __cause__ or __context__.
Raised check_link(Thread& thread, Value value) {
    if (!value.is_none() && (type_of(value).flags & kIsExceptionType) == 0) {
        return raise(thread, type_error_type,
                     "exception cause must be None or derive from BaseException"_packed);
    }
    return kFine;
}

}  // namespace

Raised exception_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    Exception& exception = *self.as<Exception>();
    found = false;
    if (!thread.heap.owns(&exception)) return kFine;
    const bool is_class = (type_of(self).flags & kIsHeapType) != 0;
    if (value.is_undefined()) {
        if (!is_class && exception.attributes != nullptr)
            found = dict_delete_name(thread, *exception.attributes, attribute);
        return kFine;
    }
    found = true;
    if (&attribute == name<"args">) {
        const Value args = TRY(tuple_from(thread, value));
        exception.args = args.as<Tuple>();
    } else if (&attribute == name<"__cause__">) {
        TRY(check_link(thread, value));
        return exception_set_cause(thread, exception, value);
    } else if (&attribute == name<"__context__">) {
        TRY(check_link(thread, value));
        if (!exception.set_context(thread, value)) return raise_memory_error(thread, sizeof(Value));
    } else if (&attribute == name<"__traceback__">) {
        // None begins a new one; what a program read from another exception cannot be put in.
        // Its memory stays: raised again, the exception needs none.
        if (value.is_none()) traceback_clear(exception);
    } else if (&attribute == name<"__suppress_context__">) {
        if (exception.cause().is_undefined() && value.is_true())
            return exception_set_cause(thread, exception, kNone);
    } else if (is_class || &attribute == name<"__class__"> || &attribute == name<"__dict__">) {
        found = false;
    } else {
        Dict* attributes = exception_attributes(thread, exception);
        return attributes == nullptr ? kRaised : dict_set_name(thread, *attributes, attribute, value);
    }
    return kFine;
}

}  // namespace kinglet::runtime
