// The Python side of streams: the types that all stream types derive from, with the methods that they share.
//
//   object <- IOBase <- stream_type <- StringIO, BytesIO, files, the console ...
//
// A class derived from IOBase brings readinto, write and ioctl, as in MicroPython; what IOBase has itself
// goes through these.
#pragma once

#include "python/runtime/stream.hpp"
#include "python/runtime/types/builtin_type.hpp"

namespace kinglet::runtime {

extern const StreamType io_base_type;
extern const Type stream_type;

/// The methods that every stream has.
inline constexpr u32 kIoBaseAttributes = 10;
extern const Attribute io_base_attributes[kIoBaseAttributes];

/// iter(stream), next(stream): the lines.
Completion stream_iter(Thread&, Value self);
Completion stream_next(Thread&, Value self);

/// Slots::print of what has no number: <io.NAME 0x...>.
Raised stream_print(Thread&, Value self, Printer&, PrintForm);
/// <io.NAME number>.
void print_stream(Value self, SignedWord number, Printer&);

/// 'I/O operation on closed file'.
detail::RaisedOutcome raise_closed(Thread&);
/// The stream behind `seek`: from where it is asked to be counted. OSError(EINVAL) in front of the start.
Raised stream_seek_in(Thread&, StreamSeek& seek, usize position, usize end);

}  // namespace kinglet::runtime
