#include "chip/devices/uart.hpp"

#include <algorithm>
#include <utility>

namespace kinglet::chip {

namespace uart = soc::uart;

namespace {

constexpr u64 kPicosecondsPerSecond = 1'000'000'000'000;
constexpr u32 kGlitchClocks =
    12;  // what the pulse counters fall short of a bit time, by the ROM's own correction

constexpr usize kLongestLine = 1u << 24;  // what a snapshot may say is on its way

constexpr RegisterHandler<Uart> kHandlers[] = {
    {uart::FIFO, &Uart::read_fifo, &Uart::write_fifo}, {uart::INT_RAW, &Uart::read_int_raw, nullptr},
    {uart::INT_ST, &Uart::read_int_st, nullptr},       {uart::INT_ENA, nullptr, &Uart::write_int_ena},
    {uart::INT_CLR, nullptr, &Uart::write_int_clr},    {uart::AUTOBAUD, nullptr, &Uart::write_autobaud},
    {uart::STATUS, &Uart::read_status, nullptr},       {uart::CONF0, nullptr, &Uart::write_conf0},
    {uart::CONF1, nullptr, &Uart::write_conf1},
};

}  // namespace

Uart::Uart(const char* name, Clock& clock, EventQueue& events, IrqLine irq, Log& log)
    : RegisterBlock(name, uart::kRegisters, kHandlers, log, uart::kAliasSize),
      clock_(clock),
      events_(events),
      irq_(irq),
      frame_sent_(
          TimedEvent::of<&Uart::on_frame_sent>("uart.frame_sent", this, clock, events, TimeBase::Apb)),
      frame_arrived_(TimedEvent::of<&Uart::on_frame_arrived>("uart.frame_arrived", this, clock, events,
                                                             TimeBase::Nanoseconds)),
      receive_timeout_(TimedEvent::of<&Uart::on_receive_timeout>("uart.receive_timeout", this, clock, events,
                                                                 TimeBase::Apb)) {}

// What is on the line is the host's: it goes on arriving.
void Uart::reset() {
    reset_registers();
    tx_count_ = rx_count_ = 0;
    sends_break_ = break_is_due_ = false;
    frame_sent_.cancel();
    receive_timeout_.cancel();
    if (pads_) pads_->reset();
    update();
}

void Uart::connect_pads(const UartPadPlan& plan, Pads& pads, const IoMux& io_mux, PadSignals& signals) {
    UartPadsClient& client = *this;
    pads_.emplace(plan, pads, io_mux, signals, clock_, events_, client);
}

FrameFormat Uart::format() const {
    const u32 conf0 = reg(uart::CONF0);
    constexpr u8 kStopHalfBits[] = {2, 2, 3, 4};
    return {.data_bits = static_cast<u8>(5 + uart::BIT_NUM.get(conf0)),
            .parity = uart::PARITY_EN.get(conf0) != 0,
            .parity_odd = uart::PARITY.get(conf0) != 0,
            .stop_half_bits = kStopHalfBits[uart::STOP_BIT_NUM.get(conf0)]};
}

u32 Uart::divider() const {
    return std::max(reg(uart::CLKDIV), 1u);
}

u32 Uart::baud() const {
    return clock_.apb_hz() / divider();
}

u64 Uart::bit_picoseconds() const {
    return divider() * kPicosecondsPerSecond / clock_.apb_hz();
}

// Sending.

void Uart::write_fifo(u32, u32 value) {
    if (tx_count_ == kFifoSize) {
        log().write(LogLevel::Warning, name(), "byte 0x%02x written into a full transmit FIFO is lost",
                    value & 0xFF);
        return;
    }
    tx_[(tx_head_ + tx_count_++) % kFifoSize] = static_cast<u8>(value);
    if (!frame_sent_.is_scheduled()) start_next_frame();
    update();
}

/// A break comes when everything else has gone; while the line is held low nothing goes out.
void Uart::start_next_frame() {
    if (tx_count_ == 0 && std::exchange(break_is_due_, false)) {
        sends_break_ = true;
        if (pads_) pads_->set_break(true);
        frame_sent_.schedule_in(2 * frame_ticks());
        return;
    }
    const bool is_held_low = uart::TXD_BRK.get(reg(uart::CONF0)) && !break_is_due_;
    if (tx_count_ == 0 || is_held_low || !may_send()) return;
    shifting_ = tx_[tx_head_];
    tx_head_ = (tx_head_ + 1) % kFifoSize;
    --tx_count_;
    frame_sent_.schedule_in(frame_ticks());
    if (pads_) pads_->begin_frame(frame_levels(shifting_, format()), divider());
}

// The modem lines are active when low, before CONF0 inverts them.

bool Uart::may_send() const {
    const u32 conf0 = reg(uart::CONF0);
    if (!uart::TX_FLOW_EN.get(conf0) || !pads_) return true;
    return pads_->clear_to_send_level() == (uart::CTS_INV.get(conf0) != 0);
}

void Uart::modem_input_changed(bool is_cts) {
    latch(is_cts ? uart::CTS_CHG_INT : uart::DSR_CHG_INT);
    if (!frame_sent_.is_scheduled()) start_next_frame();
    update();
}

void Uart::drive_modem_outputs() {
    if (!pads_) return;
    const u32 conf1 = reg(uart::CONF1);
    const bool has_room = rx_count_ < uart::RX_FLOW_THRHD.get(conf1);
    pads_->set_request(uart::RX_FLOW_EN.get(conf1) ? has_room : uart::SW_RTS.get(reg(uart::CONF0)));
    pads_->set_ready(uart::SW_DTR.get(reg(uart::CONF0)));
}

Polarity Uart::polarity(soc::Field inversion) const {
    return inversion.get(reg(uart::CONF0)) ? Polarity::Inverted : Polarity::Straight;
}

void Uart::on_frame_sent(u64) {
    const u8 mask = static_cast<u8>((1u << format().data_bits) - 1);
    SerialFrame frame{static_cast<u8>(shifting_ & mask), format(), bit_picoseconds(), clock_.nanoseconds(),
                      polarity(uart::TXD_INV)};
    frame.is_break = std::exchange(sends_break_, false);
    if (frame.is_break) frame.byte = 0;
    ++counts_.sent;
    start_next_frame();
    update();
    if (uart::LOOPBACK.get(reg(uart::CONF0)))
        take({.byte = frame.byte, .frame_error = frame.is_break, .is_break = frame.is_break});
    if (port_) port_->frame_sent(frame);
}

// Receiving.

void Uart::receive(std::span<const u8> bytes, const LineSettings& settings) {
    for (const u8 byte : bytes) send_from_host({byte, false, settings});
}

void Uart::receive_break(const LineSettings& settings) {
    send_from_host({0, true, settings});
}

void Uart::send_from_host(const Arrival& arrival) {
    if (line_head_ == line_.size()) {
        line_.clear();
        line_head_ = 0;
    }
    line_.push_back(arrival);
    if (!frame_arrived_.is_scheduled()) start_arrival(clock_.nanoseconds());
}

void Uart::discard_receiving() {
    const usize begun = frame_arrived_.is_scheduled() ? 1 : 0;
    line_.resize(std::min(line_.size(), line_head_ + begun));
}

FrameFormat Uart::format_of(const Arrival& arrival) const {
    return arrival.settings.baud != 0 ? arrival.settings.format : format();
}

void Uart::start_arrival(u64 from_ns) {
    if (line_head_ == line_.size()) return;
    const Arrival& next = line_[line_head_];
    const u32 line_baud = next.settings.baud;
    arriving_bit_ps_ = line_baud != 0 ? kPicosecondsPerSecond / line_baud : bit_picoseconds();
    if (arrival_listener_) {
        arrival_listener_->frame_begins(
            {next.byte, next.is_break, format_of(next), arriving_bit_ps_, from_ns});
    }
    const u32 half_bits = format_of(next).half_bits() * (next.is_break ? 2 : 1);
    frame_arrived_.schedule(from_ns + arriving_bit_ps_ * half_bits / 2 / 1000);
}

void Uart::on_frame_arrived(u64 ns) {
    const Arrival arrival = line_[line_head_++];
    const FrameFormat sent = format_of(arrival);
    ++counts_.received;
    if (uart::AUTOBAUD_EN.get(reg(uart::AUTOBAUD)) && !arrival.is_break)
        measure(arrival.byte, sent, arriving_bit_ps_);
    const u64 own_bit_ps = arrival.settings.baud != 0 ? bit_picoseconds() : arriving_bit_ps_;
    if (!uart::LOOPBACK.get(reg(uart::CONF0))) {
        take(arrival.is_break ? ReceivedFrame{.frame_error = true, .is_break = true}
                              : sample_frame(arrival.byte, sent, arriving_bit_ps_, format(), own_bit_ps,
                                             polarity(uart::RXD_INV)));
    }
    start_arrival(ns);
}

void Uart::take(const ReceivedFrame& frame) {
    if (frame.parity_error) latch(uart::PARITY_ERR_INT);
    if (frame.frame_error) latch(frame.is_break ? uart::BRK_DET_INT : uart::FRM_ERR_INT);
    if (rx_count_ == kFifoSize) {
        latch(uart::RXFIFO_OVF_INT);
        if (!counts_.overruns++)
            log().write(LogLevel::Warning, name(), "receive FIFO overrun: bytes are lost");
    } else {
        rx_[(rx_head_ + rx_count_++) % kFifoSize] = frame.byte;
    }
    const u32 conf1 = reg(uart::CONF1);
    if (uart::RX_TOUT_EN.get(conf1))
        receive_timeout_.schedule_in(std::max<u64>(uart::RX_TOUT_THRHD.get(conf1), 1) * frame_ticks());
    update();
}

void Uart::on_receive_timeout(u64) {
    if (!rx_count_) return;
    latch(uart::RXFIFO_TOUT_INT);
    update();
}

u32 Uart::read_fifo(u32) {
    if (!rx_count_) return 0;
    const u8 byte = rx_[rx_head_];
    rx_head_ = (rx_head_ + 1) % kFifoSize;
    --rx_count_;
    update();
    return byte;
}

/// The autobaud counters see the edges of a frame and its shortest pulses.
void Uart::measure(u8 byte, const FrameFormat& sent, u64 bit_ps) {
    const u32 levels = frame_levels(byte, sent);
    const u32 bits = 2u + sent.data_bits + (sent.parity ? 1u : 0u);
    const u64 bit_clocks = bit_ps * clock_.apb_hz() / kPicosecondsPerSecond;
    u32 level = 1;
    u32 run = 0;
    for (u32 n = 0; n < bits; ++n) {
        const u32 next = levels >> n & 1;
        if (next == level) {
            ++run;
            continue;
        }
        ++reg(uart::PULSE_NUM);
        if (n) {
            const u32 clocks = static_cast<u32>(run * bit_clocks);
            u32& shortest = reg(level ? uart::HIGHPULSE : uart::LOWPULSE);
            shortest = std::min(shortest, clocks > kGlitchClocks ? clocks - kGlitchClocks : 0);
        }
        level = next;
        run = 1;
    }
    reg(uart::PULSE_NUM) &= 0x3FF;
}

void Uart::write_autobaud(u32 offset, u32 value) {
    const bool was_enabled = uart::AUTOBAUD_EN.get(reg(offset));
    write_stored(offset, value);
    if (was_enabled || !uart::AUTOBAUD_EN.get(value)) return;
    reg(uart::PULSE_NUM) = 0;
    reg(uart::LOWPULSE) = reg(uart::HIGHPULSE) = uart::CLKDIV_VALUE.mask();
}

// Status, configuration, interrupts.

u32 Uart::read_status(u32) {
    // The receive line idles high.
    u32 status = uart::RXFIFO_CNT.of(rx_count_) | uart::RXD.mask() | uart::TXFIFO_CNT.of(tx_count_);
    if (!pads_) return status;
    const u32 conf0 = reg(uart::CONF0);
    status |= uart::CTSN.of(pads_->clear_to_send_level() != (uart::CTS_INV.get(conf0) != 0));
    return status | uart::DSRN.of(pads_->data_set_ready_level() != (uart::DSR_INV.get(conf0) != 0));
}

void Uart::write_conf0(u32 offset, u32 value) {
    const bool was_held_low = uart::TXD_BRK.get(reg(offset));
    const bool is_held_low = uart::TXD_BRK.get(value);
    write_stored(offset, value);
    if (was_held_low != is_held_low) {
        break_is_due_ = is_held_low;
        if (!frame_sent_.is_scheduled()) start_next_frame();
    }
    if (pads_) {
        if (!is_held_low) pads_->set_break(false);
        pads_->configure(value);
    }
    if (!frame_sent_.is_scheduled()) start_next_frame();
    if (uart::RXFIFO_RST.get(value)) rx_count_ = 0;
    if (uart::TXFIFO_RST.get(value)) tx_count_ = 0;
    update();
}

void Uart::write_conf1(u32 offset, u32 value) {
    write_stored(offset, value);
    if (!uart::RX_TOUT_EN.get(value)) receive_timeout_.cancel();
    update();
}

u32 Uart::read_int_raw(u32) {
    return reg(uart::INT_RAW);
}

u32 Uart::read_int_st(u32) {
    return reg(uart::INT_RAW) & reg(uart::INT_ENA);
}

void Uart::write_int_ena(u32 offset, u32 value) {
    write_stored(offset, value);
    update();
}

void Uart::write_int_clr(u32, u32 value) {
    reg(uart::INT_RAW) &= ~value;
    update();
}

void Uart::update() {
    const u32 conf1 = reg(uart::CONF1);
    if (rx_count_ && rx_count_ >= uart::RXFIFO_FULL_THRHD.get(conf1)) latch(uart::RXFIFO_FULL_INT);
    if (tx_count_ < uart::TXFIFO_EMPTY_THRHD.get(conf1)) latch(uart::TXFIFO_EMPTY_INT);
    irq_.set((reg(uart::INT_RAW) & reg(uart::INT_ENA)) != 0);
    drive_modem_outputs();
}

void Uart::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(tx_, rx_, shifting_, sends_break_, break_is_due_, arriving_bit_ps_, counts_);
    if (pads_) archive(*pads_);
    for (u32* head : {&tx_head_, &rx_head_}) archive.bounded(*head, kFifoSize);
    for (u32* count : {&tx_count_, &rx_count_}) archive.bounded(*count, kFifoSize + 1);
    archive.list(line_, kLongestLine);
    u64 head = line_head_;
    archive.bounded(head, line_.size() + 1);
    line_head_ = static_cast<usize>(head);
    archive(frame_sent_, frame_arrived_, receive_timeout_);
    const bool is_arriving = frame_arrived_.is_scheduled();
    if (is_arriving && (line_head_ == line_.size() || arriving_bit_ps_ == 0)) archive.fail();
}

}  // namespace kinglet::chip
