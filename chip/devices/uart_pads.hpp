// A UART on its pads: the transmit line bit by bit, and the modem lines. The bytes themselves go from UART to
// host as frames (serial_line.hpp); what is here is what a probe on the pin, or a part wired to it, sees, and
// what the other pins tell the UART. A modem input whose pad has another function counts as active.
#pragma once

#include "chip/core/archive.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/core/wires.hpp"
#include "chip/devices/io_mux.hpp"
#include "chip/devices/pad_signals.hpp"
#include "chip/devices/pads.hpp"

namespace kinglet::chip {

class UartPadsClient {
  public:
    /// CTS or DSR has another level, as the pad has it.
    virtual void modem_input_changed(bool is_cts) = 0;

  protected:
    ~UartPadsClient() = default;
};

/// Where one UART is.
struct UartPadPlan {
    Signal transmit;
    Signal request;   // RTS
    i8 ready;         // DTR: its Signal, or -1
    i8 clear_pad;     // CTS
    i8 data_set_pad;  // DSR, or -1
    u8 modem_function;
};

inline constexpr UartPadPlan kUart0Pads = {
    Signal::U0Txd, Signal::U0Rts, static_cast<i8>(Signal::U0Dtr), 13, 14, 4};
inline constexpr UartPadPlan kUart1Pads = {Signal::U1Txd, Signal::U1Rts, -1, 6, -1, 4};

class UartPads {
  public:
    UartPads(const UartPadPlan& plan, Pads& pads, const IoMux& io_mux, PadSignals& signals, Clock& clock,
             EventQueue& events, UartPadsClient& client);

    void snapshot(Archive& archive);
    void reset();
    /// A frame begins now: its levels, bit n during bit time n, ones behind it.
    void begin_frame(u32 levels, u32 ticks_per_bit);
    /// The line is held low from now on, or no longer.
    void set_break(bool on);
    /// CONF0 as it stands.
    void configure(u32 conf0);
    /// Whether RTS and DTR are to be active, that is, low.
    void set_request(bool active);
    void set_ready(bool active);

    bool clear_to_send_level() const { return input_level(plan_.clear_pad); }
    bool data_set_ready_level() const { return input_level(plan_.data_set_pad); }

  private:
    bool input_level(i32 pad) const;
    void drive();
    void show_from(u32 bit);
    void on_edge(u64);
    void on_clear_changed(Wire&) { client_.modem_input_changed(true); }
    void on_data_set_changed(Wire&) { client_.modem_input_changed(false); }

    const UartPadPlan& plan_;
    Pads& pads_;
    const IoMux& io_mux_;
    PadSignals& signals_;
    UartPadsClient& client_;
    TimedEvent edge_;
    u32 conf0_ = 0;
    u32 levels_ = ~0u;  // of the frame under way
    u32 next_bit_ = 0;  // where its level changes next
    u32 ticks_per_bit_ = 0;
    u64 start_ = 0;
    bool level_ = true;
    bool break_ = false;
    bool request_ = false;
    bool ready_ = false;
    WireObserver clear_;
    WireObserver data_set_;
};

}  // namespace kinglet::chip
