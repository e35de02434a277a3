// io.StringIO and io.BytesIO: streams over a bytearray, or over the bytes they were given until something is
// written. Positions count bytes, in text too.
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/str.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/runtime/types/text.hpp"
#include "python/stdlib/io/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

struct MemoryIo {
    Object header;
    Value content;   // a bytearray, or bytes; None: closed
    usize position;  // may lie behind the end
};

bool is_text(Value self) {
    return is_instance(self, string_io_type.type);
}

Raised memory_io_read(Thread& thread, Value self, u8* into, usize count, usize& done) {
    auto& stream = *self.as<MemoryIo>();
    ByteView view;
    if (!bytes_view(stream.content, view)) return raise_closed(thread);
    const usize left = stream.position < view.count ? view.count - stream.position : 0;
    done = count < left ? count : left;
    if (done != 0) flash_copy(into, view.data + stream.position, done);
    stream.position += done;
    return kFine;
}

Raised memory_io_write(Thread& thread, Value self, const u8* from, usize count, usize& done) {
    auto& stream = *self.as<MemoryIo>();
    ByteView view;
    if (!bytes_view(stream.content, view)) return raise_closed(thread);
    done = count;
    if (count == 0) return kFine;
    const usize end = stream.position + count;
    if (end < count) return raise_memory_error(thread, count);
    if (!is_exactly(stream.content, bytearray_type)) {
        ByteArray* copy = bytearray_create(thread, view.data, view.count);
        if (copy == nullptr) return kRaised;
        stream.content = Value(&copy->header);
    }
    ByteArray& bytes = *stream.content.as<ByteArray>();
    if (end > bytes.count) TRY(bytearray_resize(thread, bytes, end));
    flash_copy(bytes.data + stream.position, from, count);
    stream.position = end;
    return kFine;
}

Raised memory_io_control(Thread& thread, Value self, StreamRequest request, Word argument,
                         SignedWord& result) {
    auto& stream = *self.as<MemoryIo>();
    result = 0;
    if (request == StreamRequest::Close) {
        stream.content = kNone;
        return kFine;
    }
    ByteView view;
    if (!bytes_view(stream.content, view)) return raise_closed(thread);
    if (request == StreamRequest::Flush) return kFine;
    if (request != StreamRequest::Seek) return raise_os_error(thread, Errno::Invalid);
    auto& seek = *reinterpret_cast<StreamSeek*>(argument);
    TRY(stream_seek_in(thread, seek, stream.position, view.count));
    stream.position = static_cast<usize>(seek.offset);
    return kFine;
}

/// What it begins with: a text or bytes, or as a number how much room it gets.
Raised fill(Thread& thread, MemoryIo& stream, Value initial, bool as_text) {
    stream.content = kNone;
    if (!as_text && is_exactly(initial, bytes_type)) {
        stream.content = initial;
        return kFine;
    }
    ByteArray* const bytes = bytearray_create(thread, nullptr, 0);
    if (bytes == nullptr) return kRaised;
    stream.content = Value(&bytes->header);
    if (initial.is_none()) return kFine;
    if (is_number_like_index(initial)) {
        SignedWord room = 0;
        TRY(to_integer(thread, initial, room));
        if (room > 0) TRY(bytearray_resize(thread, *bytes, static_cast<usize>(room)));
        bytes->count = 0;
        return kFine;
    }
    ByteView view{};
    if (as_text) {
        if (!is_str(initial)) {
            return raise_format(thread, type_error_type, "initial_value must be str or None, not %t"_packed,
                                initial);
        }
        const std::string_view text = initial.as<Str>()->view();
        view = {reinterpret_cast<const u8*>(text.data()), text.size()};
    } else {
        TRY(require_bytes(thread, initial, view));
    }
    TRY(bytearray_resize(thread, *bytes, view.count));
    flash_copy(bytes->data, view.data, view.count);
    return kFine;
}

