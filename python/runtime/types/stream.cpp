// The methods that stream objects share, over StreamProtocol.
#include "python/runtime/types/stream.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/str_builder.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/list.hpp"
#include "python/runtime/types/text.hpp"

namespace kinglet::runtime {

detail::RaisedOutcome raise_closed(Thread& thread) {
    return raise(thread, value_error_type, "I/O operation on closed file"_packed);
}

namespace {

void print_begin(Value self, Printer& printer) {
    printer.write_text("<io.");
    printer.write(type_of(self).name->view());
    printer.write_byte(' ');
}

}  // namespace

void print_stream(Value self, SignedWord number, Printer& printer) {
    print_begin(self, printer);
    printer.write_signed(number);
    printer.write_byte('>');
}

Raised stream_print(Thread&, Value self, Printer& printer, PrintForm) {
    print_begin(self, printer);
    printer.write_text("0x");
    printer.write_unsigned(self.word(), 16);
    printer.write_byte('>');
    return kFine;
}

Raised stream_seek_in(Thread& thread, StreamSeek& seek, usize position, usize end) {
    if (seek.from != SeekFrom::Start) {
        seek.offset += static_cast<SignedWord>(seek.from == SeekFrom::Current ? position : end);
    }
    if (seek.offset < 0) return raise_os_error(thread, Errno::Invalid);
    return kFine;
}

namespace {

constexpr usize kAll = ~usize{0};

bool is_text(Value stream) {
    const StreamProtocol* protocol = stream_protocol(stream);
    return protocol != nullptr && protocol->is_text != 0;
}

/// A count that may be missing, None or negative: everything.
Raised count_argument(Thread& thread, const Value* values, u32 count, u32 index, usize& result) {
    result = kAll;
    if (index >= count || values[index].is_none()) return kFine;
    SignedWord number = 0;
    TRY(to_integer(thread, values[index], number));
    if (number >= 0) result = static_cast<usize>(number);
    return kFine;
}

Completion finish(Thread& thread, StrBuilder& text, bool as_text) {
    if (!as_text) return or_raised(text.finish_bytes());
    if (text.has_failed()) return or_raised(text.finish());
    return text_from_utf8(thread, text.text());
}

/// Up to `count` bytes more; `done` 0 is the end.
Raised read_more(Thread& thread, Value stream, StrBuilder& text, usize count, usize& done) {
    char* room = text.room(count);
    if (room == nullptr) return raise_memory_error(thread, count);
    TRY(stream_read_fully(thread, stream, reinterpret_cast<u8*>(room), count, done));
    if (done != kWouldBlock) text.add(done);
    return kFine;
}

/// What is in the text behind `at`: characters begun, and bytes that the last of them still lacks.
void count_characters(std::string_view text, usize& at, usize& characters, usize& missing) {
    while (at < text.size()) {
        const auto byte = static_cast<u8>(text[at++]);
        if (missing != 0 && (byte & 0xC0) == 0x80) {
            --missing;
            continue;
        }
        ++characters;
        missing = byte < 0xC2 || byte > 0xF4 ? 0 : byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3;
    }
}

/// The size of a block when nobody says how much there is.
constexpr usize kBlock = sizeof(Word) == 4 ? 128 : 4096;

/// Seeks without an OSError where the stream cannot.
Raised try_seek(Thread& thread, Value stream, StreamSeek& seek, bool& can) {
    SignedWord ignored = 0;
    can = !stream_control(thread, stream, StreamRequest::Seek, reinterpret_cast<Word>(&seek), ignored)
               .is_raised();
    if (can) return kFine;
    if (!exception_matches(thread.raised, os_error_type)) return kRaised;
    thread.raised = Value();
    return kFine;
}

/// The bytes in front of the end, where a stream can tell; else 0. A class written in Python is not asked.
Raised remaining_bytes(Thread& thread, Value stream, usize& count) {
    count = 0;
    bool can = stream_protocol(stream) != &io_base_type.protocol;
    StreamSeek here{0, SeekFrom::Current}, end{0, SeekFrom::End};
    if (can) TRY(try_seek(thread, stream, here, can));
    if (can) TRY(try_seek(thread, stream, end, can));
    if (!can) return kFine;
    if (end.offset > here.offset) count = static_cast<usize>(end.offset - here.offset);
    here.from = SeekFrom::Start;
    return try_seek(thread, stream, here, can);
}

/// Reads `count` bytes straight into their object, which takes no memory twice.
Completion read_exactly(Thread& thread, Value stream, usize count, bool as_text) {
    Bytes* bytes = nullptr;
    Str* text = nullptr;
    if (as_text) {
        text = str_allocate(thread, count);
    } else {
        bytes = bytes_create(thread, nullptr, count);
    }
    if (text == nullptr && bytes == nullptr) return Value();
    u8* const data = as_text ? reinterpret_cast<u8*>(text->data()) : bytes->data();
    usize done = 0;
    TRY(stream_read_fully(thread, stream, data, count, done));
    if (done == kWouldBlock) return kNone;
    const std::string_view got(reinterpret_cast<const char*>(data), done);
    if (!as_text)
        return done == count ? Completion(&bytes->header) : or_raised(bytes_create(thread, data, done));
    usize bad = 0;
    if (done != count || !utf8_is_valid(got.data(), count, bad)) return text_from_utf8(thread, got);
    str_finish(*text);
    return &text->header;
}

/// Reads `wanted` bytes, or for text characters. None if there is nothing now.
Completion read_up_to(Thread& thread, Value stream, usize wanted) {
    const bool as_text = is_text(stream);
    if (wanted > kBlock) {
        usize remaining = 0;
        TRY(remaining_bytes(thread, stream, remaining));
        if (remaining != 0 && (remaining <= wanted || !as_text)) {
            return read_exactly(thread, stream, remaining < wanted ? remaining : wanted, as_text);
        }
    }
    StrBuilder text(thread);
    usize at = 0, characters = 0, missing = 0;
    for (;;) {
        if (as_text) count_characters(text.text(), at, characters, missing);
        const usize have = as_text ? characters : text.length();
        const usize lacking = wanted - have + missing;
        if (wanted != kAll && lacking == 0) break;
        const usize block = wanted == kAll || lacking > kBlock * 8 ? kBlock * 8 : lacking;
        usize done = 0;
        TRY(read_more(thread, stream, text, wanted == kAll ? kBlock : block, done));
        if (done == kWouldBlock && text.length() == 0) return kNone;
        if (done == kWouldBlock || done == 0) break;
    }
    return finish(thread, text, as_text);
}

Completion read_method(Thread& thread, const Value* values, u32 count) {
    usize wanted = 0;
    TRY(count_argument(thread, values, count, 1, wanted));
    return read_up_to(thread, values[0], wanted);
}

/// A line with its end, at most `most` bytes.
Completion read_line(Thread& thread, Value stream, usize most) {
    StrBuilder line(thread);
    while (line.length() < most) {
        u8 byte = 0;
        usize done = 0;
        TRY(stream_read_fully(thread, stream, &byte, 1, done));
        if (done == kWouldBlock && line.length() == 0) return kNone;
        if (done != 1) break;
        line.write_byte(static_cast<char>(byte));
        if (byte == '\n') break;
    }
    return finish(thread, line, is_text(stream));
}

Completion readline_method(Thread& thread, const Value* values, u32 count) {
    usize most = 0;
    TRY(count_argument(thread, values, count, 1, most));
    return read_line(thread, values[0], most);
}

Completion readlines_method(Thread& thread, const Value* values, u32 count) {
    usize hint = 0;
    TRY(count_argument(thread, values, count, 1, hint));
    List* lines = list_create(thread, nullptr, 0);
    if (lines == nullptr) return Value();
    for (usize sum = 0; sum < hint;) {
        const Value line = TRY(stream_next(thread, values[0]));
        if (line.is_undefined()) break;
        TRY(list_append(thread, *lines, line));
        usize size = 0;
        TRY(length(thread, line, size));
        sum += size;
    }
    return &lines->header;
}

/// readinto(buffer[, most]).
Completion readinto_method(Thread& thread, const Value* values, u32 count) {
    usize most = 0, total = 0;
    TRY(count_argument(thread, values, count, 2, most));
    for (;;) {
        // The stream may run Python code, which may change the buffer.
        Buffer buffer;
        if (!buffer_of(values[1], buffer) || !buffer.is_writable) {
            return raise(thread, type_error_type, "a writable buffer is required"_packed);
        }
        const usize end = buffer.count < most ? buffer.count : most;
        if (total >= end) break;
        usize done = 0;
        TRY(stream_read_fully(thread, values[0], buffer.data + total, end - total, done));
        if (done == kWouldBlock && total == 0) return kNone;
        if (done == kWouldBlock || done == 0) break;
        total += done;
    }
    return int_create_unsigned(thread, total);
}

/// The bytes of what is to be written: of a str or of anything that has memory.
Raised bytes_to_write(Thread& thread, Value data, ByteView& view) {
    if (is_str(data)) {
        const std::string_view text = data.as<Str>()->view();
        view = {reinterpret_cast<const u8*>(text.data()), text.size()};
        return kFine;
    }
    return require_bytes(thread, data, view);
}

/// write(data[, most] or data, offset, most): what was written, for a str all of which a text stream took in
/// characters.
Completion write_method(Thread& thread, const Value* values, u32 count) {
    const Value stream = values[0], data = values[1];
    const StreamProtocol* protocol = stream_protocol(stream);
    if (protocol == nullptr || protocol->write == nullptr) {
        return raise(thread, os_error_type, "stream operation not supported"_packed);
    }
    usize offset = 0, most = kAll, total = 0;
    if (count > 2) TRY(count_argument(thread, values, count, count - 1, most));
    if (count > 3) TRY(count_argument(thread, values, count, 2, offset));
    for (;;) {
        ByteView view{};
        TRY(bytes_to_write(thread, data, view));
        const usize begin = offset < view.count ? offset : view.count;
        const usize rest = view.count - begin;
        const usize end = begin + (rest < most ? rest : most);
        if (begin + total >= end && total != 0) break;
        usize done = 0;
        TRY(protocol->write(thread, stream, view.data + begin + total, end - begin - total, done));
        if (done == kWouldBlock && total == 0) return kNone;
        if (done == kWouldBlock || done == 0) break;
        total += done;
    }
    if (protocol->is_text != 0 && is_str(data) && total == data.as<Str>()->length()) {
        total = str_character_count(*data.as<Str>());
    }
    return int_create_unsigned(thread, total);
}

Completion seek_to(Thread& thread, Value stream, StreamSeek seek) {
    SignedWord ignored = 0;
    TRY(stream_control(thread, stream, StreamRequest::Seek, reinterpret_cast<Word>(&seek), ignored));
    return int_create(thread, seek.offset);
}

/// seek(offset, whence=0).
Completion seek_method(Thread& thread, const Value* values, u32 count) {
    StreamSeek seek{0, SeekFrom::Start};
    TRY(to_integer(thread, values[1], seek.offset));
    SignedWord from = 0;
    if (count > 2) TRY(to_integer(thread, values[2], from));
    if (from < 0 || from > 2) return raise_os_error(thread, Errno::Invalid);
    seek.from = static_cast<SeekFrom>(from);
    return seek_to(thread, values[0], seek);
}

Completion tell_method(Thread& thread, Value self) {
    return seek_to(thread, self, {0, SeekFrom::Current});
}

Completion flush_method(Thread& thread, Value self) {
    SignedWord ignored = 0;
    return stream_control(thread, self, StreamRequest::Flush, 0, ignored);
}

Completion close_method(Thread& thread, Value self) {
    return stream_close(thread, self);
}

Completion fileno_method(Thread& thread, Value self) {
    SignedWord number = 0;
    TRY(stream_control(thread, self, StreamRequest::FileNumber, 0, number));
    return int_create(thread, number);
}

Completion enter_method(Thread&, Value self) {
    return self;
}

/// A class written in Python may have a close of its own.
Completion exit_method(Thread& thread, const Value* values, u32) {
    const Value close = TRY(get_attribute(thread, values[0], name_ref<"close">));
    TRY(call(thread, close));
    return kNone;
}

constexpr const Type* kBase = &io_base_type.type;
constinit const NativeFunction read_function = native(name<"read">, read_method, 1, 2, kBase);
constinit const NativeFunction readline_function = native(name<"readline">, readline_method, 1, 2, kBase);
constinit const NativeFunction readlines_function = native(name<"readlines">, readlines_method, 1, 2, kBase);
constinit const NativeFunction seek_function = native(name<"seek">, seek_method, 2, 3, kBase);
constinit const NativeFunction tell_function = native(name<"tell">, tell_method, kBase);
constinit const NativeFunction flush_function = native(name<"flush">, flush_method, kBase);
constinit const NativeFunction close_function = native(name<"close">, close_method, kBase);
constinit const NativeFunction fileno_function = native(name<"fileno">, fileno_method, kBase);
constinit const NativeFunction enter_function = native(name<"__enter__">, enter_method, kBase);
constinit const NativeFunction exit_function = native(name<"__exit__">, exit_method, 4, 4, kBase);
constinit const NativeFunction readinto_function =
    native(name<"readinto">, readinto_method, 2, 3, &stream_type);
constinit const NativeFunction write_function = native(name<"write">, write_method, 2, 4, &stream_type);

constinit const Attribute stream_attributes[] = {{name<"readinto">, &readinto_function.header},
                                                 {name<"write">, &write_function.header}};

constinit const Slots no_slots = {};

}  // namespace

constinit const Attribute io_base_attributes[kIoBaseAttributes] = {
    {name<"read">, &read_function.header},           {name<"readline">, &readline_function.header},
    {name<"readlines">, &readlines_function.header}, {name<"seek">, &seek_function.header},
    {name<"tell">, &tell_function.header},           {name<"flush">, &flush_function.header},
    {name<"close">, &close_function.header},         {name<"fileno">, &fileno_function.header},
    {name<"__enter__">, &enter_function.header},     {name<"__exit__">, &exit_function.header},
};

Completion stream_iter(Thread&, Value self) {
    return self;
}

Completion stream_next(Thread& thread, Value self) {
    const Value line = TRY(read_line(thread, self, kAll));
    if (line.is_none()) return kUndefined;
    usize size = 0;
    TRY(length(thread, line, size));
    return size == 0 ? kUndefined : line;
}

constinit const Type stream_type = builtin_type(stream_type, name<"IOBase">, no_slots, sizeof(Object),
                                                stream_attributes, 0, io_base_type.type);

}  // namespace kinglet::runtime
