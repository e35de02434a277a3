// Packets on the serial line: SLIP (RFC 1055), what the host tools and the loader speak.
#include "chip/rom/rom.hpp"

namespace {

constexpr u8 kEnd = 0xC0;
constexpr u8 kEscape = 0xDB;
constexpr u8 kEscapedEnd = 0xDC;
constexpr u8 kEscapedEscape = 0xDD;

}  // namespace

extern "C" {

u32 send_packet(const u8* bytes, u32 size) {
    uart_tx_one_char(kEnd);
    for (u32 i = 0; i < size; ++i) {
        if (bytes[i] == kEnd || bytes[i] == kEscape) {
            uart_tx_one_char(kEscape);
            uart_tx_one_char(bytes[i] == kEnd ? kEscapedEnd : kEscapedEscape);
        } else {
            uart_tx_one_char(bytes[i]);
        }
    }
    uart_tx_one_char(kEnd);
    return 0;
}

/// Waits for a packet and returns its length; what is longer than `size` is cut off, and the result is one
/// more than `size`. Without `is_sync` the packet's first delimiter has been read.
u32 recv_packet(u8* into, u32 size, u8 is_sync) {
    if (is_sync != 0) {
        while (uart_rx_one_char_block() != kEnd) {
        }
    }
    u32 count = 0;
    while (true) {
        u8 byte = uart_rx_one_char_block();
        if (byte == kEnd) {
            if (count != 0) return count;
            continue;  // the end of something else, or an empty packet
        }
        if (byte == kEscape) {
            byte = uart_rx_one_char_block();
            if (byte == kEscapedEnd) byte = kEnd;
            if (byte == kEscapedEscape) byte = kEscape;
        }
        if (count < size) into[count] = byte;
        if (count <= size) ++count;
    }
}

int SendMsg(const u8* bytes, u32 size) {
    return static_cast<int>(send_packet(bytes, size));
}

/// 0, or 1 when the message is longer than `size`.
int RcvMsg(u8* into, u32 size, u8 is_sync) {
    return recv_packet(into, size, is_sync) <= size ? 0 : 1;
}

}  // extern "C"
