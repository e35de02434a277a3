#include "chip/gdb/packets.hpp"

namespace kinglet::chip::gdb {

namespace {

constexpr u8 kInterrupt = 3;
constexpr u8 kEscape = '}';
constexpr u8 kEscapeMask = 0x20;
constexpr const char* kDigits = "0123456789abcdef";

int digit_of(u8 character) {
    if (character >= '0' && character <= '9') return character - '0';
    if (character >= 'a' && character <= 'f') return character - 'a' + 10;
    if (character >= 'A' && character <= 'F') return character - 'A' + 10;
    return -1;
}

}  // namespace

PacketReader::Event PacketReader::take(u8 byte) {
    // A dollar sign is never in the text: it begins a packet, whatever became of the one before.
    if (byte == '$') {
        state_ = State::Text;
        text_.clear();
        sum_ = 0;
        is_too_long_ = false;
        return Event::None;
    }
    switch (state_) {
        case State::Between:
            if (byte == kInterrupt) return Event::Interrupt;
            return byte == '-' ? Event::Again : Event::None;
        case State::Text:
        case State::Escaped:
            if (byte == '#') {
                state_ = State::Checksum1;
                return Event::None;
            }
            sum_ = static_cast<u8>(sum_ + byte);
            if (text_.size() >= kMostBytes) {
                is_too_long_ = true;
            } else if (state_ == State::Escaped) {
                text_.push_back(static_cast<char>(byte ^ kEscapeMask));
                state_ = State::Text;
            } else if (byte == kEscape) {
                state_ = State::Escaped;
            } else {
                text_.push_back(static_cast<char>(byte));
            }
            return Event::None;
        case State::Checksum1:
            is_hex_ = digit_of(byte) >= 0;
            wanted_sum_ = static_cast<u8>(digit_of(byte) << 4);
            state_ = State::Checksum2;
            return Event::None;
        case State::Checksum2:
            is_hex_ = is_hex_ && digit_of(byte) >= 0;
            wanted_sum_ = static_cast<u8>(wanted_sum_ | digit_of(byte));
            state_ = State::Between;
            return is_hex_ && wanted_sum_ == sum_ && !is_too_long_ ? Event::Packet : Event::Damaged;
    }
    return Event::None;
}

std::string framed(std::string_view text) {
    std::string packet = "$";
    u8 sum = 0;
    const auto add = [&](u8 byte) {
        packet.push_back(static_cast<char>(byte));
        sum = static_cast<u8>(sum + byte);
    };
    for (const char character : text) {
        const u8 byte = static_cast<u8>(character);
        const bool is_special = byte == '#' || byte == '$' || byte == kEscape || byte == '*';
        if (is_special) add(kEscape);
        add(is_special ? byte ^ kEscapeMask : byte);
    }
    packet.push_back('#');
    packet.push_back(kDigits[sum >> 4]);
    packet.push_back(kDigits[sum & 15]);
    return packet;
}

std::string to_hex(std::span<const u8> bytes) {
    std::string text;
    for (const u8 byte : bytes) {
        text.push_back(kDigits[byte >> 4]);
        text.push_back(kDigits[byte & 15]);
    }
    return text;
}

std::string to_hex(std::string_view text) {
    return to_hex({reinterpret_cast<const u8*>(text.data()), text.size()});
}

bool from_hex(std::string_view text, std::string& bytes) {
    bytes.clear();
    if (text.size() % 2) return false;
    for (usize at = 0; at < text.size(); at += 2) {
        const int high = digit_of(static_cast<u8>(text[at])), low = digit_of(static_cast<u8>(text[at + 1]));
        if (high < 0 || low < 0) return false;
        bytes.push_back(static_cast<char>(high << 4 | low));
    }
    return true;
}

bool take_hex(std::string_view& text, u32& number) {
    u64 value = 0;
    usize count = 0;
    for (; count < text.size() && digit_of(static_cast<u8>(text[count])) >= 0; ++count) {
        value = value << 4 | static_cast<u32>(digit_of(static_cast<u8>(text[count])));
        if (value > ~u32{0}) return false;
    }
    text.remove_prefix(count);
    number = static_cast<u32>(value);
    return count != 0;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

bool parse_range(std::string_view text, u32& address, u32& length) {
    return take_hex(text, address) && take_prefix(text, ",") && take_hex(text, length) && text.empty();
}

}  // namespace kinglet::chip::gdb
