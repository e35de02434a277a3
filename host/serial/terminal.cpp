#include "host/serial/terminal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace kinglet::host {

namespace {

class PlainTerminal final : public Terminal {
  public:
    using Terminal::Terminal;

  private:
    void take_input(std::span<const u8> bytes) override { board_.send(bytes, {}); }
};

class Rfc2217Terminal final : public Terminal {
  public:
    Rfc2217Terminal(int connection, SerialBoard& board) : Terminal(connection, board), protocol_(board) {
        protocol_.greet(out_);
    }
    bool uses_control_lines() const override { return true; }

  private:
    chip::LineSettings settings() override { return protocol_.settings(); }
    void take_input(std::span<const u8> bytes) override {
        protocol_.receive(bytes, out_);
        if (protocol_.take_purge()) forget_output();
    }
    void write(std::string_view bytes, std::string& out) override {
        for (const char byte : bytes) protocol_.deliver(static_cast<u8>(byte), out);
    }
    bool is_suspended() const override { return protocol_.is_suspended(); }

    Rfc2217 protocol_;
};

}  // namespace

Terminal::Terminal(int descriptor, SerialBoard& board) : board_(board), descriptor_(descriptor) {
    fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
    fcntl(descriptor_, F_SETFD, FD_CLOEXEC);
}

Terminal::~Terminal() {
    close(descriptor_);
}

void Terminal::frame_sent(const chip::SerialFrame& frame) {
    if (is_gone_ || (is_stalled_ && received_.size() >= kFull)) return;
    received_.push_back(static_cast<char>(chip::receive_frame(frame, settings()).byte));
}

void Terminal::read_input() {
    u8 bytes[kAtOnce];
    const ssize_t count = read(descriptor_, bytes, sizeof bytes);
    if (count > 0) {
        take_input({bytes, static_cast<usize>(count)});
    } else if (count == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
        input_ended();
    }
}

void Terminal::write_output(u64 now) {
    if (is_gone_) return;
    // A stage of bounded size, so that a purge finds the rest where it can be thrown away.
    if (out_.size() < kAtOnce && !is_suspended()) {
        const usize count = received_.size() < kAtOnce ? received_.size() : kAtOnce;
        write(std::string_view(received_).substr(0, count), out_);
        received_.erase(0, count);
    }
    if (out_.empty()) {
        progress_ns_ = now;
        return;
    }
    const ssize_t count = ::write(descriptor_, out_.data(), out_.size());
    if (count > 0) {
        out_.erase(0, static_cast<usize>(count));
        progress_ns_ = now;
        is_stalled_ = false;
    } else if (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        input_ended();
    } else if (now - progress_ns_ > kPatienceNs) {
        is_stalled_ = true;
    }
}

void Terminal::forget_everything() {
    received_.clear();
    out_.clear();
    is_stalled_ = false;
}

std::unique_ptr<Terminal> make_plain_terminal(int connection, SerialBoard& board) {
    return std::make_unique<PlainTerminal>(connection, board);
}

std::unique_ptr<Terminal> make_rfc2217_terminal(int connection, SerialBoard& board) {
    return std::make_unique<Rfc2217Terminal>(connection, board);
}

}  // namespace kinglet::host
