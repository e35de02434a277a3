// GdbPort: the TCP port at which one debugger after the other comes to a board (chip/gdb).
#pragma once

#include <memory>
#include <string>

#include "chip/gdb/session.hpp"

namespace kinglet::host {

class GdbPort final {
  public:
    explicit GdbPort(chip::gdb::Session& session) : session_(session) {}
    ~GdbPort();
    GdbPort(const GdbPort&) = delete;
    GdbPort& operator=(const GdbPort&) = delete;

    /// At "PORT" or "ADDRESS:PORT". Returns the port, or 0 with `error` set.
    u16 listen(const std::string& address, std::string& error);
    /// Moves bytes between debugger and session; waits at most so long for some to come.
    void service(int timeout_ms);

  private:
    void accept_one();
    void read_some();
    void write_all();
    void hang_up();

    chip::gdb::Session& session_;
    int listener_ = -1;
    int connection_ = -1;
    std::string out_;
};

}  // namespace kinglet::host
