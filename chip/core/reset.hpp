// How a device asks for a reset of the whole chip.
#pragma once

#include "soc/esp8266/regs/rtc.hpp"

namespace kinglet::chip {

using soc::rtc::ResetCause;

/// Power-on loses every memory; a reset through the pin, the watchdog or software keeps RAM, and the last two
/// also the PLL.
constexpr bool loses_power(ResetCause cause) {
    return cause == ResetCause::PowerOn || cause == ResetCause::DeepSleep;
}

class ResetSink {
  public:
    /// The reset happens before the CPU's next instruction, not within the call.
    virtual void request_reset(ResetCause cause) = 0;

  protected:
    ~ResetSink() = default;
};

}  // namespace kinglet::chip
