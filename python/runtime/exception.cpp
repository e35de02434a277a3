#include "python/runtime/exception.hpp"

#include <cstdarg>

#include "base/flash.hpp"
#include "python/runtime/call.hpp"
#include "python/runtime/emergency.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/printer.hpp"
#include "python/runtime/recursion.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/traceback.hpp"
#include "python/runtime/types/exception.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/os_error.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/tuple.hpp"

namespace kinglet::runtime {

namespace {

using detail::RaisedOutcome;

RaisedOutcome set_raised(Thread& thread, const Exception* exception) {
    thread.raised = Value(&exception->header);
    return {};
}

/// An exception with no arguments, or one if `argument` is a value; nullptr when memory ran out.
Exception* allocate_exception(Thread& thread, const Type& type, Value argument) {
    auto* exception = static_cast<Exception*>(thread.heap.allocate(sizeof(Exception)));
    if (exception == nullptr) return nullptr;
    exception->header.shape = &type.root;
    exception->args = const_cast<Tuple*>(&empty_tuple);
    if (!argument) return exception;
    // Not by tuple_create, which would raise a MemoryError of its own.
    auto* args = static_cast<Tuple*>(thread.heap.allocate(sizeof(Tuple) + sizeof(Value)));
    if (args == nullptr) return nullptr;
    args->header.shape = &tuple_type.root;
    args->count = 1;
    args->items()[0] = argument;
    exception->args = args;
    return exception;
}

}  // namespace

Value Exception::cause() const {
    return is_exactly(link(), tuple_type) ? (*link().as<Tuple>())[0] : kUndefined;
}

Value Exception::context() const {
    return is_exactly(link(), tuple_type) ? (*link().as<Tuple>())[1] : link();
}

bool Exception::set_context(Thread& thread, Value context) {
    if (!is_exactly(link(), tuple_type)) return set_link(thread, context);
    link().as<Tuple>()->items()[1] = context;
    return true;
}

Raised exception_set_cause(Thread& thread, Exception& exception, Value cause) {
    if (is_spare(exception)) return kFine;
    const Value links[] = {cause, exception.context()};
    const Tuple* const both = tuple_create(thread, links, 2);
    if (both == nullptr) return kRaised;
    if (exception.set_link(thread, Value(&both->header))) return kFine;
    return raise_memory_error(thread, sizeof(Value));
}

Completion exception_create(Thread& thread, const Type& type, Value argument) {
    const Exception* exception = allocate_exception(thread, type, argument);
    if (exception == nullptr) return raise_memory_error(thread, sizeof(Exception));
    return Value(&exception->header);
}

RaisedOutcome raise(Thread& thread, const Type& type, Value argument) {
    if (thread.heap.lock_depth() != 0)
        return set_raised(thread, emergency_exception(type, &argument, argument ? 1 : 0));
    const Exception* exception = allocate_exception(thread, type, argument);
    return set_raised(thread, exception == nullptr ? &spare_memory_error : exception);
}

RaisedOutcome raise(Thread& thread, const Type& type) {
    return raise(thread, type, Value());
}

RaisedOutcome raise(Thread& thread, const Type& type, PackedText packed) {
    const UnpackedText text(packed);
    if (thread.heap.lock_depth() != 0) {
        EmergencyText printer;
        printer.write(text.view());
        return raise(thread, type, Value(&printer.finish().header));
    }
    const Str* str = str_create(thread, text.view());
    if (str == nullptr) return {};  // MemoryError is raised instead
    return raise(thread, type, Value(&str->header));
}

namespace {

/// One directive of raise_format. The caller owns `list`.
Raised write_directive(Thread& thread, char directive, std::va_list& list, Printer& printer) {
    switch (directive) {
        case 's': printer.write_text(va_arg(list, const char*)); return kFine;
        case 'm': printer.write(UnpackedText(va_arg(list, PackedText)).view()); return kFine;
        case 'q': return print(thread, va_arg(list, Value), printer, PrintForm::Str);
        case 'r': return print(thread, va_arg(list, Value), printer, PrintForm::Repr);
        case 't': printer.write(type_of(va_arg(list, Value)).name->view()); return kFine;
        case 'd': printer.write_signed(va_arg(list, int)); return kFine;
        case 'u': printer.write_unsigned(va_arg(list, unsigned)); return kFine;
        case 'c': printer.write_byte(static_cast<char>(va_arg(list, int))); return kFine;
        default: printer.write_byte(directive); return kFine;
    }
}

Raised write_format(Thread& thread, const char* format, std::va_list& list, Printer& printer) {
    for (;;) {
        // Plain text goes out in one piece.
        usize length = 0;
        while (format[length] != 0 && format[length] != '%') ++length;
        printer.write({format, length});
        if (format[length] == 0 || format[length + 1] == 0) return kFine;
        format += length + 2;
        TRY(write_directive(thread, format[-1], list, printer));
    }
}

}  // namespace

RaisedOutcome raise_format(Thread& thread, const Type& type, PackedText format, ...) {
    StrBuilder builder(thread);
    EmergencyText emergency;
    const bool is_locked = thread.heap.lock_depth() != 0;
    Printer& printer = is_locked ? static_cast<Printer&>(emergency) : builder;
    const UnpackedText plain(format);
    std::va_list list;
    va_start(list, format);
    const Raised outcome = write_format(thread, plain.c_str(), list, printer);
    va_end(list);
    if (outcome.is_raised()) return {};  // by the __str__ of a value, say
    const Str* text = is_locked ? &emergency.finish() : builder.finish();
    if (text == nullptr) return {};
    return raise(thread, type, Value(&text->header));
}

namespace {

/// Writes into a buffer that is known to be large enough.
class BufferPrinter final : public Printer {
  public:
    explicit BufferPrinter(char* buffer) : end(buffer) {}
    char* end;

