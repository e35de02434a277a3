// Rfc2217: the server's side of RFC 2217, "Telnet Com Port Control Option": a serial line over a byte stream.
// It knows no sockets: bytes of the client go in, what the client is to get is appended to a string.
//
// Holds the settings of the client's end of the line. Grants every rate up to 10 Mbaud, 5 to 8 bits, no, odd
// or even parity and all stop bits; what it does not grant it answers with the present value, as the RFC
// says.
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>

#include "host/serial/serial_board.hpp"

namespace kinglet::host {

class Rfc2217 final {
  public:
    explicit Rfc2217(SerialBoard& board) : board_(board) {}

    /// What the server says first.
    void greet(std::string& out);
    /// Bytes from the client, in any pieces.
    void receive(std::span<const u8> bytes, std::string& out);
    /// A byte from the board.
    void deliver(u8 byte, std::string& out) const;

    const chip::LineSettings& settings() const { return settings_; }
    /// The client wants no more for now.
    bool is_suspended() const { return is_suspended_; }
    /// The client has thrown away what it has not received yet. Reading this clears it.
    bool take_purge() { return std::exchange(purged_, false); }

  private:
    enum class State : u8 { Data, Command, Option, Suboption, SuboptionCommand };
    /// What each side has agreed to do, of one option.
    enum class Agreement : u8 { No, Offered, Yes };
    struct Option {
        u8 code;
        bool is_offered;    // WILL
        bool is_requested;  // DO
    };
    static constexpr Option kOptions[] = {
        {0, true, true},   // BINARY
        {1, true, false},  // ECHO: the board does
        {3, true, true},   // SUPPRESS-GO-AHEAD
        {44, true, true},  // COM-PORT-OPTION
    };
    static constexpr usize kLongestSuboption = 64;

    void take(u8 byte, std::string& out);
    void take_data(u8 byte);
    void flush_data();
    void take_command(u8 byte);
    void negotiate(u8 option, std::string& out);
    void take_suboption(std::string& out);
    u32 set_baud(u32 wanted);
    u8 set_data_bits(u8 wanted);
    u8 set_parity(u8 wanted);
    u8 set_stop_bits(u8 wanted);
    u8 control(u8 request);
    void purge(u8 what);
    void answer(u8 command, std::span<const u8> values, std::string& out) const;
    void answer(u8 command, u8 value, std::string& out) const { answer(command, {&value, 1}, out); }
    void notify_modem(std::string& out) const;

    SerialBoard& board_;
    chip::LineSettings settings_{.baud = 115200, .format = {}};
    State state_ = State::Data;
    u8 verb_ = 0;  // DO, DONT, WILL or WONT
    std::array<Agreement, std::size(kOptions)> ours_{};
    std::array<Agreement, std::size(kOptions)> theirs_{};
    std::array<u8, kLongestSuboption> suboption_{};
    usize suboption_size_ = 0;
    std::array<u8, 256> data_{};
    usize data_size_ = 0;
    bool is_break_on_ = false;
    bool is_suspended_ = false;
    bool purged_ = false;
};

}  // namespace kinglet::host
