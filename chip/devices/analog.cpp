#include "chip/devices/analog.hpp"

#include <algorithm>
#include <utility>

#include "soc/esp8266/regs/analog.hpp"

namespace kinglet::chip {

namespace analog = soc::analog;

namespace {

// clang-format off
constexpr RegisterHandler<Analog> kHandlers[] = {
    {0x00, nullptr, &Analog::write_i2c}, {0x04, nullptr, &Analog::write_i2c}, {0x08, nullptr, &Analog::write_i2c},
    {0x0C, nullptr, &Analog::write_i2c}, {0x10, nullptr, &Analog::write_i2c}, {0x14, nullptr, &Analog::write_i2c},
    {0x18, nullptr, &Analog::write_i2c}, {0x1C, nullptr, &Analog::write_i2c}, {0x20, nullptr, &Analog::write_i2c},
    {0x24, nullptr, &Analog::write_i2c}, {0x28, nullptr, &Analog::write_i2c}, {0x2C, nullptr, &Analog::write_i2c},
    {0x30, nullptr, &Analog::write_i2c}, {0x34, nullptr, &Analog::write_i2c}, {0x38, nullptr, &Analog::write_i2c},
    {0x3C, nullptr, &Analog::write_i2c}, {analog::SAR_CFG, &Analog::read_sar_cfg, &Analog::write_sar_cfg},
};
// clang-format on

constexpr u64 kNanosecondsPerSecond = 1'000'000'000;
constexpr u32 kSarHz = 3'000'000;
constexpr u32 kFullScale = 2047;
constexpr u32 kFullScaleMicrovolts = 1'000'000;

/// The raw result that becomes this one when a driver corrects it, or the nearest there is.
u32 raw_result(u32 corrected) {
    const u32 low = ((corrected & 0xFF) * 256 + 278) / 279;
    return ~((corrected & 0x700) | (low ? low + 21 : 0));
}

}  // namespace

Analog::Analog(ClockTree& clocks, Clock& clock, EventQueue& events, Log& log)
    : RegisterBlock("analog", analog::kRegisters, kHandlers, log),
      clocks_(clocks),
      converted_(TimedEvent::of<&Analog::on_converted>("adc.converted", this, clock, events,
                                                       TimeBase::Nanoseconds)) {
    reset_blocks();
}

void Analog::reset(ResetCause cause) {
    reset_registers();
    converted_.cancel();
    if (cause == ResetCause::Software || cause == ResetCause::Watchdog) return;
    reset_blocks();
    clocks_.set_pll(analog::kPllMultiplier26, analog::kPllDivider13);
}

void Analog::reset_blocks() {
    for (auto& block : blocks_) block.fill(0);
    blocks_[analog::kRadioPllBlock][analog::kRadioPllStatus] = analog::kRadioPllReady;
    blocks_[analog::kPllBlock][analog::kPllMultiplier] = analog::kPllMultiplier26;
    blocks_[analog::kPllBlock][analog::kPllDivider] = analog::kPllDivider13;
}

// The transfer is over at once: nothing is known to depend on its time. All hosts reach all blocks.
void Analog::write_i2c(u32 offset, u32 value) {
    const u32 block = analog::I2C_BLOCK.get(value);
    const u32 number = analog::I2C_REGISTER.get(value);
    u8& target = blocks_[block][number];
    if (analog::I2C_WRITE.get(value)) {
        target = static_cast<u8>(analog::I2C_DATA.get(value));
        if (block == analog::kRadioPllBlock && number == analog::kRadioPllStatus)
            target |= analog::kRadioPllReady;
        if (block == analog::kPllBlock && (number == analog::kPllMultiplier || number == analog::kPllDivider))
            clocks_.set_pll(blocks_[block][analog::kPllMultiplier], blocks_[block][analog::kPllDivider]);
    }
    reg(offset) = analog::I2C_DATA.put(value & ~(analog::I2C_BUSY.mask() | analog::I2C_WRITE.mask()), target);
}

bool Analog::is_audio_clock_on() const {
    return blocks_[analog::kPllBlock][analog::kPllAudio] & analog::kPllAudioOn;
}

// The ADC.

u32 Analog::read_sar_cfg(u32 offset) {
    return reg(offset) | analog::SAR_STATE.of(converted_.is_scheduled() ? 1 : 0);
}

void Analog::write_sar_cfg(u32 offset, u32 value) {
    const bool starts = analog::SAR_START.get(value) && !analog::SAR_START.get(reg(offset));
    write_stored(offset, value);
    if (!starts || converted_.is_scheduled()) return;
    const u64 clocks = u64{analog::SAR_SAMPLES.get(value) + 1} * analog::SAR_DIVIDER.get(value);
    converted_.schedule_in(clocks * kNanosecondsPerSecond / kSarHz);
}

void Analog::on_converted(u64) {
    const bool on = blocks_[analog::kSarBlock][analog::kSarControl] & analog::kSarOn;
    const bool connected = analog::SAR_TOUT_ENABLE.get(reg(analog::SAR_CFG1));
    bool& noted = on ? noted_unconnected_ : noted_off_;
    if ((!on || !connected) && !std::exchange(noted, true))
        log().write(LogLevel::Warning, name(), "a conversion while %s",
                    on ? "SAR_CFG1 does not connect TOUT" : "the converter is off (block 108, register 2)");
    const u32 volts = on && connected ? std::min(tout_microvolts_, kFullScaleMicrovolts) : 0;
    const u32 corrected = static_cast<u32>(u64{volts} * kFullScale / kFullScaleMicrovolts);
    for (u32 i = 0; i < analog::kSarDataCount; ++i) reg(analog::SAR_DATA0 + 4 * i) = raw_result(corrected);
}

void Analog::snapshot(Archive& archive) {
    snapshot_registers(archive);
    archive(converted_, tout_microvolts_, noted_off_, noted_unconnected_, blocks_);
}

}  // namespace kinglet::chip
