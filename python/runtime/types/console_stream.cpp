#include "python/runtime/types/console_stream.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/builtin_type.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

namespace {

Completion stream_write(Thread& thread, Value self, Value data) {
    Printer* printer = console_printer(thread, self);
    if (printer == nullptr) return raise_os_error(thread, 1);  // EPERM: sys.stdin
    if (is_instance(data, str_type)) {
        const Str& text = *data.as<Str>();
        printer->write(text.view());
        return int_create_unsigned(thread, str_character_count(text));
    }
    ByteView view{};
    TRY(require_bytes(thread, data, view));
    printer->write(view.text());
    return int_create_unsigned(thread, view.count);
}

/// Reads up to `count` bytes, to the end of the line if asked to; less only at the end of the input.
Raised read_text(Thread& thread, StrBuilder& text, usize count, bool is_line) {
    while (text.length() < count && thread.read_input != nullptr) {
        char buffer[32];
        const usize most = count - text.length();
        const usize taken = thread.read_input(thread, buffer,
                                              is_line                ? 1
                                              : most < sizeof buffer ? most
                                                                     : sizeof buffer);
        if (thread.pending != 0) TRY(run_pending(thread));  // Ctrl-C ends the wait
        if (taken == 0) break;
        text.write({buffer, taken});
        if (is_line && buffer[0] == '\n') break;
    }
    return kFine;
}

Raised count_argument(Thread& thread, const Value* values, u32 count, usize& result) {
    result = ~usize{0};
    if (count < 2 || values[1].is_none()) return kFine;
    SignedWord number = 0;
    TRY(to_integer(thread, values[1], number));
    if (number >= 0) result = static_cast<usize>(number);
    return kFine;
}

/// A str is valid UTF-8, whatever came.
Completion finish_text(Thread& thread, StrBuilder& text) {
    usize bad = 0;
    if (text.length() != 0 && !utf8_is_valid(text.text().data(), text.length(), bad)) {
        return raise(thread, unicode_error_type);
    }
    return or_raised(text.finish());
}

Completion stream_read(Thread& thread, const Value* values, u32 count) {
    usize wanted = 0;
    TRY(count_argument(thread, values, count, wanted));
    StrBuilder text(thread);
    TRY(read_text(thread, text, wanted, false));
    return finish_text(thread, text);
}

Completion stream_readline(Thread& thread, const Value* values, u32 count) {
    usize wanted = 0;
    TRY(count_argument(thread, values, count, wanted));
    StrBuilder text(thread);
    TRY(read_text(thread, text, wanted, true));
    return finish_text(thread, text);
}

Completion stream_readlines(Thread& thread, Value self) {
    List* lines = list_create(thread, nullptr, 0);
    if (lines == nullptr) return Value();
    for (;;) {
        const Value line = TRY(stream_readline(thread, &self, 1));
        if (line.as<Str>()->length() == 0) return &lines->header;
        TRY(list_append(thread, *lines, line));
    }
}

Completion stream_flush(Thread&, Value) {
    return kNone;
}

Completion stream_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    found = &attribute == name<"buffer">;
    return found ? self : kNone;
}

constinit const NativeFunction write_method = native(name<"write">, stream_write, &console_stream_type);
constinit const NativeFunction read_method = native(name<"read">, stream_read, 1, 2, &console_stream_type);
constinit const NativeFunction readline_method =
    native(name<"readline">, stream_readline, 1, 2, &console_stream_type);
constinit const NativeFunction readlines_method =
    native(name<"readlines">, stream_readlines, &console_stream_type);
constinit const NativeFunction flush_method = native(name<"flush">, stream_flush, &console_stream_type);

constinit const Attribute stream_attributes[] = {
    {name<"write">, &write_method.header},       {name<"read">, &read_method.header},
    {name<"readline">, &readline_method.header}, {name<"readlines">, &readlines_method.header},
    {name<"flush">, &flush_method.header},
};

constinit const Slots stream_slots = {.get_attribute = stream_get_attribute};

}  // namespace

constinit const Type console_stream_type = builtin_type(
    console_stream_type, name<"TextIOWrapper">, stream_slots, sizeof(ConsoleStream), stream_attributes);
constinit const ConsoleStream console_in = {{&console_stream_type.root}, ConsoleKind::In};
constinit const ConsoleStream console_out = {{&console_stream_type.root}, ConsoleKind::Out};
constinit const ConsoleStream console_error = {{&console_stream_type.root}, ConsoleKind::Error};

Printer* console_printer(Thread& thread, Value stream) {
    if (stream == Value(&console_out.header)) return thread.console;
    if (stream == Value(&console_error.header))
        return thread.errors != nullptr ? thread.errors : thread.console;
    return nullptr;
}

}  // namespace kinglet::runtime
