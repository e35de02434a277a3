#include "host/serial/switchboard.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include "host/serial/listen.hpp"
#include "host/serial/pty_terminal.hpp"

namespace kinglet::host {

namespace {

constexpr usize kMostTerminals = 64;

}  // namespace

Switchboard::~Switchboard() {
    for (const Listener& listener : listeners_) close(listener.descriptor);
}

u16 Switchboard::listen(const std::string& address, Protocol protocol, std::string& error) {
    u16 port = 0;
    const int descriptor = listen_at(address, port, error);
    if (descriptor >= 0) listeners_.push_back({descriptor, protocol});
    return port;
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
