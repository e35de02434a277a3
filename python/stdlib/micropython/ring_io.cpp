// micropython.RingIO(size or buffer): a queue of bytes as a stream that never waits. One place of the buffer
// stays free, so that reader and writer, one of which may be an interrupt, each move an index of their own.
#include "python/runtime/exception.hpp"
#include "python/runtime/operations.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/stdlib/micropython/types.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

constexpr usize kLeast = 2;
constexpr usize kMost = 0xFFFF;

struct RingIo {
    Object header;
    Value owner;  // whose memory it is
    u32 size;     // of that memory
    u32 read_at;
    u32 write_at;

    u32 available() const { return (write_at >= read_at ? write_at : write_at + size) - read_at; }
    u32 room() const { return size - 1 - available(); }
};

/// The bytes; the owner may have moved them meanwhile, or shrunk.
Raised memory_of(Thread& thread, const RingIo& ring, u8*& bytes) {
    Buffer buffer{};
    const Slots& slots = *type_of(ring.owner).slots;
    if (slots.buffer == nullptr || !slots.buffer(ring.owner, buffer) || buffer.count < ring.size)
        return raise(thread, value_error_type, "buffer too small"_packed);
    bytes = buffer.data;
    return kFine;
}

Raised ring_read(Thread& thread, Value self, u8* into, usize count, usize& done) {
    RingIo& ring = *self.as<RingIo>();
    u8* bytes = nullptr;
    TRY(memory_of(thread, ring, bytes));
    for (done = 0; done < count && ring.available() != 0; ++done) {
        into[done] = bytes[ring.read_at];
        ring.read_at = ring.read_at + 1 == ring.size ? 0 : ring.read_at + 1;
    }
    return kFine;
}

Raised ring_write(Thread& thread, Value self, const u8* from, usize count, usize& done) {
    RingIo& ring = *self.as<RingIo>();
    u8* bytes = nullptr;
    TRY(memory_of(thread, ring, bytes));
    for (done = 0; done < count && ring.room() != 0; ++done) {
        bytes[ring.write_at] = static_cast<u8>(flash_byte(from + done));
        ring.write_at = ring.write_at + 1 == ring.size ? 0 : ring.write_at + 1;
    }
    return kFine;
}

Raised ring_control(Thread& thread, Value self, StreamRequest request, Word argument, SignedWord& result) {
    const RingIo& ring = *self.as<RingIo>();
    result = 0;
    if (request == StreamRequest::Close || request == StreamRequest::Flush) return kFine;
    if (request != StreamRequest::Poll) return raise_os_error(thread, Errno::Invalid);
    const Word ready =
        (ring.available() != 0 ? Word{kPollRead} : 0) | (ring.room() != 0 ? Word{kPollWrite} : 0);
    result = static_cast<SignedWord>(argument & ready);
    return kFine;
}

Completion ring_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 1));
    Value owner = arguments[0];
    usize size = 0;
    Buffer buffer{};
    const Slots& slots = *type_of(owner).slots;
    if (slots.buffer != nullptr && slots.buffer(owner, buffer)) {
        if (!buffer.is_writable)
            return raise(thread, type_error_type, "a buffer that can be written is needed"_packed);
        size = buffer.count;
    } else {
        SignedWord wanted = 0;
        TRY(to_integer(thread, owner, wanted));
        size = wanted < 0 ? 0 : static_cast<usize>(wanted) + 1;
    }
    if (size < kLeast || size > kMost)
        return raise(thread, value_error_type, "size of a RingIO is 1 to 65534"_packed);
    if (buffer.data == nullptr) {
        const ByteArray* own = bytearray_create(thread, nullptr, size);
        if (own == nullptr) return Value();
        owner = Value(&own->header);
    }
    auto* ring = static_cast<RingIo*>(thread.heap.allocate(sizeof(RingIo)));
    if (ring == nullptr) return raise_memory_error(thread, sizeof(RingIo));
    ring->header.shape = &type.root;
    ring->owner = owner;
    ring->size = static_cast<u32>(size);
    return &ring->header;
}

Raised ring_print(Thread&, Value, Printer& printer, PrintForm) {
    printer.write_text("<RingIO>");
    return kFine;
}

Completion ring_any(Thread&, Value self) {
    return Value::from_int(static_cast<SignedWord>(self.as<RingIo>()->available()));
}

void ring_trace(Tracer& tracer, Object& self) {
    tracer.visit(reinterpret_cast<RingIo&>(self).owner);
}

constinit const NativeFunction any_method = native(name<"any">, ring_any, &ring_io_type.type);
constinit const Attribute attributes[] = {{name<"any">, &any_method.header}};
constinit const Slots slots = {.print = ring_print,
                               .construct = ring_construct,
                               .iter = stream_iter,
                               .next = stream_next,
                               .trace = ring_trace};

}  // namespace

constinit const StreamType ring_io_type = {
    builtin_type(ring_io_type.type, name<"RingIO">, slots, sizeof(RingIo), attributes, kIsStreamType,
                 stream_type),
    {ring_read, ring_write, ring_control, 0}};

}  // namespace kinglet::stdlib
