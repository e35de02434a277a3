// Terminal: one host's end of the board's serial line, over a file descriptor that never blocks: a connection
// (plain bytes or RFC 2217) or the master of a pseudo terminal.
//
// What the board sends waits in two stages: bytes as they came off the line, and what of them has been
// written for the descriptor. A host that does not read makes the board wait (Switchboard); one that has not
// read for long is stalled, and loses bytes as on any adapter.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "host/serial/rfc2217.hpp"
#include "host/serial/serial_board.hpp"

namespace kinglet::host {

class Terminal {
  public:
    /// Owns the descriptor and makes it non-blocking.
    Terminal(int descriptor, SerialBoard& board);
    virtual ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    int descriptor() const { return descriptor_; }
    /// The host is gone for good.
    bool is_gone() const { return is_gone_; }
    /// Nobody is at the other end now, but somebody may come.
    virtual bool is_absent() { return false; }
    virtual bool uses_control_lines() const { return false; }

    /// The board has sent a frame.
    void frame_sent(const chip::SerialFrame& frame);
    /// Reads once what the host has sent.
    void read_input();
    /// Writes what the host takes. `now`: nanoseconds.
    void write_output(u64 now);
    bool has_output() const { return !received_.empty() || !out_.empty(); }
    /// The board is to wait until the host has read.
    bool is_behind() const { return received_.size() >= kFull && !is_stalled_; }

  protected:
    virtual chip::LineSettings settings() { return {}; }
    virtual void take_input(std::span<const u8> bytes) = 0;
    virtual void write(std::string_view bytes, std::string& out) { out.append(bytes); }
    virtual bool is_suspended() const { return false; }
    /// The read said that nobody is there.
    virtual void input_ended() { is_gone_ = true; }
    void forget_output() { received_.clear(); }
    void forget_everything();

    SerialBoard& board_;
    std::string out_;  // for the descriptor

  private:
    static constexpr usize kFull = 16'384;
    static constexpr usize kAtOnce = 4096;
    static constexpr u64 kPatienceNs = 5'000'000'000;

    int descriptor_;
    std::string received_;  // from the board
    u64 progress_ns_ = 0;
    bool is_gone_ = false;
    bool is_stalled_ = false;
};

/// A TCP connection that carries the bytes as they are. Its end of the line has whatever rate the board has.
std::unique_ptr<Terminal> make_plain_terminal(int connection, SerialBoard& board);
/// A TCP connection that speaks RFC 2217.
std::unique_ptr<Terminal> make_rfc2217_terminal(int connection, SerialBoard& board);

}  // namespace kinglet::host
