// Switchboard: everybody who is at the board's serial line. Each hears all that the board sends; what they
// send goes to the board in the order in which it comes. The control lines are the adapter's, and so
// everybody's: the last one who sets them counts, and when the last one who can has gone they fall back.
//
// One thread and poll(): nothing here waits but service().
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "host/serial/terminal.hpp"

namespace kinglet::host {

class Switchboard final {
  public:
    enum class Protocol : u8 { Plain, Rfc2217 };

    explicit Switchboard(SerialBoard& board) : board_(board) {}
    ~Switchboard();
    Switchboard(const Switchboard&) = delete;
    Switchboard& operator=(const Switchboard&) = delete;

    /// Waits for connections at "PORT" or "ADDRESS:PORT" (IPv4; without an address on this machine only); 0:
    /// any free port. Returns the port, or 0 with `error` set.
    u16 listen(const std::string& address, Protocol protocol, std::string& error);
    /// False with `error` set.
    bool open_pty(const std::string& link, std::string& error);

    /// The board has sent a frame.
    void frame_sent(const chip::SerialFrame& frame);
    /// Moves bytes between hosts and board; waits at most so long for something to do. Input is left where it
    /// is while the board has enough (`takes_input` false). `now`: nanoseconds.
    void service(int timeout_ms, bool takes_input, u64 now);
    /// Somebody has not read what the board has sent: it is to wait.
    bool is_behind() const;

  private:
    struct Listener {
        int descriptor;
        Protocol protocol;
    };

    void accept_from(const Listener& listener);
    void remove_the_gone();

    SerialBoard& board_;
    std::vector<Listener> listeners_;
    std::vector<std::unique_ptr<Terminal>> terminals_;
};

}  // namespace kinglet::host
