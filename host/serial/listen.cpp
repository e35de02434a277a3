#include "host/serial/listen.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace kinglet::host {

namespace {

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

int listen_at(const std::string& text, u16& port, std::string& error) {
    sockaddr_in address;
    port = 0;
    if (!parse_address(text, address)) {
        error = "'" + text + "' is no PORT or ADDRESS:PORT";
        return -1;
    }
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    socklen_t size = sizeof address;
    // So that the port is free again at once when a board has gone.
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (descriptor < 0 || bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(descriptor, SOMAXCONN) != 0 ||
        getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        error = "can't listen at " + text + ": " + std::strerror(errno);
        if (descriptor >= 0) close(descriptor);
        return -1;
    }
    port = ntohs(address.sin_port);
    return descriptor;
}

}  // namespace kinglet::host
