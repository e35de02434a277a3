// io.IOBase: what turns a class written in Python into a stream.
#include "python/runtime/operations.hpp"
#include "python/runtime/shape.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/types/bytes.hpp"
#include "python/runtime/types/int.hpp"
#include "python/runtime/types/stream.hpp"

namespace kinglet::runtime {

namespace {

/// Calls readinto or write with a bytearray; None: would block. OSError(EIO) if the method claims to have
/// moved more than there was.
Raised transfer(Thread& thread, Value self, Str& method, ByteArray& bytes, usize& done) {
    const usize count = bytes.count;
    const Value function = TRY(get_attribute(thread, self, method));
    const Value moved = TRY(call(thread, function, Value(&bytes.header)));
    done = kWouldBlock;
    if (moved.is_none()) return kFine;
    SignedWord number = 0;
    TRY(to_integer(thread, moved, number));
    if (number < 0) return raise_os_error(thread, static_cast<i32>(-number));
    if (static_cast<usize>(number) > count) return raise_os_error(thread, Errno::Io);
    done = static_cast<usize>(number);
    return kFine;
}

Raised io_base_read(Thread& thread, Value self, u8* into, usize count, usize& done) {
    ByteArray* bytes = bytearray_create(thread, nullptr, count);
    if (bytes == nullptr) return kRaised;
    TRY(transfer(thread, self, name_ref<"readinto">, *bytes, done));
    if (done == kWouldBlock) return kFine;
    if (done > bytes->count) return raise_os_error(thread, Errno::Io);  // it was cut meanwhile
    if (done != 0) std::memcpy(into, bytes->data, done);
    return kFine;
}

Raised io_base_write(Thread& thread, Value self, const u8* from, usize count, usize& done) {
    ByteArray* bytes = bytearray_create(thread, from, count);
    if (bytes == nullptr) return kRaised;
    return transfer(thread, self, name_ref<"write">, *bytes, done);
}

Raised io_base_control(Thread& thread, Value self, StreamRequest request, Word argument, SignedWord& result) {
    result = 0;
    const Value function = TRY(get_attribute_or_undefined(thread, self, name_ref<"ioctl">));
    if (function.is_undefined()) {
        if (request == StreamRequest::Flush || request == StreamRequest::Close) return kFine;
        return raise_os_error(thread, Errno::Invalid);
    }
    const Value number = TRY(int_create_unsigned(thread, argument));
    const Value answer =
        TRY(call(thread, function, Value::from_int(static_cast<SignedWord>(request)), number));
    if (!answer.is_none()) TRY(to_integer(thread, answer, result));
    if (result < 0) return raise_os_error(thread, static_cast<i32>(-result));
    return kFine;
}

Completion io_base_construct(Thread& thread, const Type& type, const Arguments&) {
    if ((type.flags & kIsHeapType) != 0) return instance_create(thread, type);
    return object_type.slots->construct(thread, type, Arguments{nullptr, 0, nullptr});
}

constinit const Slots io_base_slots = {
    .construct = io_base_construct, .iter = stream_iter, .next = stream_next};

}  // namespace

constinit const StreamType io_base_type = {
    builtin_type(io_base_type.type, name<"IOBase">, io_base_slots, sizeof(Object), io_base_attributes,
                 kIsBaseType | kIsStreamType),
    {io_base_read, io_base_write, io_base_control, 0}};

}  // namespace kinglet::runtime