  private:
    void do_write(const char* part, usize count) override {
        flash_copy(end, part, count);
        end += count;
    }
};

}  // namespace

RaisedOutcome raise_memory_error(Thread& thread, usize bytes) {
    // What could be collected has been; asking again for each small piece of the text would only take long.
    const bool was_enabled = thread.heap.enabled;
    thread.heap.enabled = false;
    char text[64];
    BufferPrinter printer(text);
    printer.write_text("memory allocation failed");
    if (bytes != 0) {
        printer.write_text(", allocating ");
        printer.write_unsigned(bytes);
        printer.write_text(" bytes");
    }
    const usize length = static_cast<usize>(printer.end - text);

    const Exception* exception = nullptr;
    auto* str = static_cast<Str*>(thread.heap.allocate(sizeof(Str) + length + 1));
    if (str != nullptr) {
        str->header.shape = &str_type.root;
        str->length_and_flags = str_length_word(length, kStrIsAscii);
        std::memcpy(str->data(), text, length);
        exception = allocate_exception(thread, memory_error_type, Value(&str->header));
    }
    thread.heap.enabled = was_enabled;
    return set_raised(thread, exception == nullptr ? &spare_memory_error : exception);
}

RaisedOutcome raise_recursion_error(Thread& thread) {
    const Exception* exception = allocate_exception(thread, recursion_error_type,
                                                    Value(&name<"maximum recursion depth exceeded">->header));
    return set_raised(thread, exception == nullptr ? &spare_recursion_error : exception);
}

RaisedOutcome raise_os_error(Thread& thread, i32 number) {
    const Completion value = int_create(thread, number);
    if (value.is_raised()) return {};
    return raise(thread, os_error_type, value.value());
}

RaisedOutcome raise_value(Thread& thread, Value exception) {
    if (exception.is_object() && (type_of(exception).flags & kIsTypeType) &&
        (exception.as<Type>()->flags & kIsExceptionType)) {
        const Completion made = call(thread, exception);
        if (made.is_raised()) return {};
        exception = made.value();
    }
    if (!exception_matches(exception, base_exception_type)) {
        return raise(thread, type_error_type, "exceptions must derive from BaseException"_packed);
    }
    thread.raised = exception;
    return {};
}

bool exception_matches(Value exception, const Type& type) {
    if (!exception.is_object()) return false;
    const Type& own = type_of(exception);
    return is_subtype(own, type) || (&own == &os_error_type && os_error_is(*exception.as<Exception>(), type));
}

// ---- printing

namespace {

/// 'ValueError: text'. As MicroPython, and unlike CPython, with the colon also before an empty text: tools
/// look for `KeyboardInterrupt: `.
void print_last_line(Thread& thread, Value exception, Printer& printer) {
    printer.write(type_of(exception).name->view());
    printer.write_text(": ");
    if (print(thread, exception, printer, PrintForm::Str).is_raised()) {
        thread.raised = Value();
        printer.write_text("<exception str() failed>");
    }
    printer.write_byte('\n');
}

/// The exception that is to be printed in front of this one, and the sentence between them.
Value printed_before(const Exception& exception, const char*& sentence) {
    const Value cause = exception.cause();
    if (cause.is_object()) {
        sentence = "\nThe above exception was the direct cause of the following exception:\n\n";
        return cause;
    }
    sentence = "\nDuring handling of the above exception, another exception occurred:\n\n";
    // 'from None' leaves the context out.
    return cause.is_undefined() && exception.context().is_object() ? exception.context() : Value();
}

}  // namespace

void print_exception(Thread& thread, Value exception, Printer& printer) {
    if (!exception_matches(exception, base_exception_type)) {
        if (print(thread, exception, printer, PrintForm::Repr).is_raised()) thread.raised = Value();
        printer.write_byte('\n');
        return;
    }
    // The chain, oldest first. A program can make it as long as it likes, and a circle; the end of it is what
    // matters.
    constexpr u32 kMostLinks = 8;
    Value links[kMostLinks];
    u32 count = 0;
    const char* sentence;
    for (Value each = exception; each && count < kMostLinks;
         each = printed_before(*each.as<Exception>(), sentence)) {
        bool is_circle = false;
        for (u32 i = 0; i < count; ++i) is_circle = is_circle || links[i] == each;
        if (is_circle) break;
        links[count++] = each;
    }
    while (count-- != 0) {
        traceback_print(*links[count].as<Exception>(), printer);
        print_last_line(thread, links[count], printer);
        if (count == 0) break;
        (void)printed_before(*links[count - 1].as<Exception>(), sentence);
        printer.write_text(sentence);
    }
}

void print_raised(Thread& thread) {
    const Value exception = thread.raised;
    thread.raised = Value();
    print_exception(thread, exception, thread.errors == nullptr ? *thread.console : *thread.errors);
}

}  // namespace kinglet::runtime
