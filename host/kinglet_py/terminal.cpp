#include "host/kinglet_py/terminal.hpp"

#include <poll.h>
#include <unistd.h>

#include <cerrno>

namespace kinglet::host {

namespace {

bool is_readable(int milliseconds) {
    pollfd source{STDIN_FILENO, POLLIN, 0};
    return poll(&source, 1, milliseconds) > 0;
}

}  // namespace

TerminalStream::TerminalStream() {
    is_terminal_ = isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &before_) == 0;
}

TerminalStream::~TerminalStream() {
    set_raw(false);
}

void TerminalStream::set_raw(bool raw) {
    if (!is_terminal_) return;
    termios mode = before_;
    if (raw) {
        cfmakeraw(&mode);
        mode.c_oflag = before_.c_oflag;
    }
    tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
}

usize TerminalStream::do_read(std::span<u8> into) {
    if (ended_ || into.empty() || !is_readable(0)) return 0;
    const ssize_t count = ::read(STDIN_FILENO, into.data(), into.size());
    if (count == 0 || (count < 0 && errno != EINTR)) ended_ = true;
    // Enter sends CR, the lines of a file end with LF: to the prompt they are the same key.
    for (ssize_t i = 0; i < count; ++i) {
        if (into[static_cast<usize>(i)] == '\n') into[static_cast<usize>(i)] = '\r';
    }
    return count > 0 ? static_cast<usize>(count) : 0;
}

usize TerminalStream::do_write(std::span<const u8> bytes) {
    const ssize_t count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count >= 0) return static_cast<usize>(count);
    if (errno == EINTR || errno == EAGAIN) return 0;
    ended_ = true;
    return bytes.size();
}

hal::Readiness TerminalStream::do_wait(hal::Readiness wanted, u64 microseconds) {
    if (hal::includes(wanted, hal::Readiness::Writable)) return hal::Readiness::Both;
    const u64 milliseconds = microseconds == hal::kForever ? ~u64{0} : microseconds / 1000;
    (void)is_readable(milliseconds > 1'000'000 ? -1 : static_cast<int>(milliseconds));
    return do_ready();
}

hal::Readiness TerminalStream::do_ready() const {
    return ended_ || is_readable(0) ? hal::Readiness::Both : hal::Readiness::Writable;
}

}  // namespace kinglet::host
