// One asynchronous frame on a wire: its format, and what a receiver that runs at another rate makes of it.
// Whoever sits at the host's end of a serial line implements SerialPort; both directions carry the bit time,
// so a wrong divider shows as the garbage that it would be on a real line.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

struct FrameFormat {
    u8 data_bits = 8;
    bool parity = false;
    bool parity_odd = false;
    u8 stop_half_bits = 2;

    /// The whole frame with its start bit, in half bits.
    u32 half_bits() const { return 2u + 2u * data_bits + (parity ? 2u : 0u) + stop_half_bits; }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive.bounded(data_bits, 9);
        archive(parity, parity_odd);
        archive.bounded(stop_half_bits, 5);
    }
};

/// An inverted line idles low.
enum class Polarity : u8 { Straight, Inverted };

/// How the host's end of a line is set.
struct LineSettings {
    u32 baud = 0;  // 0: whatever the UART's rate and format are
    FrameFormat format;

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(baud, format);
    }
};

/// What left a transmitter.
struct SerialFrame {
    u8 byte;
    FrameFormat format;
    u64 bit_picoseconds;
    u64 end_nanoseconds;  // virtual time at which its last stop bit ended
    Polarity polarity = Polarity::Straight;
    bool is_break = false;  // the line was low all the time

    u32 baud() const { return static_cast<u32>((1'000'000'000'000 + bit_picoseconds / 2) / bit_picoseconds); }
};

/// A frame that the host has begun to send.
struct HostFrame {
    u8 byte;
    bool is_break;
    FrameFormat format;
    u64 bit_picoseconds;
    u64 start_ns;
};

/// Told of each of them.
class ArrivalListener {
  public:
    virtual void frame_begins(const HostFrame& frame) = 0;

  protected:
    ~ArrivalListener() = default;
};

struct ReceivedFrame {
    u8 byte = 0;
    bool parity_error = false;
    bool frame_error = false;  // the stop bit was low
    bool is_break = false;     // everything was low
};

/// What a receiver with these settings makes of a frame.
ReceivedFrame receive_frame(const SerialFrame& frame, const LineSettings& settings);

class SerialPort {
  public:
    /// The UART has sent a frame. Called while the chip runs; may ask the machine to stop, must not run it.
    virtual void frame_sent(const SerialFrame& frame) = 0;

  protected:
    ~SerialPort() = default;
};

/// The frame as a line of levels: bit n is the level during bit time n (start, data, parity, stop; ones
/// behind it).
u32 frame_levels(u8 byte, const FrameFormat& format);

/// Samples a frame in the middle of each bit of the receiver's own length, as a UART does. `polarity` is that
/// of the one end as the other one sees it; a receiver of an inverted frame starts at its first falling edge.
ReceivedFrame sample_frame(u8 byte, const FrameFormat& sent, u64 sent_bit_ps, const FrameFormat& expected,
                           u64 expected_bit_ps, Polarity polarity = Polarity::Straight);

}  // namespace kinglet::chip
