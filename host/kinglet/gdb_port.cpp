#include "host/kinglet/gdb_port.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "host/serial/listen.hpp"

namespace kinglet::host {

GdbPort::~GdbPort() {
    if (connection_ >= 0) close(connection_);
    if (listener_ >= 0) close(listener_);
}

u16 GdbPort::listen(const std::string& address, std::string& error) {
    u16 port = 0;
    listener_ = listen_at(address, port, error);
    return port;
}

void GdbPort::service(int timeout_ms) {
    out_ += session_.take_output();
    const bool is_connected = connection_ >= 0;
    const short wanted = static_cast<short>(POLLIN | (out_.empty() ? 0 : POLLOUT));
    pollfd wait{is_connected ? connection_ : listener_, is_connected ? wanted : short{POLLIN}, 0};
    if (poll(&wait, 1, timeout_ms) <= 0) return;
    if (!is_connected) return accept_one();
    if (wait.revents & (POLLIN | POLLHUP | POLLERR)) read_some();
    out_ += session_.take_output();
    write_all();
}

void GdbPort::accept_one() {
    connection_ = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection_ < 0) return;
    const int on = 1;
    setsockopt(connection_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    out_.clear();
    session_.connected();
}

void GdbPort::read_some() {
    u8 bytes[4096];
    const ssize_t count = recv(connection_, bytes, sizeof bytes, 0);
    if (count > 0)
        session_.receive({bytes, static_cast<usize>(count)});
    else if (count == 0 || (errno != EAGAIN && errno != EINTR))
        hang_up();
}

void GdbPort::write_all() {
    while (connection_ >= 0 && !out_.empty()) {
        const ssize_t count = send(connection_, out_.data(), out_.size(), MSG_NOSIGNAL);
        if (count > 0) {
            out_.erase(0, static_cast<usize>(count));
        } else {
            if (errno != EAGAIN && errno != EINTR) hang_up();
            return;
        }
    }
}

void GdbPort::hang_up() {
    close(connection_);
    connection_ = -1;
    out_.clear();
    session_.disconnected();
}

}  // namespace kinglet::host
