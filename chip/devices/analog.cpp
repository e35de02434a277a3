#include "chip/devices/analog.hpp"

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
    {0x3C, nullptr, &Analog::write_i2c}, {analog::SAR_CFG, nullptr, &Analog::write_sar_cfg},
};
// clang-format on

}  // namespace

Analog::Analog(ClockTree& clocks, Log& log)
    : RegisterBlock("analog", analog::kRegisters, kHandlers, log), clocks_(clocks) {
    reset_blocks();
}

void Analog::reset(ResetCause cause) {
    reset_registers();
    if (cause == ResetCause::Software || cause == ResetCause::Watchdog) return;
    reset_blocks();
    clocks_.set_pll(analog::kPllMultiplier26, analog::kPllDivider13);
}

void Analog::reset_blocks() {
    for (auto& block : blocks_) block.fill(0);
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
        if (block == analog::kPllBlock && (number == analog::kPllMultiplier || number == analog::kPllDivider))
            clocks_.set_pll(blocks_[block][analog::kPllMultiplier], blocks_[block][analog::kPllDivider]);
    }
    reg(offset) = analog::I2C_DATA.put(value & ~(analog::I2C_BUSY.mask() | analog::I2C_WRITE.mask()), target);
}

void Analog::write_sar_cfg(u32 offset, u32 value) {
    write_stored(offset, value);
    if (analog::SAR_START.get(value)) log().write(LogLevel::Warning, name(), "the ADC is not modelled");
}

}  // namespace kinglet::chip
