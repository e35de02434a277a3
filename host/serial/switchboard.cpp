#include "host/serial/switchboard.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "host/serial/pty_terminal.hpp"

namespace kinglet::host {

namespace {

constexpr usize kMostTerminals = 64;

bool parse_address(const std::string& text, sockaddr_in& address) {
    const usize colon = text.rfind(':');
    const std::string host = colon == std::string::npos ? "127.0.0.1" : text.substr(0, colon);
    const std::string port = colon == std::string::npos ? text : text.substr(colon + 1);
    char* end = nullptr;
    const unsigned long number = std::strtoul(port.c_str(), &end, 10);
    if (port.empty() || port[0] < '0' || port[0] > '9' || *end != 0 || number > 65535) return false;
    address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<u16>(number));
    return inet_pton(AF_INET, host.c_str(), &address.sin_addr) == 1;
}

}  // namespace

Switchboard::~Switchboard() {
    for (const Listener& listener : listeners_) close(listener.descriptor);
}

u16 Switchboard::listen(const std::string& text, Protocol protocol, std::string& error) {
    sockaddr_in address;
    if (!parse_address(text, address)) {
        error = "'" + text + "' is no PORT or ADDRESS:PORT";
        return 0;
    }
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    socklen_t size = sizeof address;
    // So that the port is free again at once when a board has gone.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (descriptor < 0 || bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(descriptor, SOMAXCONN) != 0 ||
        getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        error = "can't listen at " + text + ": " + std::strerror(errno);
        if (descriptor >= 0) close(descriptor);
        return 0;
    }
    listeners_.push_back({descriptor, protocol});
    return ntohs(address.sin_port);
}

bool Switchboard::open_pty(const std::string& link, std::string& error) {
    std::unique_ptr<Terminal> terminal = make_pty_terminal(link, board_, error);
    if (terminal == nullptr) return false;
    terminals_.push_back(std::move(terminal));
    return true;
}

void Switchboard::frame_sent(const chip::SerialFrame& frame) {
    for (const auto& terminal : terminals_) terminal->frame_sent(frame);
}

bool Switchboard::is_behind() const {
    return std::any_of(terminals_.begin(), terminals_.end(),
                       [](const auto& each) { return each->is_behind(); });
}

void Switchboard::service(int timeout_ms, bool takes_input, u64 now) {
    std::vector<pollfd> waits;
    for (const Listener& listener : listeners_) waits.push_back({listener.descriptor, POLLIN, 0});
    for (const auto& terminal : terminals_) {
        // Of one who is absent poll() would say so for ever, without waiting.
        const bool is_absent = terminal->is_absent();
        if (!is_absent) terminal->write_output(now);
        const int events = (takes_input ? POLLIN : 0) | (terminal->has_output() ? POLLOUT : 0);
        waits.push_back({is_absent ? -1 : terminal->descriptor(), static_cast<short>(events), 0});
    }
    if (poll(waits.data(), waits.size(), timeout_ms) <= 0) return;
    const usize first = listeners_.size();
    for (usize i = 0; i < terminals_.size(); ++i) {
        const int events = waits[first + i].revents;
        if ((events & (POLLIN | POLLHUP | POLLERR)) != 0 && (takes_input || (events & POLLIN) == 0))
            terminals_[i]->read_input();
        if ((events & (POLLIN | POLLOUT)) != 0) terminals_[i]->write_output(now);
    }
    for (usize i = 0; i < first; ++i) {
        if (waits[i].revents != 0) accept_from(listeners_[i]);
    }
    remove_the_gone();
}

void Switchboard::accept_from(const Listener& listener) {
    const int connection = accept4(listener.descriptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (connection < 0) return;
    if (terminals_.size() >= kMostTerminals) {
        close(connection);
        return;
    }
    const int on = 1;
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    terminals_.push_back(listener.protocol == Protocol::Rfc2217 ? make_rfc2217_terminal(connection, board_)
                                                                : make_plain_terminal(connection, board_));
}

/// The lines fall back as when a cable is pulled out.
void Switchboard::remove_the_gone() {
    const bool was_held = std::any_of(terminals_.begin(), terminals_.end(),
                                      [](const auto& each) { return each->uses_control_lines(); });
    std::erase_if(terminals_, [](const auto& each) { return each->is_gone(); });
    const bool is_held = std::any_of(terminals_.begin(), terminals_.end(),
                                     [](const auto& each) { return each->uses_control_lines(); });
    if (was_held && !is_held) board_.set_lines({});
}

}  // namespace kinglet::host
