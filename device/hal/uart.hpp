// A serial line of the chip. Concrete: one definition per target. Reception is driven by interrupts into a
// ring of the driver's, so that nothing is lost while Python is busy; transmission goes through the hardware
// queue and waits when that is full.
#pragma once

#include "base/integers.hpp"
#include "device/hal/stream.hpp"

namespace kinglet::hal {

enum class Parity : u8 { None, Even, Odd };

struct UartConfig {
    u32 baud = 115200;
    u8 data_bits = 8;  // 5 to 8
    Parity parity = Parity::None;
    u8 stop_bits = 1;  // 1 or 2
};

/// What went wrong on the line since the reset; counts, never cleared.
struct UartErrors {
    u32 hardware_overrun = 0;  // the receive queue of the hardware was full
    u32 ring_full = 0;         // nobody read: a byte was dropped
    u32 framing = 0;           // parity and stop-bit errors, breaks
};

class Uart final : public Stream {
  public:
    /// The line of the prompt.
    static Uart& console();

    /// Takes effect after everything already queued has been sent. False when the chip cannot do it (the line
    /// stays as it was).
    [[nodiscard]] bool configure(const UartConfig& config);

    const UartConfig& config() const { return config_; }
    const UartErrors& errors() const { return errors_; }

    /// When `byte` arrives, `hook` is called from the interrupt instead of storing it, and what nobody has
    /// read before it is dropped, as at a terminal; -1 stores all bytes. If it is among those that have come
    /// already, this happens at once. The hook must be short and must live in instruction RAM.
    void set_interrupt_byte(int byte, void (*hook)());

    /// As if the byte came now. Nobody reads yet, nor has much come.
    void put_back(u8 byte);

    /// Sends one byte by polling, whatever state interrupts and the driver are in: fault reports.
    static void send_from_fault(u8 byte);

    /// Waits until the last of these is on the line.
    static void drain_from_fault();

    /// The interrupt half.
    void handle_interrupt_from_isr();

  private:
    usize do_read(std::span<u8> into) override;
    usize do_write(std::span<const u8> bytes) override;
    Readiness do_wait(Readiness wanted, u64 microseconds) override;
    Readiness do_ready() const override;
    void do_flush() override;

    static constexpr u32 kRingSize = 512;  // a power of two

    UartConfig config_;
    UartErrors errors_;
    u32 volatile head_ = 0;  // written by the interrupt only
    u32 volatile tail_ = 0;  // written by the reader, and by the interrupt to drop everything
    int volatile interrupt_byte_ = -1;
    void (*interrupt_hook_)() = nullptr;
    u8 ring_[kRingSize] = {};
};

}  // namespace kinglet::hal
