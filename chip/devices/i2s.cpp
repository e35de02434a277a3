#include "chip/devices/i2s.hpp"

#include <algorithm>

#include "chip/devices/analog.hpp"

namespace kinglet::chip {

namespace i2s = soc::i2s;

namespace {

constexpr u32 kSourceHz = 160'000'000;
constexpr u32 kDataInPad = 12;
constexpr u32 kI2sFunction = 1;

constexpr RegisterHandler<I2s> kHandlers[] = {
    {i2s::TXFIFO, nullptr, &I2s::write_tx_fifo},  {i2s::RXFIFO, &I2s::read_rx_fifo, nullptr},
    {i2s::CONF, nullptr, &I2s::write_conf},       {i2s::INT_RAW, &I2s::read_int_raw, nullptr},
    {i2s::INT_ST, &I2s::read_int_st, nullptr},    {i2s::INT_ENA, nullptr, &I2s::write_int_ena},
    {i2s::INT_CLR, nullptr, &I2s::write_int_clr}, {i2s::FIFO_CONF, nullptr, &I2s::write_fifo_conf},
};

}  // namespace

I2s::I2s(const I2sWiring& wiring, Clock& clock, EventQueue& events, Log& log)
    : RegisterBlock("i2s", i2s::kRegisters, kHandlers, log, i2s::kAliasSize),
      pads_(wiring.pads),
      io_mux_(wiring.io_mux),
      signals_(wiring.signals),
      dma_(wiring.dma),
      analog_(wiring.analog),
      irq_(wiring.irq),
      half_bit_event_(
          TimedEvent::of<&I2s::on_half_bit>("i2s.half_bit", this, clock, events, TimeBase::Nanoseconds)) {}

void I2s::reset() {
    reset_registers();
    half_bit_event_.cancel();
    tx_ = rx_ = {};
    bit_ = channel_ = until_eof_ = 0;
    for (const Signal signal :
         {Signal::I2soData, Signal::I2soBck, Signal::I2soWs, Signal::I2siBck, Signal::I2siWs})
        signals_.set(signal, false);
    update();
}

// Time. Half bits are counted from the start, so their rounding to nanoseconds does not add up.

u32 I2s::bit_hz() const {
    const u32 conf = reg(i2s::CONF);
    const u32 divider =
        std::max(i2s::CONF_CLKM_DIV.get(conf), 1u) * std::max(i2s::CONF_BCK_DIV.get(conf), 1u);
    return analog_.is_audio_clock_on() ? kSourceHz / divider : 0;
}

u64 I2s::time_of(u64 half_bit) const {
    const u32 conf = reg(i2s::CONF);
    const u64 divider =
        u64{std::max(i2s::CONF_CLKM_DIV.get(conf), 1u)} * std::max(i2s::CONF_BCK_DIV.get(conf), 1u);
    return started_ns_ + half_bit * divider * 25 / 8;  // half of 6.25 ns
}

u32 I2s::bits_per_channel() const {
    return std::min(16 + i2s::CONF_BITS_MODE.get(reg(i2s::CONF)), 32u);
}

bool I2s::has_word_per_channel() const {
    return i2s::FIFO_TX_MODE.get(reg(i2s::FIFO_CONF)) >= i2s::kFifoMode24Dual;
}

// A change of the dividers counts from its moment on.
void I2s::start_or_stop() {
    const u32 conf = reg(i2s::CONF);
    if (!i2s::CONF_TX_START.get(conf) && !i2s::CONF_RX_START.get(conf)) return half_bit_event_.cancel();
    if (!analog_.is_audio_clock_on()) {
        log().write(LogLevel::Warning, name(),
                    "started without the audio clock (analog block 103, register 4)");
        return half_bit_event_.cancel();
    }
    const bool was_running = half_bit_event_.is_scheduled();
    if (!was_running) {
        bit_ = channel_ = 0;
        fill();
    }
    started_ns_ = half_bit_event_.now();
    half_bit_ = was_running ? half_bit_ & 1 : 0;
    half_bit_event_.schedule(time_of(1));
    if (!was_running) begin_bit();
}

void I2s::on_half_bit(u64) {
    ++half_bit_;
    if (half_bit_ & 1)
        middle_of_bit();
    else
        begin_bit();
    half_bit_event_.schedule(time_of(half_bit_ + 1));
}

// Bits.

/// The word select line changes one bit before the channel does if the data are shifted, as I2S proper wants.
void I2s::begin_bit() {
    const u32 conf = reg(i2s::CONF);
    if (bit_ == 0) begin_channel();
    const bool right_first = i2s::CONF_RIGHT_FIRST.get(conf);
    const u32 bits = bits_per_channel();
    const bool ahead = i2s::CONF_TX_MSB_SHIFT.get(conf) && bit_ == bits - 1;
    const bool right = (((channel_ ^ u32{ahead}) & 1) != 0) != right_first;
    signals_.set(Signal::I2soBck, false);
    signals_.set(Signal::I2siBck, false);
    signals_.set(Signal::I2soWs, right);
    signals_.set(Signal::I2siWs, right);
    signals_.set(Signal::I2soData, sample_ >> 31);
    sample_ <<= 1;
}

void I2s::middle_of_bit() {
    signals_.set(Signal::I2soBck, true);
    signals_.set(Signal::I2siBck, true);
    const bool level = io_mux_.function(kDataInPad) == kI2sFunction && pads_[kDataInPad].level();
    received_ = received_ << 1 | u32{level};
    if (++bit_ < bits_per_channel()) return;
    bit_ = 0;
    if (i2s::CONF_RX_START.get(reg(i2s::CONF))) {
        if (has_word_per_channel())
            take_received(received_ << (32 - bits_per_channel()));
        else if (channel_ == 0)
            first_half_ = received_;
        else if (i2s::CONF_RIGHT_FIRST.get(reg(i2s::CONF)) == i2s::CONF_MSB_RIGHT.get(reg(i2s::CONF)))
            take_received(first_half_ << 16 | (received_ & 0xFFFF));
        else
            take_received(received_ << 16 | (first_half_ & 0xFFFF));
    }
    channel_ ^= 1;
}

/// Puts the channel's sample on top of `sample_`.
void I2s::begin_channel() {
    received_ = 0;
    if (has_word_per_channel()) {
        sample_ = next_word();
        return;
    }
    if (channel_ == 0) word_ = next_word();
    const u32 conf = reg(i2s::CONF);
    const bool right = (channel_ != 0) != (i2s::CONF_RIGHT_FIRST.get(conf) != 0);
    const bool upper = right == (i2s::CONF_MSB_RIGHT.get(conf) != 0);
    sample_ = upper ? word_ & 0xFFFF0000 : word_ << 16;
}

// Words.

bool I2s::uses_dma() const {
    return i2s::FIFO_DSCR_EN.get(reg(i2s::FIFO_CONF));
}

/// An empty FIFO sends what SINGLE_DATA says.
u32 I2s::next_word() {
    if (!i2s::CONF_TX_START.get(reg(i2s::CONF))) return 0;
    fill();
    if (!tx_.count) {
        reg(i2s::INT_RAW) |= i2s::INT_TX_REMPTY.mask();
        update();
        return reg(i2s::CONF_SINGLE_DATA);
    }
    const u32 word = tx_.pop();
    fill();
    update();
    return word;
}

void I2s::fill() {
    u32 word;
    while (uses_dma() && tx_.count < kFifoWords && dma_.send(word)) tx_.push(word);
}

void I2s::take_received(u32 word) {
    if (uses_dma()) {
        if (!until_eof_) until_eof_ = reg(i2s::RXEOF_NUM);
        const bool last = until_eof_ && --until_eof_ == 0;
        if (!dma_.receive(word, last)) reg(i2s::INT_RAW) |= i2s::INT_RX_WFULL.mask();
    } else if (rx_.count < kFifoWords) {
        rx_.push(word);
    } else {
        reg(i2s::INT_RAW) |= i2s::INT_RX_WFULL.mask();
    }
    update();
}

// Registers.

void I2s::write_tx_fifo(u32, u32 value) {
    if (tx_.count < kFifoWords)
        tx_.push(value);
    else
        reg(i2s::INT_RAW) |= i2s::INT_TX_WFULL.mask();
    update();
}

u32 I2s::read_rx_fifo(u32) {
    if (!rx_.count) {
        reg(i2s::INT_RAW) |= i2s::INT_RX_REMPTY.mask();
        update();
        return 0;
    }
    const u32 word = rx_.pop();
    update();
    return word;
}

void I2s::write_conf(u32 offset, u32 value) {
    write_stored(offset, value);
    if (i2s::CONF_TX_RESET.get(value) || i2s::CONF_TX_FIFO_RESET.get(value)) tx_ = {};
    if (i2s::CONF_RX_RESET.get(value) || i2s::CONF_RX_FIFO_RESET.get(value)) {
        rx_ = {};
        until_eof_ = 0;
    }
    start_or_stop();
    update();
}

void I2s::write_fifo_conf(u32 offset, u32 value) {
    write_stored(offset, value);
    update();
}

/// The two bits that follow a FIFO's level, and those that stay.
u32 I2s::read_int_raw(u32) {
    const u32 conf = reg(i2s::FIFO_CONF);
    return reg(i2s::INT_RAW) | i2s::INT_TX_PUT_DATA.of(tx_.count < i2s::FIFO_TX_DATA_NUM.get(conf)) |
           i2s::INT_RX_TAKE_DATA.of(rx_.count && rx_.count >= i2s::FIFO_RX_DATA_NUM.get(conf));
}

u32 I2s::read_int_st(u32 offset) {
    return read_int_raw(offset) & reg(i2s::INT_ENA);
}

void I2s::write_int_ena(u32 offset, u32 value) {
    write_stored(offset, value);
    update();
}

void I2s::write_int_clr(u32, u32 value) {
    reg(i2s::INT_RAW) &= ~value;
    update();
}

void I2s::update() {
    irq_.set((read_int_raw(0) & reg(i2s::INT_ENA)) != 0);
}

void I2s::snapshot(Archive& archive) {
    snapshot_registers(archive);
    for (Fifo* fifo : {&tx_, &rx_}) {
        archive(fifo->words);
        archive.bounded(fifo->head, kFifoWords);
        archive.bounded(fifo->count, kFifoWords + 1);
    }
    archive(half_bit_event_, started_ns_, half_bit_, word_, sample_, received_, first_half_, until_eof_);
    archive.bounded(bit_, 32);
    archive.bounded(channel_, 2);
}

}  // namespace kinglet::chip
