// UART0 and UART1. Bytes leave at CLKDIV's rate in virtual time, and arrive at the rate of the host's end of
// the line. Interrupt bits latch in INT_RAW; the two that follow a FIFO's level come back at once when
// cleared too early. With connect_pads() the transmit pad shows the bits, and the modem lines work
// (uart_pads.hpp). Not modelled: IrDA; a driver that switches it on is told so in the log.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "chip/core/irq.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/devices/uart_pads.hpp"
#include "soc/esp8266/regs/uart.hpp"

namespace kinglet::chip {

class Uart final : public RegisterBlock<Uart>, private UartPadsClient {
  public:
    Uart(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log);

    void snapshot(Archive& archive);
    void reset();

    void connect_pads(const UartPadPlan& plan, Pads& pads, const IoMux& io_mux, PadSignals& signals);

    /// The host's end of the line; null: sent frames go nowhere.
    void attach(SerialPort* port) { port_ = port; }
    /// Bytes that the host starts to send now, behind those it is still sending. May allocate.
    void receive(std::span<const u8> bytes, const LineSettings& settings = {});
    /// The host pulls the line low for longer than a frame. May allocate.
    void receive_break(const LineSettings& settings = {});
    /// Who wants to see what the host sends as it comes over the line; null: nobody.
    void set_arrival_listener(ArrivalListener* listener) { arrival_listener_ = listener; }
    /// How much of it has not arrived yet.
    usize receiving() const { return line_.size() - line_head_; }
    /// The host takes back what it has not begun to send.
    void discard_receiving();
    /// The UART's present rate.
    u32 baud() const;
    /// Nothing is waiting or being sent.
    bool is_transmitter_idle() const { return !tx_count_ && !frame_sent_.is_scheduled(); }

    struct Counts {
        u64 sent = 0;
        u64 received = 0;
        u64 overruns = 0;
    };
    const Counts& counts() const { return counts_; }

    u32 read_fifo(u32 offset);
    void write_fifo(u32 offset, u32 value);
    u32 read_int_raw(u32 offset);
    u32 read_int_st(u32 offset);
    void write_int_ena(u32 offset, u32 value);
    void write_int_clr(u32 offset, u32 value);
    void write_autobaud(u32 offset, u32 value);
    u32 read_status(u32 offset);
    void write_conf0(u32 offset, u32 value);
    void write_conf1(u32 offset, u32 value);

  private:
    static constexpr u32 kFifoSize = soc::uart::kFifoSize;

    FrameFormat format() const;
    u32 divider() const;
    u64 frame_ticks() const { return u64{divider()} * format().half_bits() / 2; }
    u64 bit_picoseconds() const;
    void start_next_frame();
    void on_frame_sent(u64 tick);
    /// What the host sends: a byte, or a break.
    struct Arrival {
        u8 byte;
        bool is_break;
        LineSettings settings;

        template <class Archive>
        void snapshot(Archive& archive) {
            archive(byte, is_break, settings);
        }
    };
    Polarity polarity(soc::Field inversion) const;
    FrameFormat format_of(const Arrival& arrival) const;
    void send_from_host(const Arrival& arrival);
    void start_arrival(u64 from_ns);
    void on_frame_arrived(u64 ns);
    void on_receive_timeout(u64 tick);
    void take(const ReceivedFrame& frame);
    void measure(u8 byte, const FrameFormat& sent, u64 bit_ps);
    bool may_send() const;
    void modem_input_changed(bool is_cts) override;
    void drive_modem_outputs();
    void latch(soc::Field interrupt) { reg(soc::uart::INT_RAW) |= interrupt.mask(); }
    void update();

    Clock& clock_;
    EventQueue& events_;
    IrqLine irq_;
    SerialPort* port_ = nullptr;
    ArrivalListener* arrival_listener_ = nullptr;
    std::optional<UartPads> pads_;

    std::array<u8, kFifoSize> tx_{};
    std::array<u8, kFifoSize> rx_{};
    u32 tx_head_ = 0, tx_count_ = 0;
    u32 rx_head_ = 0, rx_count_ = 0;
    u8 shifting_ = 0;            // the byte that is on its way out
    bool sends_break_ = false;   // it is a break
    bool break_is_due_ = false;  // TXD_BRK was set, and there was something to send first

    std::vector<Arrival> line_;  // from line_head_ on: what the host is sending
    usize line_head_ = 0;
    u64 arriving_bit_ps_ = 0;
    Counts counts_;

    TimedEvent frame_sent_;
    TimedEvent frame_arrived_;
    TimedEvent receive_timeout_;
};

}  // namespace kinglet::chip