Completion initialise(Thread& thread, MemoryIo& stream, const Arguments& arguments, bool as_text) {
    static constinit const Parameter parameters[] = {{name<"initial_value">, kNone},
                                                     {name<"newline">, kNone}};
    Value in[2];
    const Str* type_name = as_text ? name<"StringIO"> : name<"BytesIO">;
    TRY(unpack(thread, arguments, type_name, parameters, as_text ? 2 : 1, in));
    stream.position = 0;
    return fill(thread, stream, in[0], as_text);
}

/// An instance of a class written in Python gets its content from __init__.
Completion construct(Thread& thread, const Type& type, const Arguments& arguments, bool as_text) {
    if ((type.flags & kIsHeapType) != 0) {
        auto* stream = TRY(instance_create(thread, type)).as<MemoryIo>();
        TRY(fill(thread, *stream, kNone, as_text));
        return &stream->header;
    }
    auto* stream = static_cast<MemoryIo*>(thread.heap.allocate(sizeof(MemoryIo)));
    if (stream == nullptr) return raise_memory_error(thread, sizeof(MemoryIo));
    stream->header.shape = &type.root;
    TRY(initialise(thread, *stream, arguments, as_text));
    return &stream->header;
}

Completion memory_io_init(Thread& thread, const Arguments& arguments) {
    const Value self = arguments[0];
    const Arguments rest = {arguments.values + 1, arguments.count - 1, arguments.names};
    return initialise(thread, *self.as<MemoryIo>(), rest, is_text(self));
}

Completion string_io_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    return construct(thread, type, arguments, true);
}
Completion bytes_io_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    return construct(thread, type, arguments, false);
}

Completion getvalue(Thread& thread, Value self) {
    const Value content = self.as<MemoryIo>()->content;
    ByteView view;
    if (!bytes_view(content, view)) return raise_closed(thread);
    if (is_text(self)) return text_from_utf8(thread, view.text());
    if (is_exactly(content, bytes_type)) return content;
    return or_raised(bytes_create(thread, view.data, view.count));
}

void memory_io_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<MemoryIo&>(self).content);
}

constinit const NativeFunction string_getvalue = native(name<"getvalue">, getvalue, &string_io_type.type);
constinit const NativeFunction bytes_getvalue = native(name<"getvalue">, getvalue, &bytes_io_type.type);
constinit const NativeFunction string_init =
    native(name<"__init__">, memory_io_init, 1, 3, &string_io_type.type);
constinit const NativeFunction bytes_init =
    native(name<"__init__">, memory_io_init, 1, 2, &bytes_io_type.type);
constinit const Attribute string_attributes[] = {{name<"getvalue">, &string_getvalue.header},
                                                 {name<"__init__">, &string_init.header}};
constinit const Attribute bytes_attributes[] = {{name<"getvalue">, &bytes_getvalue.header},
                                                {name<"__init__">, &bytes_init.header}};

constinit const Slots string_slots = {.print = stream_print,
                                      .construct = string_io_construct,
                                      .iter = stream_iter,
                                      .next = stream_next,
                                      .trace = memory_io_trace};
constinit const Slots bytes_slots = {.print = stream_print,
                                     .construct = bytes_io_construct,
                                     .iter = stream_iter,
                                     .next = stream_next,
                                     .trace = memory_io_trace};

}  // namespace

constinit const StreamType string_io_type = {
    builtin_type(string_io_type.type, name<"StringIO">, string_slots, sizeof(MemoryIo), string_attributes,
                 kIsBaseType | kIsStreamType, stream_type),
    {memory_io_read, memory_io_write, memory_io_control, 1}};
constinit const StreamType bytes_io_type = {
    builtin_type(bytes_io_type.type, name<"BytesIO">, bytes_slots, sizeof(MemoryIo), bytes_attributes,
                 kIsBaseType | kIsStreamType, stream_type),
    {memory_io_read, memory_io_write, memory_io_control, 0}};

}  // namespace kinglet::stdlib
