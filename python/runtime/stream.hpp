// Streams: whatever bytes can be read from or written to. A builtin type that is a stream has a record of
// functions behind its Type (StreamType, flag kIsStreamType); everything that moves bytes (print, json,
// import, the methods read, write ... of the objects) goes through them. Classes written in Python become
// streams by deriving from io.IOBase, whose functions call readinto, write and ioctl of the class.
//
// Bytes that are read go to memory that no Python code can move or give back meanwhile; bytes that are
// written may lie in flash.
#pragma once

#include "python/runtime/object.hpp"
#include "python/runtime/printer.hpp"

namespace kinglet::runtime {

/// What a stream can be asked besides bytes; the numbers are MicroPython's, which ioctl of classes gets.
enum class StreamRequest : u32 {
    Flush = 1,
    Seek = 2,  // argument: a StreamSeek, whose offset becomes the new position
    Poll = 3,  // argument: events to look for (kPollRead ...); result: those that hold now
    Close = 4,
    Timeout = 5,
    GetOptions = 6,
    SetOptions = 7,
    FileNumber = 10,
    BufferSize = 11,  // how many bytes are best asked for at once
};

enum StreamPoll : u32 { kPollRead = 1, kPollWrite = 4, kPollError = 8, kPollHangUp = 16, kPollInvalid = 32 };

enum class SeekFrom : u32 { Start, Current, End };
struct StreamSeek {
    SignedWord offset;
    SeekFrom from;
};

/// What `done` is when nothing can be moved without waiting.
inline constexpr usize kWouldBlock = ~usize{0};

/// The functions of a stream type; nullptr where it has none. `self` is of the type or derives from it.
struct StreamProtocol {
    /// Takes up to `count` bytes; `done` 0 is the end.
    Raised (*read)(Thread&, Value self, u8* into, usize count, usize& done);
    /// Hands over up to `count` bytes.
    Raised (*write)(Thread&, Value self, const u8* bytes, usize count, usize& done);
    /// OSError(EINVAL) for what the stream does not know.
    Raised (*control)(Thread&, Value self, StreamRequest, Word argument, SignedWord& result);
    u32 is_text;  // read() gives a str
};

struct StreamType {
    Type type;  // with kIsStreamType
    StreamProtocol protocol;
};

/// The stream functions of a value; nullptr: it is no stream.
const StreamProtocol* stream_protocol(Value value);

/// Reads until `count` bytes have come or the stream ends or would block: then `done` is less.
/// kWouldBlock only if nothing came.
Raised stream_read_fully(Thread&, Value stream, u8* into, usize count, usize& done);
/// Writes all of them; OSError(EAGAIN) if the stream would block, OSError(EOPNOTSUPP) if it cannot write.
Raised stream_write_fully(Thread&, Value stream, const u8* bytes, usize count);
/// Asks a stream; OSError.
Raised stream_control(Thread&, Value stream, StreamRequest request, Word argument, SignedWord& result);
Raised stream_close(Thread&, Value stream);

/// Prints to a stream. Lives on the C stack; what goes wrong is raised by finish().
class StreamPrinter final : public Printer {
  public:
    StreamPrinter(Thread& thread, Value stream) : thread_(thread), stream_(stream) {}
    Raised finish();

  private:
    void do_write(const char* bytes, usize count) override;
    bool do_reserve(usize) override { return !exception_; }

    Thread& thread_;
    Value stream_;
    Value exception_;
};

}  // namespace kinglet::runtime
