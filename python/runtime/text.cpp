// Objects as text: print, str(), repr(), format().
#include "python/runtime/class.hpp"
#include "python/runtime/format.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/str_builder.hpp"

namespace kinglet::runtime {

Raised print(Thread& thread, Value value, Printer& printer, PrintForm form) {
    TRY(check_native_stack(thread));
    const Slots& slots = *type_of(value).slots;
    if (slots.print != nullptr) return slots.print(thread, value, printer, form);
    return object_type.slots->print(thread, value, printer, form);
}

namespace {

Completion finish(StrBuilder& builder) {
    const Str* text = builder.finish();
    return text == nullptr ? Completion(Value()) : Completion(Value(&text->header));
}

}  // namespace

Completion to_str(Thread& thread, Value value, PrintForm form) {
    if (form == PrintForm::Str && is_exactly(value, str_type)) return value;
    if (type_of(value).flags & kIsHeapType) {
        bool found = false;
        TRY(check_native_stack(thread));
        const Value text = TRY(text_by_method(thread, value, form, found));
        if (found) return text;
    }
    StrBuilder builder(thread);
    TRY(print(thread, value, builder, form));
    return finish(builder);
}

Completion format_plainly(Thread& thread, Value value, const Str& spec) {
    StrBuilder builder(thread);
    bool found = false;
    TRY(format_builtin(thread, value, spec, builder, found));
    if (found) return finish(builder);
    if (spec.length() == 0) return to_str(thread, value, PrintForm::Str);
    return raise_format(thread, type_error_type, "unsupported format string passed to %t.__format__"_packed,
                        value);
}

Completion format_value(Thread& thread, Value value, const Str& spec) {
    if (type_of(value).flags & kIsHeapType) {
        const Value argument(&spec.header);
        bool found;
        const Value text = TRY(call_class_method(thread, value, *name<"__format__">, &argument, 1, found));
        if (found) {
            if (type_of(text).flags & kIsStrType) return text;
            return raise_format(thread, type_error_type, "__format__ must return a str, not %t"_packed, text);
        }
        // An empty format is str(), which the class may have its own idea of.
        if (spec.length() == 0) return to_str(thread, value, PrintForm::Str);
    }
    return format_plainly(thread, value, spec);
}

}  // namespace kinglet::runtime
