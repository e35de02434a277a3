#include "chip/devices/gpio.hpp"

#include "soc/esp8266/regs/rtc.hpp"

namespace kinglet::chip {

namespace gpio = soc::gpio;
namespace io_mux = soc::io_mux;

namespace {

// clang-format off
constexpr RegisterHandler<Gpio> kHandlers[] = {
    {gpio::OUT,            nullptr,         &Gpio::write_output},
    {gpio::OUT_W1TS,       nullptr,         &Gpio::write_output},
    {gpio::OUT_W1TC,       nullptr,         &Gpio::write_output},
    {gpio::ENABLE,         nullptr,         &Gpio::write_enable},
    {gpio::ENABLE_W1TS,    nullptr,         &Gpio::write_enable},
    {gpio::ENABLE_W1TC,    nullptr,         &Gpio::write_enable},
    {gpio::IN,             &Gpio::read_in,  nullptr},
    {gpio::STATUS,         nullptr,         &Gpio::write_status},
    {gpio::STATUS_W1TS,    nullptr,         &Gpio::write_status},
    {gpio::STATUS_W1TC,    nullptr,         &Gpio::write_status},
    {gpio::PIN(0),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(1),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(2),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(3),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(4),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(5),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(6),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(7),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(8),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(9),         nullptr,         &Gpio::write_pin},
    {gpio::PIN(10),        nullptr,         &Gpio::write_pin},
    {gpio::PIN(11),        nullptr,         &Gpio::write_pin},
    {gpio::PIN(12),        nullptr,         &Gpio::write_pin},
    {gpio::PIN(13),        nullptr,         &Gpio::write_pin},
    {gpio::PIN(14),        nullptr,         &Gpio::write_pin},
    {gpio::PIN(15),        nullptr,         &Gpio::write_pin},
    {gpio::SIGMA_DELTA,    nullptr,         &Gpio::write_sigma_delta},
    {gpio::RTC_CALIB_SYNC, nullptr,         &Gpio::write_rtc_calibration},
};

struct Strap {
    u32 pad;
    soc::Field bit;
};

constexpr Strap kStraps[] = {
    {2, gpio::STRAP_GPIO2}, {0, gpio::STRAP_GPIO0}, {15, gpio::STRAP_GPIO15},
    {7, {29}},              {9, {30}},              {10, {31}},
};
// clang-format on

/// The register after one of the three ways to write it: whole, bits to set, bits to clear.
u32 after_write(u32 before, u32 value, u32 way) {
    if (way == 0) return value;
    return way == 1 ? before | (value & gpio::kPinMask) : before & ~(value & gpio::kPinMask);
}

}  // namespace

template <usize... kNumbers>
Gpio::Gpio(const GpioWiring& wiring, Clock& clock, EventQueue& events, Log& log,
           std::index_sequence<kNumbers...>)
    : RegisterBlock("gpio", gpio::kRegisters, kHandlers, log),
      wires_(wiring.pads),
      io_mux_(wiring.io_mux),
      signals_(wiring.signals),
      irq_(wiring.irq),
      crystal_hz_(wiring.crystal_hz),
      sigma_delta_(clock, events, this, [](void* self) { static_cast<Gpio*>(self)->drive_all(); }),
      pads_{Pad(wiring.pads[kNumbers], this)...} {
    io_mux_.set_listener(this);
    signals_.set_listener(this);
}

Gpio::Gpio(const GpioWiring& wiring, Clock& clock, EventQueue& events, Log& log)
    : Gpio(wiring, clock, events, log, std::make_index_sequence<kPinCount>()) {}

Gpio::~Gpio() {
    io_mux_.set_listener(nullptr);
    signals_.set_listener(nullptr);
}

void Gpio::reset() {
    reset_registers();
    sigma_delta_.reset();
    drive_all();
    update_status();
}

void Gpio::latch_straps() {
    straps_ = 0;
    for (const Strap& strap : kStraps) straps_ |= strap.bit.of(wires_[strap.pad].level());
}

// Outputs.

void Gpio::write_output(u32 offset, u32 value) {
    reg(gpio::OUT) = after_write(reg(gpio::OUT), value, (offset - gpio::OUT) / 4);
    drive_all();
}

void Gpio::write_enable(u32 offset, u32 value) {
    constexpr u32 kWritable = 0x3FFFFF;
    reg(gpio::ENABLE) = after_write(reg(gpio::ENABLE), value, (offset - gpio::ENABLE) / 4) & kWritable;
    drive_all();
}

void Gpio::drive_all() {
    for (u32 pad = 0; pad < kPinCount; ++pad) drive(pad);
}

void Gpio::drive(u32 number) {
    Pad& pad = pads_[number];
    const u32 function = io_mux_.function(number);
    if (function != io_mux::kPads[number].gpio_function) {
        const Signal* signal = signal_of(number, function);
        if (signal && signals_.is_driven(*signal))
            pad.output.set(Strength::Push, signals_.level(*signal));
        else
            pad.output.release();
        return;
    }
    if (!(reg(gpio::ENABLE) >> number & 1)) return pad.output.release();
    const u32 pin = reg(gpio::PIN(number));
    const bool level = gpio::PIN_SOURCE.get(pin) ? sigma_delta_.output() : reg(gpio::OUT) >> number & 1;
    if (level && gpio::PIN_PAD_DRIVER.get(pin)) return pad.output.release();
    pad.output.set(Strength::Push, level);
}

void Gpio::pad_configured(u32 number) {
    if (io_mux_.has_pullup(number))
        pads_[number].pullup.set(Strength::PadPull, true);
    else
        pads_[number].pullup.release();
    drive(number);
}

void Gpio::signal_changed(Signal signal) {
    for (const PadFunction& place : pads_of(signal))
        if (io_mux_.function(place.pad) == place.function) drive(place.pad);
}

void Gpio::write_sigma_delta(u32 offset, u32 value) {
    write_stored(offset, value);
    sigma_delta_.configure(reg(offset));
}

// Inputs and their interrupts.

u32 Gpio::levels() const {
    u32 bits = 0;
    for (u32 pad = 0; pad < kPinCount; ++pad) bits |= u32{wires_[pad].level()} << pad;
    return bits;
}

u32 Gpio::read_in(u32) {
    return straps_ | levels();
}

void Gpio::on_level_changed(Wire& wire) {
    const u32 type = gpio::PIN_INT_TYPE.get(reg(gpio::PIN(wire.number())));
    const bool edge = wire.level() ? type == gpio::kIntTypeRising : type == gpio::kIntTypeFalling;
    if (edge || type == gpio::kIntTypeBoth) reg(gpio::STATUS) |= 1u << wire.number();
    update_status();
    if (wake_listener_ && wants_to_wake()) wake_listener_->pin_asks_to_wake();
}

void Gpio::write_status(u32 offset, u32 value) {
    reg(gpio::STATUS) = after_write(reg(gpio::STATUS), value, (offset - gpio::STATUS) / 4) & gpio::kPinMask;
    update_status();
}

void Gpio::write_pin(u32 offset, u32 value) {
    write_stored(offset, value);
    u32 listening = 0;
    for (u32 pad = 0; pad < kPinCount; ++pad) listening |= gpio::PIN_SOURCE.get(reg(gpio::PIN(pad)));
    sigma_delta_.set_used(listening);
    drive((offset - gpio::PIN0) / 4);
    update_status();
}

// Waking up from a light sleep: level types only, as the vendor's code has it.
bool Gpio::wants_to_wake() const {
    for (u32 pad = 0; pad < kPinCount; ++pad) {
        const u32 pin = reg(gpio::PIN(pad));
        if (!gpio::PIN_WAKEUP_ENABLE.get(pin)) continue;
        const u32 type = gpio::PIN_INT_TYPE.get(pin);
        if (type == (wires_[pad].level() ? gpio::kIntTypeHigh : gpio::kIntTypeLow)) return true;
    }
    return false;
}

// A level that persists sets its bit again, however often it is cleared.
void Gpio::update_status() {
    u32& status = reg(gpio::STATUS);
    for (u32 pad = 0; pad < kPinCount; ++pad) {
        const u32 type = gpio::PIN_INT_TYPE.get(reg(gpio::PIN(pad)));
        const bool level = wires_[pad].level();
        if ((type == gpio::kIntTypeHigh && level) || (type == gpio::kIntTypeLow && !level))
            status |= 1u << pad;
    }
    irq_.set(status != 0);
}

// The result is there at once: nothing is known to depend on how long the counting takes.
void Gpio::write_rtc_calibration(u32 offset, u32 value) {
    const bool started = gpio::RTC_CALIB_START.get(value) && !gpio::RTC_CALIB_START.get(reg(offset));
    write_stored(offset, value);
    if (!started) return;
    const u64 periods = gpio::RTC_PERIOD_NUM.get(value);
    const u32 cycles = static_cast<u32>(periods * crystal_hz_ / soc::rtc::kOscillatorHz);
    reg(gpio::RTC_CALIB_VALUE) =
        gpio::RTC_CALIB_RDY.mask() | gpio::RTC_CALIB_RDY_REAL.mask() | gpio::RTC_CALIB_CYCLES.of(cycles);
}

void Gpio::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(straps_, sigma_delta_);
    for (Pad& pad : pads_) archive(pad.output, pad.pullup);
}

}  // namespace kinglet::chip
