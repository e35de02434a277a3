// deflate: DeflateIO, a stream that decompresses what it reads from another one (RFC 1951, with the frames of
// RFC 1950 and 1952), and where there is room for it compresses what is written to it.
#include "base/flash.hpp"
#include "python/runtime/heap.hpp"
#include "python/runtime/stream.hpp"
#include "python/runtime/types/stream.hpp"
#include "python/stdlib/deflate/compress.hpp"
#include "python/stdlib/deflate/inflate.hpp"
#include "python/stdlib/module_table.hpp"

namespace kinglet::stdlib {

using namespace runtime;

namespace {

enum Format : u32 { kAuto, kRaw, kZlib, kGzip };
/// The chip reads only.
constexpr bool kCompresses = sizeof(Word) > 4;
constexpr u32 kDefaultBits = 8;
constexpr u32 kInvalid = 22;  // EINVAL
constexpr u32 kTryAgain = 11;

/// The working memory, a raw block: the window lies behind it.
struct Work {
    union {
        Inflater inflater;
        Deflater deflater;
    };
    u32 checksum;
    u32 length;
    u8* window() { return reinterpret_cast<u8*>(this + 1); }
};

struct DeflateIo {
    Object header;
    Value stream;  // undefined: closed
    Work* work;    // nullptr: nothing was read or written yet
    u32 format;
    u32 window_bits;  // 0: as the data say
    u32 closes_stream;
    u32 is_writing;
    u32 has_ended;  // all was read
};

extern const StreamType deflate_io_type;

detail::RaisedOutcome raise_invalid(Thread& thread) {
    return raise_os_error(thread, static_cast<i32>(kInvalid));
}

// ---- checksums

u32 adler_32(u32 sum, u8 byte) {
    u32 low = (sum & 0xFFFFU) + byte;
    u32 high = (sum >> 16) + low;
    if (low >= 65521) low -= 65521;
    high %= 65521;
    return high << 16 | low;
}

u32 crc_32(u32 sum, u8 byte) {
    sum ^= byte;
    for (u32 i = 0; i < 8; ++i) sum = sum >> 1 ^ ((sum & 1U) != 0 ? 0xEDB88320U : 0U);
    return sum;
}

void add_checksum(const DeflateIo& self, const u8* bytes, usize count) {
    if (self.format == kRaw) return;
    for (usize i = 0; i < count; ++i) {
        const u8 byte = flash_byte(bytes + i);
        u32& sum = self.work->checksum;
        sum = self.format == kZlib ? adler_32(sum, byte) : crc_32(sum, byte);
    }
    self.work->length += static_cast<u32>(count);
}

Raised make_work(Thread& thread, DeflateIo& self) {
    const usize bytes = sizeof(Work) + (usize{1} << self.window_bits);
    self.work = static_cast<Work*>(thread.heap.allocate_raw(bytes, RawKind::Bytes));
    if (self.work == nullptr) return raise_memory_error(thread, bytes);
    self.work->checksum = self.format == kZlib ? 1 : ~0U;
    return kFine;
}

// ---- reading

class StreamSource final : public ByteSource {
  public:
    StreamSource(Thread& thread, Value stream) : thread_(thread), stream_(stream) {}

    /// What it means that the source gave nothing.
    Raised raise_for(InflateStatus status) {
        if (status == InflateStatus::Failed) return kRaised;
        if (status == InflateStatus::Truncated) return raise(thread_, eof_error_type);
        return raise_invalid(thread_);
    }
    Raised byte(u32& value) {
        u8 next_byte = 0;
        const InflateStatus status = next(next_byte);
        value = next_byte;
        return status == InflateStatus::Fine ? kFine : raise_for(status);
    }

  private:
    InflateStatus do_next(u8& byte) override {
        usize done = 0;
        if (stream_read_fully(thread_, stream_, &byte, 1, done).is_raised()) return InflateStatus::Failed;
        if (done == kWouldBlock) {
            (void)raise_os_error(thread_, static_cast<i32>(kTryAgain));
            return InflateStatus::Failed;
        }
        return done == 0 ? InflateStatus::Truncated : InflateStatus::Fine;
    }

