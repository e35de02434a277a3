// ascii format help input print repr
#include "python/runtime/builtins/builtins.hpp"
#include "python/runtime/module.hpp"
#include "python/runtime/names.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/console_stream.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

namespace {

Completion builtin_ascii(Thread& thread, Value object) {
    return to_ascii(thread, object);
}
Completion builtin_repr(Thread& thread, Value object) {
    return to_str(thread, object, PrintForm::Repr);
}

Completion builtin_format(Thread& thread, const Value* values, u32 count) {
    if (count == 1) return format_value(thread, values[0], *name<"">);
    if (!is_instance(values[1], str_type)) {
        return raise_format(thread, type_error_type, "format() argument 2 must be str, not %t"_packed,
                            values[1]);
    }
    return format_value(thread, values[0], *values[1].as<Str>());
}

/// sep and end of print: a str; None, as nothing, leaves what is usual.
Raised text_argument(Thread& thread, Value value, const char* what, const Str*& result) {
    if (!value || value.is_none()) return kFine;
    if (!is_instance(value, str_type)) {
        return raise_format(thread, type_error_type, "%s must be None or a string, not %t"_packed, what,
                            value);
    }
    result = value.as<Str>();
    return kFine;
}

Raised print_all(Thread& thread, const Arguments& arguments, const Str& separator, const Str& end,
                 Printer& printer) {
    for (u32 i = 0; i < arguments.count; ++i) {
        if (i != 0) printer.write(separator.view());
        TRY(print(thread, arguments[i], printer, PrintForm::Str));
    }
    printer.write(end.view());
    return kFine;
}

Raised check_print_keywords(Thread& thread, const Arguments& arguments) {
    for (u32 i = 0; i < arguments.keyword_count(); ++i) {
        const Str* key = &arguments.keyword_name(i);
        if (key == name<"sep"> || key == name<"end"> || key == name<"file"> || key == name<"flush">) continue;
        return raise_format(thread, type_error_type, "'%q' is an invalid keyword argument for print()"_packed,
                            Value(&key->header));
    }
    return kFine;
}

Completion builtin_print(Thread& thread, const Arguments& arguments) {
    const Str* separator = name<" ">;
    const Str* end = name<"\n">;
    Value file;
    if (arguments.names != nullptr) {
        TRY(check_print_keywords(thread, arguments));
        TRY(text_argument(thread, arguments.find_keyword(*name<"sep">), "sep", separator));
        TRY(text_argument(thread, arguments.find_keyword(*name<"end">), "end", end));
        file = arguments.find_keyword(*name<"file">);
    }
    if (!file || file.is_none()) file = thread.roots[kRootStdout];
    const Value wants_flush = arguments.find_keyword(*name<"flush">);
    bool flush = false;
    if (wants_flush) TRY(truth(thread, wants_flush, flush));
    Printer* printer = file ? console_printer(thread, file) : thread.console;
    if (printer != nullptr) {
        TRY(print_all(thread, arguments, *separator, *end, *printer));
        if (flush) printer->flush();
        return kNone;
    }
    if (stream_protocol(file) != nullptr) {
        StreamPrinter stream(thread, file);
        TRY(print_all(thread, arguments, *separator, *end, stream));
        TRY(stream.finish());
        SignedWord ignored = 0;
        if (flush) TRY(stream_control(thread, file, StreamRequest::Flush, 0, ignored));
        return kNone;
    }
    StrBuilder text(thread);
    TRY(print_all(thread, arguments, *separator, *end, text));
    const Str* whole = text.finish();
    if (whole == nullptr) return Value();
    const Value write = TRY(get_attribute(thread, file, name_ref<"write">));
    TRY(call(thread, write, Value(&whole->header)));
    if (flush) {
        const Value method = TRY(get_attribute_or_undefined(thread, file, name_ref<"flush">));
        if (!method.is_undefined()) TRY(call(thread, method));
    }
    return kNone;
}

/// A line as it comes, without its end; undefined at the end of the input.
Completion read_plain_line(Thread& thread) {
    StrBuilder text(thread);
    char c = 0;
    bool is_end = thread.read_input == nullptr || thread.read_input(thread, &c, 1, InputForm::Text) == 0;
    TRY(check_interrupt(thread));
    if (is_end) return kUndefined;
    while (!is_end && c != '\n') {
        if (c != '\r') text.write_byte(c);
        is_end = thread.read_input(thread, &c, 1, InputForm::Text) == 0;
    }
    TRY(check_interrupt(thread));
    usize bad = 0;
    if (text.length() != 0 && !utf8_is_valid(text.text().data(), text.length(), bad)) {
        return raise(thread, unicode_error_type);
    }
    return or_raised(text.finish());
}

Completion builtin_input(Thread& thread, const Value* values, u32 count) {
    Value prompt(&name<"">->header);
    if (count != 0) prompt = TRY(to_str(thread, values[0], PrintForm::Str));
    Value line;
    if (thread.read_line != nullptr) {
        line = TRY(thread.read_line(thread, *prompt.as<Str>()));
    } else {
        thread.console->write(prompt.as<Str>()->view());
        line = TRY(read_plain_line(thread));
    }
    if (line.is_undefined()) return raise(thread, eof_error_type);
    return line;
}

/// help(object): its type and, line by line, what it has.
Raised describe(Thread& thread, Value object, Printer& out) {
    out.write_text("object ");
    TRY(print(thread, object, out, PrintForm::Str));
    out.write_text(" is of type ");
    out.write(type_of(object).name->view());
    out.write_byte('\n');
    const Value list = TRY(call(thread, Value(&dir_function.header), object));
    for (usize i = 0; i < list.as<List>()->count; ++i) {
        const Value attribute = list.as<List>()->items[i];
        const Completion value = get_attribute_or_undefined(thread, object, *attribute.as<Str>());
        if (value.is_raised()) return kRaised;
        out.write_text("  ");
        TRY(print(thread, attribute, out, PrintForm::Str));
        out.write_text(" -- ");
        if (!value.value().is_undefined()) TRY(print(thread, value.value(), out, PrintForm::Repr));
        out.write_byte('\n');
    }
    return kFine;
}

/// help('modules'): what can be imported without a file, in columns.
void list_modules(Printer& out) {
    constexpr usize kColumn = 18;
    constexpr u32 kColumns = 4;
    u32 column = 0;
    const auto entry = [&](std::string_view module) {
        out.write(module);
        if (++column % kColumns == 0) {
            out.write_byte('\n');
        } else {
            out.fill(' ', module.size() < kColumn ? kColumn - module.size() : 1);
        }
    };
    for (u32 i = 0; i < builtin_module_count; ++i) entry(builtin_modules[i]->name->view());
    for (u32 i = 0; i < frozen_module_count; ++i) {
        entry({frozen_modules[i].name, flash_length(frozen_modules[i].name)});
    }
    if (column % kColumns != 0) out.write_byte('\n');
    out.write_text("Plus any modules on the filesystem\n");
}

Completion builtin_help(Thread& thread, const Value* values, u32 count) {
    if (count != 0 && is_instance(values[0], str_type) && str_equal(*values[0].as<Str>(), *name<"modules">)) {
        list_modules(*thread.console);
        return kNone;
    }
    if (count != 0) {
        TRY(describe(thread, values[0], *thread.console));
        return kNone;
    }
    thread.console->write_text(
        "Welcome to Kinglet, Python for the ESP8266.\n"
        "\n"
        "help(object)   shows what an object has; dir(object) gives the names as a list\n"
        "Ctrl-A  raw prompt      Ctrl-B  this prompt    Ctrl-C  interrupts a program\n"
        "Ctrl-D  soft reset      Ctrl-E  paste mode\n");
    return kNone;
}

}  // namespace

constinit const NativeFunction ascii_function = native(name<"ascii">, builtin_ascii);
constinit const NativeFunction format_function = native(name<"format">, builtin_format, 1, 2);
constinit const NativeFunction help_function = native(name<"help">, builtin_help, 0, 1);
constinit const NativeFunction input_function = native(name<"input">, builtin_input, 0, 1);
constinit const NativeFunction print_function = native(name<"print">, builtin_print, 0, kAnyArity);
constinit const NativeFunction repr_function = native(name<"repr">, builtin_repr);

}  // namespace kinglet::runtime
