#include "python/runtime/stream.hpp"

#include "base/errno.hpp"
#include "python/runtime/class.hpp"
#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"
#include "python/runtime/vm/slow.hpp"

namespace kinglet::runtime {

const StreamProtocol* stream_protocol(Value value) {
    const Type& type = type_of(value);
    if ((type.flags & kIsStreamType) == 0) return nullptr;
    return &reinterpret_cast<const StreamType&>(builtin_base(type)).protocol;
}

namespace {

detail::RaisedOutcome raise_unsupported(Thread& thread) {
    return raise(thread, os_error_type, "stream operation not supported"_packed);
}

}  // namespace

Raised stream_read_fully(Thread& thread, Value stream, u8* into, usize count, usize& done) {
    const StreamProtocol* protocol = stream_protocol(stream);
    if (protocol == nullptr || protocol->read == nullptr) return raise_unsupported(thread);
    for (done = 0; done < count;) {
        TRY(check_interrupt(thread));
        usize part = 0;
        TRY(protocol->read(thread, stream, into + done, count - done, part));
        if (part == kWouldBlock) {
            if (done == 0) done = kWouldBlock;
            return kFine;
        }
        if (part == 0) return kFine;
        done += part;
    }
    return kFine;
}

Raised stream_write_fully(Thread& thread, Value stream, const u8* bytes, usize count) {
    const StreamProtocol* protocol = stream_protocol(stream);
    if (protocol == nullptr || protocol->write == nullptr) return raise_unsupported(thread);
    while (count != 0) {
        TRY(check_interrupt(thread));
        usize part = 0;
        TRY(protocol->write(thread, stream, bytes, count, part));
        if (part == kWouldBlock) return raise_os_error(thread, Errno::TryAgain);
        if (part == 0) return raise_os_error(thread, Errno::Io);
        bytes += part;
        count -= part;
    }
    return kFine;
}

Raised stream_control(Thread& thread, Value stream, StreamRequest request, Word argument,
                      SignedWord& result) {
    const StreamProtocol* protocol = stream_protocol(stream);
    if (protocol == nullptr || protocol->control == nullptr) return raise_unsupported(thread);
    return protocol->control(thread, stream, request, argument, result);
}

Raised stream_close(Thread& thread, Value stream) {
    SignedWord ignored = 0;
    return stream_control(thread, stream, StreamRequest::Close, 0, ignored);
}

void StreamPrinter::do_write(const char* bytes, usize count) {
    if (exception_ || count == 0) return;
    if (!stream_write_fully(thread_, stream_, reinterpret_cast<const u8*>(bytes), count).is_raised()) return;
    // What is printed next must not run into an exception that waits.
    exception_ = thread_.raised;
    thread_.raised = Value();
}

Raised StreamPrinter::finish() {
    if (!exception_) return kFine;
    thread_.raised = exception_;
    return kRaised;
}

}  // namespace kinglet::runtime
