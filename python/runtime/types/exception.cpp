#include "python/runtime/types/exception.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

const char* errno_name(SignedWord number) {
    switch (number) {
#define X(text, value) \
    case value:        \
        return #text;
#include "python/runtime/errno_names.def"
#undef X
        default: return nullptr;
    }
}

namespace {

Value first_argument(const Exception& exception) {
    return exception.args->count == 0 ? kNone : (*exception.args)[0];
}

/// '[Errno 2] ENOENT', or with a text of the program's own '[Errno 2] text'. False: an OSError without a
/// number.
bool print_os_error(Thread& thread, const Exception& exception, Printer& printer, Raised& outcome) {
    const Tuple& args = *exception.args;
    if (args.count != 1 && args.count != 2) return false;
    if (!args[0].is_int()) return false;
    const char* known = errno_name(args[0].as_int());
    if (args.count == 1 && known == nullptr) return false;
    printer.write_text("[Errno ");
    printer.write_signed(args[0].as_int());
    printer.write_text("] ");
    if (args.count == 2) {
        outcome = print(thread, args[1], printer, PrintForm::Str);
    } else {
        printer.write_text(known);
    }
    return true;
}

Raised exception_print(Thread& thread, Value self, Printer& printer, PrintForm form) {
    TRY(check_native_stack(thread));
    const Exception& exception = *self.as<Exception>();
    const Tuple& args = *exception.args;
    if (form == PrintForm::Str) {
        if (args.count == 0) return kFine;
        Raised outcome = kFine;
        if (is_instance(self, os_error_type) && print_os_error(thread, exception, printer, outcome))
            return outcome;
        if (args.count > 1) return print(thread, Value(&args.header), printer, PrintForm::Repr);
        return print(thread, args[0], printer,
                     is_instance(self, key_error_type) ? PrintForm::Repr : PrintForm::Str);
    }
    printer.write(type_of(self).name->view());
    printer.write_byte('(');
    for (usize i = 0; i < args.count; ++i) {
        if (i != 0) printer.write_text(", ");
        TRY(print(thread, args[i], printer, PrintForm::Repr));
    }
    printer.write_byte(')');
    return kFine;
}

Completion exception_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    const bool is_class = (type.flags & kIsHeapType) != 0;
    if (!is_class && arguments.keyword_count() != 0) {
        return raise_format(thread, type_error_type, "%q() takes no keyword arguments",
                            Value(&type.name->header));
    }
    Tuple* args = tuple_create(thread, arguments.values, arguments.count);
    if (args == nullptr) return Value();
    Exception* exception;
    if (is_class) {
        exception = TRY(instance_create(thread, type)).as<Exception>();
    } else {
        exception = static_cast<Exception*>(thread.heap.allocate(sizeof(Exception)));
        if (exception == nullptr) return raise_memory_error(thread, sizeof(Exception));
        exception->header.shape = &type.root;
    }
    exception->args = args;
    exception->cause = kUndefined;
    exception->context = kUndefined;
    return Value(&exception->header);
}

Value none_for_undefined(Value value) {
    return value.is_undefined() ? kNone : value;
}

Completion exception_get_attribute(Thread& thread, Value self, Str& attribute, bool& found) {
    const Exception& exception = *self.as<Exception>();
    found = true;
    if (&attribute == name<"args">) return Value(&exception.args->header);
    if (&attribute == name<"value">) return first_argument(exception);
    if (&attribute == name<"errno"> && is_instance(self, os_error_type)) return first_argument(exception);
    if (&attribute == name<"strerror"> && is_instance(self, os_error_type)) {
        return exception.args->count < 2 ? kNone : (*exception.args)[1];
    }
    if (&attribute == name<"code"> && is_instance(self, system_exit_type)) return first_argument(exception);
    if (&attribute == name<"__cause__">) return none_for_undefined(exception.cause);
    if (&attribute == name<"__context__">) return none_for_undefined(exception.context);
    if (&attribute == name<"__suppress_context__">) return Value::from_bool(!exception.cause.is_undefined());
    if (&attribute == name<"__traceback__">) {
        return traceback_started(exception) ? traceback_as_tuple(thread, exception) : Completion(kNone);
    }
    found = false;
    return kUndefined;
}

Raised exception_set_attribute(Thread& thread, Value self, Str& attribute, Value value, bool& found) {
    Exception& exception = *self.as<Exception>();
    found = false;
    if (value.is_undefined() || !thread.heap.owns(&exception)) return kFine;
    found = true;
    const bool is_link = value.is_none() || (type_of(value).flags & kIsExceptionType);
    if (&attribute == name<"args">) {
        const Value args = TRY(tuple_from(thread, value));
        exception.args = args.as<Tuple>();
    } else if (&attribute == name<"__cause__"> || &attribute == name<"__context__">) {
        if (!is_link)
            return raise(thread, type_error_type,
                         "exception cause must be None or derive from BaseException");
        if (&attribute == name<"__cause__">) {
            exception.cause = value;
        } else {
            exception.context = value;
        }
    } else if (&attribute == name<"__traceback__">) {
        // None begins a new one; what a program read from another exception cannot be put in.
        if (value.is_none()) exception.traceback = nullptr;
    } else if (&attribute == name<"__suppress_context__">) {
        if (exception.cause.is_undefined() && value.is_true()) exception.cause = kNone;
    } else {
        found = false;
    }
    return kFine;
}

Completion with_traceback(Thread&, Value self, Value) {
    return self;
}

void exception_trace(Tracer& tracer, Object& object) {
    auto& exception = reinterpret_cast<Exception&>(object);
    if (exception.args != nullptr) tracer.visit(&exception.args->header);
    if (exception.traceback != nullptr) {
        tracer.visit_values(exception.traceback, 1 + 2 * static_cast<usize>(exception.traceback[0].as_int()));
    }
    tracer.visit(exception.cause);
    tracer.visit(exception.context);
}

constinit const Slots exception_slots = {
    .print = exception_print,
    .construct = exception_construct,
    .get_attribute = exception_get_attribute,
    .set_attribute = exception_set_attribute,
    .trace = exception_trace,
};

constinit const NativeFunction with_traceback_method =
    native(name<"with_traceback">, with_traceback, &base_exception_type);
constinit const Attribute base_exception_attributes[] = {
    {name<"with_traceback">, &with_traceback_method.header}};

constexpr Type exception_type_of(const Type& self, const Str* type_name, const Type& base) {
    return builtin_type(self, type_name, exception_slots, sizeof(Exception), kIsBaseType | kIsExceptionType,
                        base);
}

}  // namespace

#define KINGLET_DEFINE_EXCEPTION(id, text, base) \
    constinit const Type id##_type = exception_type_of(id##_type, name<text>, base##_type);
KINGLET_DERIVED_EXCEPTION_TYPES(KINGLET_DEFINE_EXCEPTION)
#undef KINGLET_DEFINE_EXCEPTION

constinit const Type base_exception_type =
    builtin_type(base_exception_type, name<"BaseException">, exception_slots, sizeof(Exception),
                 base_exception_attributes, kIsBaseType | kIsExceptionType);

Completion exception_init(Thread& thread, const Arguments& arguments) {
    Exception& exception = *arguments[0].as<Exception>();
    if (!thread.heap.owns(&exception)) return kNone;
    Tuple* args = tuple_create(thread, arguments.values + 1, arguments.count - 1);
    if (args == nullptr) return Value();
    exception.args = args;
    return kNone;
}

}  // namespace kinglet::runtime
