// A pipe of bytes in both directions: the serial line, a WebREPL connection, the terminal of kinglet-py.
// Several live in one program, so this is an abstract class; the owner is whoever opened it. The prompt,
// `sys.stdin/stdout` and file transfer speak to it and know no more.
//
// A stream never fails loudly: when the other side is gone it is closed, reads give nothing and writes
// swallow.
#pragma once

#include <span>

#include "base/integers.hpp"

namespace kinglet::hal {

/// What a caller can wait for. Values combine as bits.
enum class Readiness : u8 { None = 0, Readable = 1, Writable = 2, Both = 3 };

class Stream {
  public:
    /// Takes up to `into.size()` bytes that have already arrived and returns how many; 0 when there is none.
    /// Never blocks.
    usize read(std::span<u8> into) { return do_read(into); }

    /// Hands over as many bytes as fit without waiting and returns how many. Never blocks.
    usize write(std::span<const u8> bytes) { return do_write(bytes); }

    /// Hands over all bytes, waiting where necessary. Returns early only when the stream is closed.
    void write_all(std::span<const u8> bytes);

    /// Waits until the stream is ready in the given sense, is closed, is interrupted (Ctrl-C), or
    /// `microseconds` have passed. The processor sleeps meanwhile. Returns what holds now; it may come back
    /// early when anything else has happened, so that the caller can see to that, and wait again.
    Readiness wait(Readiness wanted, u64 microseconds) { return do_wait(wanted, microseconds); }

    /// What holds now.
    Readiness ready() const { return do_ready(); }

    /// Waits until everything that was written has left (the last bit of the last byte is on the wire).
    void flush() { do_flush(); }

    bool is_open() const { return do_is_open(); }

  protected:
    ~Stream() = default;

  private:
    virtual usize do_read(std::span<u8> into) = 0;
    virtual usize do_write(std::span<const u8> bytes) = 0;
    virtual Readiness do_wait(Readiness wanted, u64 microseconds) = 0;
    virtual Readiness do_ready() const = 0;
    virtual void do_flush() {}
    virtual bool do_is_open() const { return true; }
};

inline constexpr u64 kForever = ~u64{0};

constexpr bool includes(Readiness set, Readiness part) {
    return (static_cast<u8>(set) & static_cast<u8>(part)) != 0;
}

inline void Stream::write_all(std::span<const u8> bytes) {
    while (!bytes.empty() && is_open()) {
        const usize taken = write(bytes);
        bytes = bytes.subspan(taken);
        if (taken == 0) wait(Readiness::Writable, kForever);
    }
}

}  // namespace kinglet::hal
