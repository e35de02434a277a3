// Packets of GDB's remote protocol as bytes of a line: $text#checksum, acknowledged by + and -, with the few
// bytes that mean something else escaped. Whatever comes in, the reader keeps at most kMostBytes of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::chip::gdb {

/// The longest packet that is taken, in bytes of its text as sent.
inline constexpr usize kMostBytes = 0x4000;

class PacketReader {
  public:
    enum class Event : u8 {
        None,       // more has to come
        Packet,     // text() is one
        Damaged,    // one came whose checksum is wrong, or that is too long
        Interrupt,  // Ctrl-C
        Again,      // the other end did not understand our last one
    };
    Event take(u8 byte);
    /// Of the packet, escapes undone.
    const std::string& text() const { return text_; }

  private:
    enum class State : u8 { Between, Text, Escaped, Checksum1, Checksum2 };

    State state_ = State::Between;
    std::string text_;
    u8 sum_ = 0;
    u8 wanted_sum_ = 0;
    bool is_too_long_ = false;
    bool is_hex_ = false;
};

/// The packet on the line.
std::string framed(std::string_view text);

// The texts in packets.

std::string to_hex(std::span<const u8> bytes);
std::string to_hex(std::string_view text);
/// False when the text is no even number of hexadecimal digits.
[[nodiscard]] bool from_hex(std::string_view text, std::string& bytes);
/// Takes a hexadecimal number of at most 32 bits off the front; false when there is none.
[[nodiscard]] bool take_hex(std::string_view& text, u32& number);
/// Takes a prefix off the front; false when it is not there.
[[nodiscard]] bool take_prefix(std::string_view& text, std::string_view prefix);
/// "address,length", and nothing else.
[[nodiscard]] bool parse_range(std::string_view text, u32& address, u32& length);

}  // namespace kinglet::chip::gdb
