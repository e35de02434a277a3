#include "chip/devices/rtc.hpp"

#include "soc/esp8266/regs/rtc.hpp"

namespace kinglet::chip {

namespace rtc = soc::rtc;

namespace {

constexpr u64 kNanosecondsPerSecond = 1'000'000'000;
constexpr u64 kCounterPeriod = u64{1} << 32;
constexpr u64 kWakePulse = 10'000;  // nanoseconds; only that it is short is known

constexpr RegisterHandler<Rtc> kHandlers[] = {
    {rtc::CTL, nullptr, &Rtc::write_ctl},         {rtc::SLP_CTL, nullptr, &Rtc::write_slp_ctl},
    {rtc::STATE2, nullptr, &Rtc::write_state2},   {rtc::COUNTER, &Rtc::read_counter, nullptr},
    {rtc::INT_ENA, nullptr, &Rtc::write_int_ena}, {rtc::INT_CLR, nullptr, &Rtc::write_int_clr},
    {rtc::GPIO_OUT, nullptr, &Rtc::write_gpio16}, {rtc::GPIO_ENABLE, nullptr, &Rtc::write_gpio16},
    {rtc::GPIO_IN, &Rtc::read_gpio_in, nullptr},  {rtc::PAD_XPD_DCDC_CONF, nullptr, &Rtc::write_gpio16},
};

}  // namespace

Rtc::Rtc(Wire& gpio16, Clock& clock, EventQueue& events, IrqLine irq, ResetSink& reset_sink,
         SleepSink& sleep_sink, Log& log)
    : RegisterBlock("rtc", rtc::kRegisters, kHandlers, log),
      gpio16_(gpio16),
      clock_(clock),
      irq_(irq),
      reset_sink_(reset_sink),
      sleep_sink_(sleep_sink),
      output_(gpio16),
      pulldown_(gpio16),
      alarm_(TimedEvent::of<&Rtc::on_alarm>("rtc.alarm", this, clock, events, TimeBase::Nanoseconds)),
      wake_pulse_(TimedEvent::of<&Rtc::on_wake_pulse_over>("rtc.wake_pulse", this, clock, events,
                                                           TimeBase::Nanoseconds)) {}

void Rtc::reset(ResetCause cause) {
    const std::array<u32, 4> store = {reg(rtc::STORE0), reg(rtc::STORE1), reg(rtc::STORE2), reg(rtc::STORE3)};
    reset_registers();
    if (cause != ResetCause::PowerOn)
        for (u32 i = 0; i < store.size(); ++i) reg(rtc::STORE0 + 4 * i) = store[i];
    reg(rtc::STATE1) = static_cast<u32>(cause);
    sleep_ = Sleep::None;
    alarm_.cancel();
    wake_pulse_.cancel();
    irq_.set(false);
    drive_gpio16();
}

void Rtc::write_ctl(u32 offset, u32 value) {
    write_stored(offset, value & ~rtc::CTL_SW_RESET.mask());
    if (rtc::CTL_SW_RESET.get(value)) reset_sink_.request_reset(ResetCause::Software);
}

void Rtc::write_state2(u32 offset, u32 value) {
    reg(offset) = rtc::STATE2_WAKE_ENABLE.put(reg(offset), rtc::STATE2_WAKE_ENABLE.get(value));
}

// The oscillator belongs to the RTC domain: no change of the CPU's clock touches it.
u64 Rtc::counter() const {
    const u64 now = clock_.nanoseconds();
    const u64 seconds = now / kNanosecondsPerSecond;
    const u64 rest = now % kNanosecondsPerSecond;
    return seconds * rtc::kOscillatorHz + rest * rtc::kOscillatorHz / kNanosecondsPerSecond;
}

u32 Rtc::read_counter(u32) {
    return static_cast<u32>(counter());
}

// Sleep.

void Rtc::write_slp_ctl(u32 offset, u32 value) {
    write_stored(offset, value & ~rtc::SLP_CTL_SLEEP.mask());
    if (rtc::SLP_CTL_SLEEP.get(value)) begin_sleep();
}

void Rtc::begin_sleep() {
    const u32 enabled = rtc::STATE2_WAKE_ENABLE.get(reg(rtc::STATE2));
    const bool deep = rtc::pad_function(reg(rtc::PAD_XPD_DCDC_CONF)) == rtc::kPadFunctionDeepSleep;
    if (!deep && enabled & rtc::kWakeGpio && sleep_sink_.pin_wants_to_wake()) return raise(rtc::INT_REJECTED);
    if (enabled & rtc::kWakeTimer) {
        const u64 now = counter();
        const u32 ahead = reg(rtc::SLP_VAL) - static_cast<u32>(now);
        const u64 target = now + (ahead ? ahead : kCounterPeriod);
        // The first nanosecond at which the counter shows the target.
        alarm_.schedule(target / rtc::kOscillatorHz * kNanosecondsPerSecond +
                        (target % rtc::kOscillatorHz * kNanosecondsPerSecond + rtc::kOscillatorHz - 1) /
                            rtc::kOscillatorHz);
    }
    sleep_ = deep ? Sleep::Deep : Sleep::Light;
    if (deep)
        sleep_sink_.enter_deep_sleep();
    else
        sleep_sink_.enter_light_sleep();
}

void Rtc::pin_asks_to_wake() {
    const u32 enabled = rtc::STATE2_WAKE_ENABLE.get(reg(rtc::STATE2));
    if (sleep_ == Sleep::Light && enabled & rtc::kWakeGpio) wake_from_light_sleep(enabled & rtc::kWakeGpio);
}

void Rtc::wake_from_light_sleep(u32 cause) {
    sleep_ = Sleep::None;
    alarm_.cancel();
    reg(rtc::STATE2) = rtc::STATE2_WAKE_CAUSE.put(reg(rtc::STATE2), cause);
    sleep_sink_.leave_light_sleep();
    raise(rtc::INT_WOKE);
}

void Rtc::on_alarm(u64) {
    if (sleep_ == Sleep::Light) return wake_from_light_sleep(rtc::kWakeTimer);
    if (sleep_ != Sleep::Deep) return;
    wake_pulse_.schedule_in(kWakePulse);
    drive_gpio16();
}

// Nothing on the board has made a reset of the pulse.
void Rtc::on_wake_pulse_over(u64) {
    reset_sink_.request_reset(ResetCause::DeepSleep);
}

// Interrupts.

void Rtc::raise(soc::Field interrupt) {
    reg(rtc::INT_ST) |= interrupt.mask();
    irq_.set((reg(rtc::INT_ST) & reg(rtc::INT_ENA)) != 0);
}

void Rtc::write_int_ena(u32 offset, u32 value) {
    write_stored(offset, value);
    irq_.set((reg(rtc::INT_ST) & reg(rtc::INT_ENA)) != 0);
}

void Rtc::write_int_clr(u32, u32 value) {
    reg(rtc::INT_ST) &= ~value;
    irq_.set((reg(rtc::INT_ST) & reg(rtc::INT_ENA)) != 0);
}

// GPIO16.

void Rtc::write_gpio16(u32 offset, u32 value) {
    write_stored(offset, value);
    drive_gpio16();
}

u32 Rtc::read_gpio_in(u32) {
    return gpio16_.level();
}

// Out of reset the pad is XPD_DCDC, an output that is high.
void Rtc::drive_gpio16() {
    const u32 conf = reg(rtc::PAD_XPD_DCDC_CONF);
    if (rtc::PAD_PULLDOWN.get(conf))
        pulldown_.set(Strength::PadPull, false);
    else
        pulldown_.release();
    const u32 function = rtc::pad_function(conf);
    if (function == rtc::kPadFunctionXpdDcdc || function == rtc::kPadFunctionDeepSleep)
        output_.set(Strength::Push, !wake_pulse_.is_scheduled());
    else if (function == rtc::kPadFunctionGpio16 && rtc::GPIO16_BIT.get(reg(rtc::GPIO_ENABLE)))
        output_.set(Strength::Push, rtc::GPIO16_BIT.get(reg(rtc::GPIO_OUT)));
    else
        output_.release();
}

void RtcMemory::scramble(Random& random) {
    for (u32& word : words_) word = static_cast<u32>(random.next());
}

void Rtc::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(output_, pulldown_, alarm_, wake_pulse_);
    archive.bounded(sleep_, 3);
}

}  // namespace kinglet::chip
