#include "chip/devices/serial_line.hpp"

#include <bit>

namespace kinglet::chip {

namespace {

bool parity_of(u32 data, bool odd) {
    return ((std::popcount(data) & 1) != 0) != odd;
}

}  // namespace

u32 frame_levels(u8 byte, const FrameFormat& format) {
    const u32 data = byte & ((1u << format.data_bits) - 1);
    u32 levels = data << 1;
    u32 bits = 1u + format.data_bits;
    if (format.parity) levels |= u32{parity_of(data, format.parity_odd)} << bits++;
    return levels | ~0u << bits;
}

ReceivedFrame sample_frame(u8 byte, const FrameFormat& sent, u64 sent_bit_ps, const FrameFormat& expected,
                           u64 expected_bit_ps, Polarity polarity) {
    u32 levels = frame_levels(byte, sent);
    bool idle = true;
    if (polarity == Polarity::Inverted) {
        levels = ~levels;
        idle = false;
        u32 edge = 1;  // the start bit is high
        while (levels >> edge & 1) ++edge;
        levels >>= edge;
    }
    const u32 bits = 2u + expected.data_bits + (expected.parity ? 1u : 0u);
    u32 seen = 0;
    for (u32 n = 0; n < bits; ++n) {
        const u64 at = (2 * n + 1) * expected_bit_ps / 2 / sent_bit_ps;
        if (at >= 32 ? idle : (levels >> at & 1) != 0) seen |= 1u << n;
    }
    ReceivedFrame frame;
    const u32 data = seen >> 1 & ((1u << expected.data_bits) - 1);
    frame.byte = static_cast<u8>(data);
    if (expected.parity)
        frame.parity_error = (seen >> (1 + expected.data_bits) & 1) != parity_of(data, expected.parity_odd);
    frame.frame_error = !(seen >> (bits - 1) & 1);
    frame.is_break = seen == 0;
    return frame;
}

ReceivedFrame receive_frame(const SerialFrame& frame, const LineSettings& settings) {
    if (frame.is_break) return {.frame_error = true, .is_break = true};
    const bool follows = settings.baud == 0;
    const u64 bit_ps = follows ? frame.bit_picoseconds : 1'000'000'000'000 / settings.baud;
    return sample_frame(frame.byte, frame.format, frame.bit_picoseconds,
                        follows ? frame.format : settings.format, bit_ps, frame.polarity);
}

}  // namespace kinglet::chip
