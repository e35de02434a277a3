#include "host/kinglet/standard_input.hpp"

#include <poll.h>
#include <unistd.h>

namespace kinglet::host {

namespace {

constexpr u64 kIdleInstructions = 20'000;    // in a slice, at the most: the board waits
constexpr u64 kShortNs = 20'000'000;         // of waiting, before the next line goes out
constexpr u64 kLongNs = 2'000'000'000;       // of waiting: what is unread now may wait for ever
constexpr u64 kPatienceNs = 60'000'000'000;  // of waiting, before the board waits for the keyboard in earnest
constexpr int kKeyboardMs = 20;
constexpr usize kMostUnread = 200;   // below what the board keeps
constexpr u64 kWorkOfReading = 400;  // instructions for a byte: more than its arrival takes
constexpr char kEnd = 4;

/// Standard input has something, or is at its end. A job in the background must not read its terminal.
bool is_readable(int milliseconds) {
    if (isatty(STDIN_FILENO) && tcgetpgrp(STDIN_FILENO) != getpgrp()) return false;
    pollfd source{STDIN_FILENO, POLLIN, 0};
    return poll(&source, 1, milliseconds) > 0;
}

}  // namespace

/// Whether the slice that is over has been one of waiting.
bool StandardInput::is_waiting(const chip::MachineStats& now) {
    const u64 done = now.instructions - instructions_;
    const u64 passed = now.nanoseconds - nanoseconds_;
    instructions_ = now.instructions;
    nanoseconds_ = now.nanoseconds;
    work_ += done;
    if (work_ > unread_ * kWorkOfReading + kIdleInstructions) unread_ = 0;
    waiting_ns_ = done <= kIdleInstructions ? waiting_ns_ + passed : 0;
    return waiting_ns_ >= kShortNs;
}

void StandardInput::fill() {
    if (has_ended_ || !text_.empty() || !is_readable(waiting_ns_ < kPatienceNs ? 0 : kKeyboardMs)) return;
    char bytes[4096];
    const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0)
        text_.assign(bytes, static_cast<usize>(count));
    else
        has_ended_ = true;
}

void StandardInput::send(Board& board, std::string_view text) {
    board.send(text);
    unread_ += text.size();
    work_ = 0;
    waiting_ns_ = 0;
}

void StandardInput::feed(Board& board) {
    if (!is_waiting(board.stats()) || board.sending() != 0) return;
    fill();
    if (text_.empty()) {
        if (!has_ended_ || end_is_sent_ || waiting_ns_ < kLongNs) return;
        end_is_sent_ = true;
        return send(board, {&kEnd, 1});
    }
    const usize line = text_.find('\n');
    usize count = line == std::string::npos ? text_.size() : line + 1;
    if (count > kMostUnread / 2) count = kMostUnread / 2;
    if (waiting_ns_ >= kLongNs) unread_ = 0;
    if (unread_ + count > kMostUnread) return;
    send(board, std::string_view(text_).substr(0, count));
    text_.erase(0, count);
}

}  // namespace kinglet::host
