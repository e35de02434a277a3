// io.BufferedWriter(stream, size): collects what is written and hands it on in pieces of `size` bytes.
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/stdlib/io/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

struct BufferedWriter {
    Object header;
    Value stream;
    ByteArray* bytes;  // as long as a piece
    usize used;
};

/// What the stream does not take stays for the next time.
Raised flush(Thread& thread, BufferedWriter& writer) {
    if (writer.used == 0) return kFine;
    TRY(stream_write_fully(thread, writer.stream, writer.bytes->data, writer.used));
    writer.used = 0;
    return kFine;
}

Raised writer_write(Thread& thread, Value self, const u8* from, usize count, usize& done) {
    auto& writer = *self.as<BufferedWriter>();
    for (done = 0; done < count;) {
        if (writer.used == writer.bytes->count) TRY(flush(thread, writer));
        const usize room = writer.bytes->count - writer.used;
        const usize part = count - done < room ? count - done : room;
        flash_copy(writer.bytes->data + writer.used, from + done, part);
        writer.used += part;
        done += part;
    }
    return writer.used == writer.bytes->count ? flush(thread, writer) : kFine;
}

Raised writer_control(Thread& thread, Value self, StreamRequest request, Word argument, SignedWord& result) {
    auto& writer = *self.as<BufferedWriter>();
    result = 0;
    TRY(flush(thread, writer));
    if (request == StreamRequest::Flush) return kFine;
    return stream_control(thread, writer.stream, request, argument, result);
}

Completion writer_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 2, 2));
    SignedWord size = 0;
    TRY(to_integer(thread, arguments[1], size));
    if (size <= 0) return raise(thread, value_error_type, "invalid buffer size"_packed);
    ByteArray* bytes = bytearray_create(thread, nullptr, static_cast<usize>(size));
    if (bytes == nullptr) return Value();
    auto* writer = static_cast<BufferedWriter*>(thread.heap.allocate(sizeof(BufferedWriter)));
    if (writer == nullptr) return raise_memory_error(thread, sizeof(BufferedWriter));
    writer->header.shape = &type.root;
    writer->stream = arguments[0];
    writer->bytes = bytes;
    return &writer->header;
}

void writer_trace(Tracer& tracer, Object& self) {
    auto& writer = reinterpret_cast<BufferedWriter&>(self);
    tracer.visit(writer.stream);
    tracer.visit(reinterpret_cast<const Object*>(writer.bytes));
}

constinit const Slots writer_slots = {
    .print = stream_print, .construct = writer_construct, .trace = writer_trace};

}  // namespace

constinit const StreamType buffered_writer_type = {
    builtin_type(buffered_writer_type.type, name<"BufferedWriter">, writer_slots, sizeof(BufferedWriter),
                 kIsStreamType, stream_type),
    {nullptr, writer_write, writer_control, 0}};

}  // namespace kinglet::stdlib
