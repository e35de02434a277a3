#include "python/runtime/types/exception.hpp"

#include "python/runtime/class.hpp"
#include "python/runtime/emergency.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/dict.hpp"
#include "python/runtime/types/os_error.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

Raised exception_print(Thread& thread, Value self, Printer& printer, PrintForm form) {
    TRY(check_native_stack(thread));
    const Exception& exception = *self.as<Exception>();
    const Tuple& args = *exception.args;
    if (form == PrintForm::Str) {
        if (args.count == 0) return kFine;
        Raised outcome = kFine;
        if (is_instance(self, os_error_type) && print_os_error(thread, exception, printer, outcome))
            return outcome;
        if (is_instance(self, unicode_error_type) && print_unicode_error(exception, printer)) return kFine;
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
    if (args.count == 1) printer.write_byte(',');
    printer.write_byte(')');
    return kFine;
}

/// ImportError('text', name='...', path='...') and their like: what keywords give becomes attributes.
Raised set_keywords(Thread& thread, Exception& exception, const Arguments& arguments) {
    const Value self(&exception.header);
    if (!is_instance(self, import_error_type) && !is_instance(self, attribute_error_type) &&
        !is_instance(self, name_error_type)) {
        return raise_format(thread, type_error_type, "%q() takes no keyword arguments"_packed,
                            Value(&type_of(self).name->header));
    }
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        Dict* attributes = exception_attributes(thread, exception);
        if (attributes == nullptr) return kRaised;
        TRY(dict_set_name(thread, *attributes, arguments.keyword_name(i), arguments.keyword(i)));
    }
    return kFine;
}

Completion exception_construct(Thread& thread, const Type& given_type, const Arguments& arguments) {
    const bool is_class = (given_type.flags & kIsHeapType) != 0;
    const Type* type = &given_type;
    if (type == &os_error_type && arguments.count >= 2 && arguments[0].is_int())
        type = &os_error_class(arguments[0].as_int());
    if (thread.heap.lock_depth() != 0 && !is_class)
        return Value(&emergency_exception(*type, arguments.values, arguments.count)->header);
    Tuple* args = tuple_create(thread, arguments.values, arguments.count);
    if (args == nullptr) return Value();
    Exception* exception;
    if (is_class) {
        exception = TRY(instance_create(thread, *type)).as<Exception>();
    } else {
        exception = static_cast<Exception*>(thread.heap.allocate(sizeof(Exception)));
        if (exception == nullptr) return raise_memory_error(thread, sizeof(Exception));
        exception->header.shape = &type->root;
    }
    exception->args = args;
    if (!is_class && arguments.keyword_count() != 0) TRY(set_keywords(thread, *exception, arguments));
    return Value(&exception->header);
}

Completion with_traceback(Thread&, Value self, Value) {
    return self;
}

void exception_trace(Tracer& tracer, Object& object) {
    auto& exception = reinterpret_cast<Exception&>(object);
    if (exception.args != nullptr) tracer.visit(&exception.args->header);
    if (exception.traceback != nullptr)
        tracer.visit_values(exception.traceback, 1 + static_cast<usize>(exception.traceback[0].as_int()));
    if ((object.type().flags & kIsHeapType) == 0 && exception.attributes != nullptr)
        tracer.visit(&exception.attributes->header);
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
KINGLET_DESKTOP_EXCEPTION_TYPES(KINGLET_DEFINE_EXCEPTION)
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
