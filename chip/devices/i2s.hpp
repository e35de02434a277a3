// I2S: words from its FIFO as bits on pads, and bits from a pad as words. The bit clock is 160 MHz, which the
// analog block of the PLL must put out, divided by CLKM and BCK; a frame is two channels of 16 + bits-mode
// bits. Of a word of 16-bit samples the upper half is the right channel (with MSB_RIGHT), which comes first
// with RIGHT_FIRST, as the drivers for LED strips rely on; with 24 bits each channel has a word of its own,
// whose upper bits count. The DMA engine keeps the FIFO full while FIFO_CONF lets it.
//
// Not modelled: slave mode (the clocks come from outside), the delays of TIMING, one-channel FIFO modes.
#pragma once

#include <array>

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/io_mux.hpp"
#include "chip/devices/pad_signals.hpp"
#include "chip/devices/pads.hpp"
#include "chip/devices/slc.hpp"
#include "soc/esp8266/regs/i2s.hpp"

namespace kinglet::chip {

class Analog;

/// What I2S is connected to.
struct I2sWiring {
    Pads& pads;
    const IoMux& io_mux;
    PadSignals& signals;
    Slc& dma;
    const Analog& analog;  // the source of its clock
    IrqLine irq;
};

class I2s final : public RegisterBlock<I2s> {
  public:
    I2s(const I2sWiring& wiring, Clock& clock, EventQueue& events, Log& log);

    void snapshot(Archive& archive);
    void reset();
    /// Bits of the clock in a second, as CONF has it; 0 while its source is off.
    u32 bit_hz() const;

    void write_tx_fifo(u32 offset, u32 value);
    u32 read_rx_fifo(u32 offset);
    void write_conf(u32 offset, u32 value);
    u32 read_int_raw(u32 offset);
    u32 read_int_st(u32 offset);
    void write_int_ena(u32 offset, u32 value);
    void write_int_clr(u32 offset, u32 value);
    void write_fifo_conf(u32 offset, u32 value);

  private:
    static constexpr u32 kFifoWords = 64;  // half of it is the reset value of the thresholds; unverified

    /// A ring of words.
    struct Fifo {
        std::array<u32, kFifoWords> words{};
        u32 head = 0;
        u32 count = 0;

        void push(u32 word) { words[(head + count++) % kFifoWords] = word; }
        u32 pop() {
            const u32 word = words[head];
            head = (head + 1) % kFifoWords;
            --count;
            return word;
        }
    };

    u32 bits_per_channel() const;
    bool has_word_per_channel() const;
    u64 time_of(u64 half_bit) const;
    bool uses_dma() const;
    void start_or_stop();
    void on_half_bit(u64);
    void begin_bit();
    void middle_of_bit();
    void begin_channel();
    u32 next_word();
    void fill();
    void take_received(u32 word);
    void update();

    Pads& pads_;
    const IoMux& io_mux_;
    PadSignals& signals_;
    Slc& dma_;
    const Analog& analog_;
    IrqLine irq_;
    TimedEvent half_bit_event_;

    Fifo tx_;
    Fifo rx_;
    u64 started_ns_ = 0;
    u64 half_bit_ = 0;    // since then
    u32 bit_ = 0;         // of the present channel
    u32 channel_ = 0;     // 0 is the first of a frame
    u32 word_ = 0;        // of the frame, as it came from the FIFO
    u32 sample_ = 0;      // of the channel, its next bit on top
    u32 received_ = 0;    // of the channel
    u32 first_half_ = 0;  // what the first channel of the frame has received
    u32 until_eof_ = 0;   // words of the DMA buffer that are left
};

}  // namespace kinglet::chip
