// ConsoleInput: input() and sys.stdin of a program that runs behind a prompt. input() has the prompt's line
// editor, without its history and completion; sys.stdin takes what comes, without an echo, as text (Enter is
// '\n') or, its buffer, as bytes. A read ends when all that was asked for is there.
//
// Created by the one who owns thread and stream; the thread finds it in Thread::host. Ctrl-C ends a wait,
// also where an interrupt takes that byte from the stream and sets Thread::pending only.
#pragma once

#include "device/hal/stream.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::frontend {

class ConsoleInput final : private hal::Stream {
  public:
    /// Becomes the thread's input.
    ConsoleInput(runtime::Thread& thread, hal::Stream& stream);
    ConsoleInput(const ConsoleInput&) = delete;
    ConsoleInput& operator=(const ConsoleInput&) = delete;

    /// The stream as the prompt is to read it: every byte, as it is.
    hal::Stream& prompt_stream() { return *this; }

  private:
    enum class Reader : u8 { Prompt, Text, Bytes };

    /// While one is alive a program reads.
    struct Reading {
        Reading(ConsoleInput& input, Reader reader) : input_(input) { input_.reader_ = reader; }
        ~Reading() { input_.reader_ = Reader::Prompt; }
        ConsoleInput& input_;
    };

    static runtime::Completion read_line(runtime::Thread& thread, runtime::Str& prompt);
    static usize read_input(runtime::Thread& thread, char* into, usize count, runtime::InputForm form);
    static u32 poll_descriptor(runtime::Thread& thread, runtime::SignedWord descriptor, u32 events);
    runtime::Completion edit_line(runtime::Str& prompt);
    usize wait_for_bytes(std::span<u8> into);
    bool is_interrupted() const {
        return reader_ != Reader::Prompt && (thread_.pending & runtime::kPendingInterrupt) != 0;
    }

    usize do_read(std::span<u8> into) override;
    usize do_write(std::span<const u8> bytes) override { return stream_.write(bytes); }
    hal::Readiness do_wait(hal::Readiness wanted, u64 microseconds) override;
    hal::Readiness do_ready() const override { return stream_.ready(); }
    void do_flush() override { stream_.flush(); }
    bool do_is_open() const override { return stream_.is_open(); }

    runtime::Thread& thread_;
    hal::Stream& stream_;
    Reader reader_ = Reader::Prompt;
    u8 last_ = 0;  // the byte before, so that CR LF is one line end
};

}  // namespace kinglet::frontend