    Thread& thread_;
    Value stream_;
};

/// RFC 1952, 2.3: what follows the two bytes of the magic number.
Raised skip_gzip_header(Thread& thread, StreamSource& source) {
    u32 method = 0;
    u32 flags = 0;
    u32 byte = 0;
    TRY(source.byte(method));
    TRY(source.byte(flags));
    if (method != 8 || (flags & 0xE0U) != 0) return raise_invalid(thread);
    for (u32 i = 0; i < 6; ++i) TRY(source.byte(byte));  // time, extra flags, system
    if ((flags & 4U) != 0) {                             // FEXTRA
        u32 high = 0;
        TRY(source.byte(byte));
        TRY(source.byte(high));
        for (u32 left = byte | high << 8; left != 0; --left) TRY(source.byte(byte));
    }
    for (const u32 text : {8U, 16U}) {  // FNAME, FCOMMENT
        if ((flags & text) == 0) continue;
        do TRY(source.byte(byte));
        while (byte != 0);
    }
    if ((flags & 2U) != 0) {  // FHCRC
        TRY(source.byte(byte));
        TRY(source.byte(byte));
    }
    return kFine;
}

Raised begin_reading(Thread& thread, DeflateIo& self, StreamSource& source) {
    u32 first = 0;
    u32 second = 0;
    if (self.format != kRaw) {
        TRY(source.byte(first));
        TRY(source.byte(second));
        const bool is_gzip = first == 0x1F && second == 0x8B;
        const bool is_zlib =
            (first & 15U) == 8 && first >> 4 <= 7 && (first << 8 | second) % 31 == 0 && (second & 0x20U) == 0;
        const bool is_wanted = self.format == kAuto   ? is_gzip || is_zlib
                               : self.format == kGzip ? is_gzip
                                                      : is_zlib;
        if (!is_wanted) return raise_invalid(thread);
        self.format = is_gzip ? kGzip : kZlib;
        if (is_gzip) TRY(skip_gzip_header(thread, source));
    }
    const u32 needed = self.format == kZlib ? (first >> 4) + 8 : 0;
    if (self.window_bits == 0)
        self.window_bits = self.format == kRaw ? kDefaultBits : self.format == kGzip ? 15 : needed;
    else if (needed > self.window_bits)
        return raise_invalid(thread);
    TRY(make_work(thread, self));
    self.work->inflater.begin(self.work->window(), 1U << self.window_bits);
    return kFine;
}

/// The checksum, and with gzip the length.
Raised check_trailer(Thread& thread, const DeflateIo& self, StreamSource& source) {
    if (self.format == kRaw) return kFine;
    u32 expected = 0;
    for (u32 i = 0; i < 4; ++i) {
        u32 byte = 0;
        TRY(source.byte(byte));
        expected = self.format == kZlib ? expected << 8 | byte : expected | byte << i * 8;
    }
    const u32 found = self.work->checksum;
    if (expected != (self.format == kZlib ? found : ~found)) return raise_invalid(thread);
    if (self.format == kZlib) return kFine;
    u32 length = 0;
    for (u32 i = 0; i < 4; ++i) {
        u32 byte = 0;
        TRY(source.byte(byte));
        length |= byte << i * 8;
    }
    if (length != self.work->length) return raise_invalid(thread);
    return kFine;
}

Raised deflate_io_read(Thread& thread, Value value, u8* into, usize count, usize& done) {
    auto& self = *value.as<DeflateIo>();
    done = 0;
    if (self.stream.is_undefined() || self.is_writing != 0) return raise_invalid(thread);
    if (self.has_ended != 0 || count == 0) return kFine;
    StreamSource source(thread, self.stream);
    if (self.work == nullptr) TRY(begin_reading(thread, self, source));
    u32 taken = 0;
    const u32 wanted = count < 0x7FFFFFFF ? static_cast<u32>(count) : 0x7FFFFFFF;
    const InflateStatus status = self.work->inflater.read(source, into, wanted, taken);
    if (status == InflateStatus::End) {
        TRY(check_trailer(thread, self, source));
        self.has_ended = 1;
        return kFine;
    }
    if (status != InflateStatus::Fine) {
        self.has_ended = status != InflateStatus::Failed;
        return source.raise_for(status);
    }
    add_checksum(self, into, taken);
    done = taken;
    return kFine;
}

// ---- writing

/// Gathers some bytes before it hands them on. After an error the rest is dropped.
class StreamSink final : public ByteSink {
  public:
    StreamSink(Thread& thread, Value stream) : thread_(thread), stream_(stream) {}
    Raised flush() {
        if (!has_failed_ && count_ != 0)
            has_failed_ = stream_write_fully(thread_, stream_, bytes_, count_).is_raised();
        count_ = 0;
        return has_failed_ ? kRaised : kFine;
    }
    void put_word(u32 word, bool is_big_endian) {
        for (u32 i = 0; i < 4; ++i) put(static_cast<u8>(word >> (is_big_endian ? 3 - i : i) * 8));
    }

  private:
    void do_put(u8 byte) override {
        bytes_[count_++] = byte;
        if (count_ == sizeof(bytes_)) (void)flush();
    }

