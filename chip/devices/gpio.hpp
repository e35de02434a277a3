// GPIO0-15: output latch, output enable, edge and level interrupts, the straps that reset latches, the
// sigma-delta modulator, and the calibration of the RTC clock, whose registers live here. A pad drives its
// latch only while IO_MUX gives it to GPIO; else the signal of the peripheral that has the pad. Clocks that
// IO_MUX can put on a pad (crystal, RTC) are not waveforms here: such a pad floats.
#pragma once

#include <array>

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/devices/io_mux.hpp"
#include "chip/devices/pad_signals.hpp"
#include "chip/devices/pads.hpp"
#include "chip/devices/sigma_delta.hpp"
#include "soc/esp8266/regs/gpio.hpp"

namespace kinglet::chip {

class WakeListener {
  public:
    /// A pin whose wake-up is enabled has its level.
    virtual void pin_asks_to_wake() = 0;

  protected:
    ~WakeListener() = default;
};

/// What Gpio is connected to.
struct GpioWiring {
    Pads& pads;
    IoMux& io_mux;
    PadSignals& signals;
    IrqLine irq;
    u32 crystal_hz;  // what the RTC calibration counts
};

class Gpio final : public RegisterBlock<Gpio>, private PadListener, private SignalListener {
  public:
    Gpio(const GpioWiring& wiring, Clock& clock, EventQueue& events, Log& log);
    ~Gpio();

    void reset();
    /// Reads the strapping pins as reset does. Their levels must be right by now.
    void snapshot(Archive& archive);
    void latch_straps();
    void set_wake_listener(WakeListener* listener) { wake_listener_ = listener; }
    /// Whether a pin asks for the end of a light sleep now.
    bool wants_to_wake() const;

    void write_output(u32 offset, u32 value);
    void write_enable(u32 offset, u32 value);
    u32 read_in(u32 offset);
    void write_status(u32 offset, u32 value);
    void write_pin(u32 offset, u32 value);
    void write_sigma_delta(u32 offset, u32 value);
    void write_rtc_calibration(u32 offset, u32 value);

  private:
    static constexpr u32 kPinCount = soc::gpio::kPinCount;

    /// What the chip's own side of one pad does to its wire.
    struct Pad {
        Pad(Wire& wire, Gpio* owner)
            : output(wire), pullup(wire), input(WireObserver::of<&Gpio::on_level_changed>(wire, owner)) {}
        WireDriver output;
        WireDriver pullup;
        WireObserver input;
    };
    template <usize... kNumbers>
    Gpio(const GpioWiring& wiring, Clock& clock, EventQueue& events, Log& log,
         std::index_sequence<kNumbers...>);

    void pad_configured(u32 pad) override;
    void signal_changed(Signal signal) override;
    void on_level_changed(Wire& wire);
    void drive_all();
    void drive(u32 pad);
    u32 levels() const;
    void update_status();

    Pads& wires_;
    IoMux& io_mux_;
    PadSignals& signals_;
    IrqLine irq_;
    u32 crystal_hz_;
    u32 straps_ = 0;
    WakeListener* wake_listener_ = nullptr;
    SigmaDelta sigma_delta_;
    std::array<Pad, kPinCount> pads_;
};

}  // namespace kinglet::chip
