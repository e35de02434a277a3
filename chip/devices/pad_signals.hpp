// What the peripherals want to put on pads, by signal: a UART's transmit line, an SPI clock. A peripheral
// sets its signal whether or not a pad shows it; which pad does is IO_MUX's affair, and gpio.cpp drives it. A
// signal that is released leaves its pad floating.
#pragma once

#include <array>
#include <span>

#include "base/integers.hpp"

namespace kinglet::chip {

enum class Signal : u8 {
    U0Txd,
    U0Rts,
    U0Dtr,
    U1Txd,
    U1Rts,
    SpiClk,  // of the flash's bus, as far as SPI1 borrows it
    SpiMosi,
    SpiCs1,
    SpiCs2,
    HspiClk,
    HspiMosi,
    HspiMiso,
    HspiCs0,
    I2soData,
    I2soBck,
    I2soWs,
    I2siBck,
    I2siWs,
};
inline constexpr u32 kSignalCount = 18;

/// One of the pads that can show a signal, and the IO_MUX function with which it does.
struct PadFunction {
    u8 pad;
    u8 function;
};

/// The pads that can show the signal.
std::span<const PadFunction> pads_of(Signal signal);
/// The signal that a pad shows with this function, or null: none that goes out.
const Signal* signal_of(u32 pad, u32 function);

class SignalListener {
  public:
    virtual void signal_changed(Signal signal) = 0;

  protected:
    ~SignalListener() = default;
};

class PadSignals {
  public:
    void set_listener(SignalListener* listener) { listener_ = listener; }

    void set(Signal signal, bool level) { change(signal, level ? State::High : State::Low); }
    void release(Signal signal) { change(signal, State::Released); }

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(states_);
    }

    bool is_driven(Signal signal) const { return state(signal) != State::Released; }
    bool level(Signal signal) const { return state(signal) == State::High; }

  private:
    enum class State : u8 { Released, Low, High };

    State state(Signal signal) const { return states_[static_cast<u32>(signal)]; }
    void change(Signal signal, State state) {
        State& now = states_[static_cast<u32>(signal)];
        if (now == state) return;
        now = state;
        if (listener_) listener_->signal_changed(signal);
    }

    std::array<State, kSignalCount> states_{};
    SignalListener* listener_ = nullptr;
};

}  // namespace kinglet::chip
