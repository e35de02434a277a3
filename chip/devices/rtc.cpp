#include "chip/devices/rtc.hpp"

#include "soc/esp8266/regs/rtc.hpp"

namespace kinglet::chip {

namespace rtc = soc::rtc;

namespace {

constexpr u64 kNanosecondsPerSecond = 1'000'000'000;
constexpr u32 kWakeCauseDeepSleep = 8;

constexpr RegisterHandler<Rtc> kHandlers[] = {
    {rtc::CTL, nullptr, &Rtc::write_ctl},
    {rtc::SLP_CTL, nullptr, &Rtc::write_slp_ctl},
    {rtc::COUNTER, &Rtc::read_counter, nullptr},
    {rtc::GPIO_OUT, nullptr, &Rtc::write_gpio16},
    {rtc::GPIO_ENABLE, nullptr, &Rtc::write_gpio16},
    {rtc::GPIO_IN, &Rtc::read_gpio_in, nullptr},
    {rtc::PAD_XPD_DCDC_CONF, nullptr, &Rtc::write_gpio16},
};

}  // namespace

Rtc::Rtc(Wire& gpio16, Clock& clock, ResetSink& reset_sink, Log& log)
    : RegisterBlock("rtc", rtc::kRegisters, kHandlers, log),
      gpio16_(gpio16),
      clock_(clock),
      reset_sink_(reset_sink),
      output_(gpio16),
      pulldown_(gpio16) {}

void Rtc::reset(ResetCause cause) {
    const std::array<u32, 4> store = {reg(rtc::STORE0), reg(rtc::STORE1), reg(rtc::STORE2), reg(rtc::STORE3)};
    reset_registers();
    if (cause != ResetCause::PowerOn)
        for (u32 i = 0; i < store.size(); ++i) reg(rtc::STORE0 + 4 * i) = store[i];
    reg(rtc::STATE1) = static_cast<u32>(cause);
    reg(rtc::STATE2) = rtc::STATE2_WAKE_CAUSE.put(reg(rtc::STATE2), kWakeCauseDeepSleep);
    drive_gpio16();
}

void Rtc::write_ctl(u32 offset, u32 value) {
    write_stored(offset, value & ~rtc::CTL_SW_RESET.mask());
    if (rtc::CTL_SW_RESET.get(value)) reset_sink_.request_reset(ResetCause::Software);
}

void Rtc::write_slp_ctl(u32 offset, u32 value) {
    write_stored(offset, value & ~rtc::SLP_CTL_SLEEP.mask());
    if (rtc::SLP_CTL_SLEEP.get(value)) log().write(LogLevel::Warning, name(), "sleep is not modelled");
}

// The oscillator belongs to the RTC domain: no change of the CPU's clock touches it.
u32 Rtc::read_counter(u32) {
    const u64 now = clock_.nanoseconds();
    const u64 seconds = now / kNanosecondsPerSecond;
    const u64 rest = now % kNanosecondsPerSecond;
    return static_cast<u32>(seconds * rtc::kOscillatorHz + rest * rtc::kOscillatorHz / kNanosecondsPerSecond);
}

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
        output_.set(Strength::Push, true);
    else if (function == rtc::kPadFunctionGpio16 && rtc::GPIO16_BIT.get(reg(rtc::GPIO_ENABLE)))
        output_.set(Strength::Push, rtc::GPIO16_BIT.get(reg(rtc::GPIO_OUT)));
    else
        output_.release();
}

void RtcMemory::scramble(Random& random) {
    for (u32& word : words_) word = static_cast<u32>(random.next());
}

}  // namespace kinglet::chip
