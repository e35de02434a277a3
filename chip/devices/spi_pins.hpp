// A transfer of an SPI controller as levels on pads: bit by bit, at the clock's rate, in one of the four
// modes. As a master it moves the signals that IO_MUX shows on the pads of HSPI, or those of the flash's bus
// while SPI1 borrows it; as a slave it watches another master's clock and chip select on the pads of HSPI.
#pragma once

#include <array>

#include "chip/core/archive.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/core/wires.hpp"
#include "chip/devices/io_mux.hpp"
#include "chip/devices/pad_signals.hpp"
#include "chip/devices/pads.hpp"

namespace kinglet::chip {

/// Bits in the order in which they cross the wire: bit 7 of the first byte is the first.
class BitString {
  public:
    static constexpr u32 kCapacity = 16 + 64 + 256 + 512 + 512;  // the phases of the longest transfer

    u32 size() const { return size_; }
    bool operator[](u32 index) const { return bytes_[index / 8] >> (7 - index % 8) & 1; }
    bool is_possible() const { return size_ <= kCapacity; }
    void clear() { size_ = 0; }
    void append(bool bit) {
        u8& byte = bytes_[size_ / 8];
        const u8 mask = static_cast<u8>(0x80u >> size_ % 8);
        byte = static_cast<u8>(bit ? byte | mask : byte & ~mask);
        ++size_;
    }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(size_, bytes_);
    }

  private:
    u32 size_ = 0;
    std::array<u8, kCapacity / 8> bytes_{};
};

/// Which pads a controller is on.
enum class SpiBus : u8 { Hspi, Flash };

struct SpiTransfer {
    BitString out;
    u32 turnaround = ~0u;  // three-wire: from this bit on the data line is an input
    SpiBus bus = SpiBus::Hspi;
    bool chip_select[3] = {};
    bool idle_high = false;            // CPOL
    bool samples_second_edge = false;  // CPHA
    bool three_wire = false;
    u32 ticks_per_bit = 1;  // of the peripheral bus
    u32 setup_ticks = 0;    // between chip select and the first bit
    u32 hold_ticks = 0;

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(out, turnaround, bus, chip_select, idle_high, samples_second_edge, three_wire, ticks_per_bit,
                setup_ticks, hold_ticks);
    }
};

class SpiPinsClient {
  public:
    /// A transfer that the client started is over: the level at the input in each of its bits.
    virtual void transfer_done(const BitString& in) = 0;
    /// As a slave: another master selects this chip, ends it, or has moved one bit; what to answer in the
    /// next.
    virtual void slave_selected() = 0;
    virtual void slave_deselected() = 0;
    virtual void slave_took_bit(bool bit) = 0;
    virtual bool slave_next_bit() = 0;

  protected:
    ~SpiPinsClient() = default;
};

class SpiPins {
  public:
    SpiPins(Pads& pads, const IoMux& io_mux, PadSignals& signals, Clock& clock, EventQueue& events,
            SpiPinsClient& client);

    void snapshot(Archive& archive);
    void reset();
    void start(const SpiTransfer& transfer);
    /// Watches the pads as a slave, or stops doing so.
    void set_slave(bool on, bool samples_rising_edge);

  private:
    bool is_on_bus(u32 pad, u32 function) const { return io_mux_.function(pad) == function; }
    bool input_level() const;
    void select(bool active);
    void on_step(u64 tick);
    void begin_bit();
    void on_clock(Wire& wire);
    void on_select(Wire& wire);

    Pads& pads_;
    const IoMux& io_mux_;
    PadSignals& signals_;
    SpiPinsClient& client_;
    TimedEvent step_;

    enum class Step : u8 { Idle, BitStart, BitMiddle, Hold };
    SpiTransfer transfer_;
    BitString in_;
    Step next_ = Step::Idle;
    u32 bit_ = 0;

    bool slave_ = false;
    bool samples_rising_edge_ = true;
    bool selected_ = false;
    WireObserver clock_;
    WireObserver chip_select_;
};

}  // namespace kinglet::chip