    Thread& thread_;
    Value stream_;
    u32 count_ = 0;
    bool has_failed_ = false;
    u8 bytes_[128];
};

Raised begin_writing(Thread& thread, DeflateIo& self, StreamSink& sink) {
    if (self.format == kAuto) self.format = kRaw;
    if (self.window_bits == 0) self.window_bits = kDefaultBits;
    TRY(make_work(thread, self));
    self.is_writing = 1;
    self.work->deflater.begin(self.work->window(), 1U << self.window_bits);
    if (self.format == kZlib) {
        const u32 bits = self.window_bits < 9 ? 9 : self.window_bits;  // zlib wants no less
        const u32 header = (((bits - 8) << 4 | 8U) << 8) | 0x80U;
        sink.put(static_cast<u8>(header >> 8));
        sink.put(static_cast<u8>(header + 31 - header % 31));
    } else if (self.format == kGzip) {
        for (const u8 byte : {0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 4, 3}) sink.put(byte);
    }
    return kFine;
}

Raised deflate_io_write(Thread& thread, Value value, const u8* bytes, usize count, usize& done) {
    auto& self = *value.as<DeflateIo>();
    done = 0;
    if (self.stream.is_undefined() || (self.work != nullptr && self.is_writing == 0))
        return raise_invalid(thread);
    StreamSink sink(thread, self.stream);
    if (self.work == nullptr) TRY(begin_writing(thread, self, sink));
    self.work->deflater.write(sink, bytes, count);
    add_checksum(self, bytes, count);
    TRY(sink.flush());
    done = count;
    return kFine;
}

Raised finish_writing(Thread& thread, DeflateIo& self) {
    StreamSink sink(thread, self.stream);
    self.work->deflater.finish(sink);
    const u32 sum = self.work->checksum;
    if (self.format == kZlib) sink.put_word(sum, true);
    if (self.format == kGzip) {
        sink.put_word(~sum, false);
        sink.put_word(self.work->length, false);
    }
    return sink.flush();
}

// ---- the object

Raised deflate_io_close(Thread& thread, DeflateIo& self) {
    const Value stream = self.stream;
    if (stream.is_undefined()) return kFine;
    Raised outcome = kFine;
    if constexpr (kCompresses) {
        if (self.is_writing != 0) outcome = finish_writing(thread, self);
    }
    self.stream = kUndefined;
    thread.heap.free_raw(self.work);
    self.work = nullptr;
    if (outcome.is_raised() || self.closes_stream == 0) return outcome;
    return stream_close(thread, stream);
}

Raised deflate_io_control(Thread& thread, Value value, StreamRequest request, Word, SignedWord& result) {
    auto& self = *value.as<DeflateIo>();
    result = 0;
    if (request == StreamRequest::Close) return deflate_io_close(thread, self);
    return raise_invalid(thread);
}

Completion deflate_io_construct(Thread& thread, const Type& type, const Arguments& arguments) {
    TRY(check_arity(thread, arguments, type.name, 1, 4));
    SignedWord numbers[2] = {kAuto, 0};  // format, window bits
    bool closes = false;
    for (u32 i = 0; i < 2 && i + 1 < arguments.count; ++i)
        TRY(to_integer(thread, arguments[i + 1], numbers[i]));
    if (arguments.count > 3) TRY(truth(thread, arguments[3], closes));
    if (numbers[0] < 0 || numbers[0] > SignedWord{kGzip})
        return raise(thread, value_error_type, "format"_packed);
    if (numbers[1] != 0 && (numbers[1] < 5 || numbers[1] > 15))
        return raise(thread, value_error_type, "wbits"_packed);
    auto* self = static_cast<DeflateIo*>(thread.heap.allocate(sizeof(DeflateIo)));
    if (self == nullptr) return raise_memory_error(thread, sizeof(DeflateIo));
    self->header.shape = &deflate_io_type.type.root;
    self->stream = arguments[0];
    self->format = static_cast<u32>(numbers[0]);
    self->window_bits = static_cast<u32>(numbers[1]);
    self->closes_stream = closes ? 1 : 0;
    return &self->header;
}

void deflate_io_trace(Tracer& tracer, Object& object) {
    const auto& self = reinterpret_cast<const DeflateIo&>(object);
    tracer.visit(self.stream);
    tracer.visit_raw(self.work);
}

constinit const Slots deflate_io_slots = {
    .construct = deflate_io_construct,
    .iter = stream_iter,
    .next = stream_next,
    .trace = deflate_io_trace,
};

constinit const StreamType deflate_io_type = {
    builtin_type(deflate_io_type.type, name<"DeflateIO">, deflate_io_slots, sizeof(DeflateIo), kIsStreamType,
                 stream_type),
    {deflate_io_read, kCompresses ? deflate_io_write : nullptr, deflate_io_control, 0}};

constinit const Attribute attributes[] = {
    {name<"DeflateIO">, &deflate_io_type.type.header},
    {name<"AUTO">, Value::from_int(kAuto)},
    {name<"RAW">, Value::from_int(kRaw)},
    {name<"ZLIB">, Value::from_int(kZlib)},
    {name<"GZIP">, Value::from_int(kGzip)},
};

}  // namespace

extern const BuiltinModule deflate_module;
constinit const BuiltinModule deflate_module = builtin_module(name<"deflate">, attributes);

}  // namespace kinglet::stdlib
