#include "chip/devices/gpio.hpp"

#include <cstring>

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

bool is_transmit(const char* function) {
    return !std::strcmp(function, "U0TXD") || !std::strcmp(function, "U1TXD");
}

}  // namespace

template <usize... kNumbers>
Gpio::Gpio(Pads& pads, IoMux& io_mux, IrqLine irq, u32 crystal_hz, Log& log, std::index_sequence<kNumbers...>)
    : RegisterBlock("gpio", gpio::kRegisters, kHandlers, log),
      wires_(pads),
      io_mux_(io_mux),
      irq_(irq),
      crystal_hz_(crystal_hz),
      pads_{Pad(pads[kNumbers], this)...} {
    io_mux_.set_listener(this);
}

Gpio::Gpio(Pads& pads, IoMux& io_mux, IrqLine irq, u32 crystal_hz, Log& log)
    : Gpio(pads, io_mux, irq, crystal_hz, log, std::make_index_sequence<kPinCount>()) {}

Gpio::~Gpio() {
    io_mux_.set_listener(nullptr);
}

void Gpio::reset() {
    reset_registers();
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
    const io_mux::Pad& facts = io_mux::kPads[number];
    const u32 function = io_mux_.function(number);
    const u32 pin = reg(gpio::PIN(number));
    if (function != facts.gpio_function) {
        const bool transmits =
            function < std::size(facts.functions) && is_transmit(facts.functions[function]);
        return transmits ? pad.output.set(Strength::Push, true) : pad.output.release();
    }
    if (!(reg(gpio::ENABLE) >> number & 1)) return pad.output.release();
    const u32 sigma_delta = reg(gpio::SIGMA_DELTA);
    const bool from_latch = !gpio::PIN_SOURCE.get(pin);
    const bool level = from_latch ? reg(gpio::OUT) >> number & 1
                                  : gpio::SIGMA_DELTA_ENABLE.get(sigma_delta) &&
                                        gpio::SIGMA_DELTA_TARGET.get(sigma_delta) >= 0x80;
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

void Gpio::write_sigma_delta(u32 offset, u32 value) {
    write_stored(offset, value);
    drive_all();
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
}

void Gpio::write_status(u32 offset, u32 value) {
    reg(gpio::STATUS) = after_write(reg(gpio::STATUS), value, (offset - gpio::STATUS) / 4) & gpio::kPinMask;
    update_status();
}

void Gpio::write_pin(u32 offset, u32 value) {
    write_stored(offset, value);
    drive((offset - gpio::PIN0) / 4);
    update_status();
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

}  // namespace kinglet::chip
