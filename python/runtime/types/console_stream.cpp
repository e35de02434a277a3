#include "python/runtime/types/console_stream.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

namespace {

extern const StreamType console_text_type, console_bytes_type;

SignedWord number_of(Value self) {
    return self.as<ConsoleStream>()->number.as_int();
}

/// The printer of a console stream; nullptr: sys.stdin.
Printer* printer_of(Thread& thread, Value self) {
    const SignedWord number = number_of(self);
    if (number == 0) return nullptr;
    return number == 2 && thread.errors != nullptr ? thread.errors : thread.console;
}

Raised console_read(Thread& thread, Value self, u8* into, usize count, usize& done) {
    if (number_of(self) != 0) return raise_os_error(thread, Errno::NotPermitted);
    const InputForm form = is_exactly(self, console_text_type.type) ? InputForm::Text : InputForm::Bytes;
    done = 0;
    if (thread.read_input != nullptr)
        done = thread.read_input(thread, reinterpret_cast<char*>(into), count, form);
    if (thread.pending != 0) TRY(run_pending(thread));  // Ctrl-C ends the wait
    return kFine;
}

Raised console_write(Thread& thread, Value self, const u8* bytes, usize count, usize& done) {
    Printer* printer = printer_of(thread, self);
    if (printer == nullptr) return raise_os_error(thread, Errno::NotPermitted);
    const std::string_view text(reinterpret_cast<const char*>(bytes), count);
    is_exactly(self, console_text_type.type) ? printer->write(text) : printer->write_raw(text);
    done = count;
    return kFine;
}

Raised console_control(Thread& thread, Value self, StreamRequest request, Word, SignedWord& result) {
    result = 0;
    switch (request) {
        case StreamRequest::Flush:
            if (Printer* printer = printer_of(thread, self)) printer->flush();
            return kFine;
        case StreamRequest::Close: return kFine;
        case StreamRequest::FileNumber: result = number_of(self); return kFine;
        default: return raise_os_error(thread, Errno::Invalid);
    }
}

Raised console_print(Thread&, Value self, Printer& printer, PrintForm) {
    print_stream(self, number_of(self), printer);
    return kFine;
}

Completion text_get_attribute(Thread&, Value self, Str& attribute, bool& found);

constinit const Slots bytes_slots = {.print = console_print, .iter = stream_iter, .next = stream_next};
constinit const Slots text_slots = {
    .print = console_print, .get_attribute = text_get_attribute, .iter = stream_iter, .next = stream_next};

constinit const StreamType console_text_type = {
    builtin_type(console_text_type.type, name<"TextIOWrapper">, text_slots, sizeof(ConsoleStream),
                 kIsStreamType, stream_type),
    {console_read, console_write, console_control, 1}};
constinit const StreamType console_bytes_type = {
    builtin_type(console_bytes_type.type, name<"FileIO">, bytes_slots, sizeof(ConsoleStream), kIsStreamType,
                 stream_type),
    {console_read, console_write, console_control, 0}};

constinit const ConsoleStream buffers[] = {{{&console_bytes_type.type.root}, Value::from_int(0)},
                                           {{&console_bytes_type.type.root}, Value::from_int(1)},
                                           {{&console_bytes_type.type.root}, Value::from_int(2)}};

Completion text_get_attribute(Thread&, Value self, Str& attribute, bool& found) {
    found = &attribute == name<"buffer">;
    return found ? Value(&buffers[number_of(self)].header) : kNone;
}

}  // namespace

constinit const ConsoleStream console_in = {{&console_text_type.type.root}, Value::from_int(0)};
constinit const ConsoleStream console_out = {{&console_text_type.type.root}, Value::from_int(1)};
constinit const ConsoleStream console_error = {{&console_text_type.type.root}, Value::from_int(2)};

Printer* console_printer(Thread& thread, Value stream) {
    return is_exactly(stream, console_text_type.type) ? printer_of(thread, stream) : nullptr;
}

}  // namespace kinglet::runtime
