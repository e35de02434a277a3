#include "chip/devices/uart_pads.hpp"

#include <bit>

#include "soc/esp8266/regs/uart.hpp"

namespace kinglet::chip {

namespace uart = soc::uart;

UartPads::UartPads(const UartPadPlan& plan, Pads& pads, const IoMux& io_mux, PadSignals& signals,
                   Clock& clock, EventQueue& events, UartPadsClient& client)
    : plan_(plan),
      pads_(pads),
      io_mux_(io_mux),
      signals_(signals),
      client_(client),
      edge_(TimedEvent::of<&UartPads::on_edge>("uart.edge", this, clock, events, TimeBase::Apb)),
      clear_(WireObserver::of<&UartPads::on_clear_changed>(pads[static_cast<u32>(plan.clear_pad)], this)),
      // A UART without DSR watches the same pad twice, and does not ask which.
      data_set_(WireObserver::of<&UartPads::on_data_set_changed>(
          pads[static_cast<u32>(plan.data_set_pad < 0 ? plan.clear_pad : plan.data_set_pad)], this)) {
    drive();
}

void UartPads::reset() {
    edge_.cancel();
    conf0_ = 0;
    level_ = true;
    break_ = request_ = ready_ = false;
    drive();
}

void UartPads::begin_frame(u32 levels, u32 ticks_per_bit) {
    levels_ = levels;
    ticks_per_bit_ = ticks_per_bit;
    start_ = edge_.now();
    show_from(0);
}

/// Shows this bit and those like it, and comes back where they end.
void UartPads::show_from(u32 bit) {
    level_ = levels_ >> bit & 1;
    drive();
    const u32 rest = level_ ? ~levels_ >> bit : levels_ >> bit;
    if (!rest) return edge_.cancel();
    next_bit_ = bit + static_cast<u32>(std::countr_zero(rest));
    edge_.schedule(start_ + u64{next_bit_} * ticks_per_bit_);
}

void UartPads::on_edge(u64) {
    show_from(next_bit_);
}

void UartPads::set_break(bool on) {
    break_ = on;
    drive();
}

void UartPads::configure(u32 conf0) {
    conf0_ = conf0;
    drive();
}

void UartPads::set_request(bool active) {
    request_ = active;
    drive();
}

void UartPads::set_ready(bool active) {
    ready_ = active;
    drive();
}

void UartPads::drive() {
    signals_.set(plan_.transmit, (level_ && !break_) != (uart::TXD_INV.get(conf0_) != 0));
    signals_.set(plan_.request, !request_ != (uart::RTS_INV.get(conf0_) != 0));
    if (plan_.ready >= 0)
        signals_.set(static_cast<Signal>(plan_.ready), !ready_ != (uart::DTR_INV.get(conf0_) != 0));
}

bool UartPads::input_level(i32 pad) const {
    if (pad < 0) return false;
    const u32 number = static_cast<u32>(pad);
    return io_mux_.function(number) == plan_.modem_function && pads_[number].level();
}

void UartPads::snapshot(Archive& archive) {
    archive(edge_, conf0_, levels_, ticks_per_bit_, start_, level_, break_, request_, ready_);
    archive.bounded(next_bit_, 32);
}

}  // namespace kinglet::chip
