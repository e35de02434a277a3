// Reset: why it happened, and how to cause one. Sleep modes that need no more than the RTC's registers.
#include "soc/esp8266/regs/rtc.hpp"
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/interrupts.hpp"
#include "soc/esp8266/memory_map.hpp"

using namespace kinglet::soc;
using rtc::ResetCause;

extern "C" {

u32 rtc_calib ROM_RECORD(3fffc700) = 0x7073;

u32 rtc_get_reset_reason() {
    constexpr u32 kWokenBySdio = 1, kWokenByTimer = 8;
    u32 cause = read_field(kRtcBase + rtc::STATE1, rtc::STATE1_RESET_CAUSE);
    if (cause == static_cast<u32>(ResetCause::DeepSleep)) {
        const u32 woken_by = read_field(kRtcBase + rtc::STATE2, rtc::STATE2_WAKE_CAUSE);
        if (woken_by == kWokenBySdio) {
            cause = static_cast<u32>(ResetCause::Sdio);
        } else if (woken_by != kWokenByTimer) {
            cause = 0;
        }
    }
    clear_bits(kRtcBase + rtc::SLP_CTL, rtc::SLP_CTL_REASON_ACK.mask());
    return cause;
}

void software_reset() {
    set_bits(kRtcBase + rtc::CTL, rtc::CTL_SW_RESET.mask());
}

void rtc_set_sleep_mode(u32 control, u32 time, u32 wake_sources) {
    write_register(kRtcBase + rtc::SLP_VAL, read_register(kRtcBase + rtc::COUNTER) + time * 100000);
    write_register(kRtcBase + rtc::STATE2, wake_sources);
    set_bits(kRtcBase + rtc::SLP_CTL, control);
}

void rtc_intr_handler(void*, void*) {
    write_register(kRtcBase + rtc::INT_CLR, read_register(kRtcBase + rtc::INT_ST));
}

void ets_rtc_int_register() {
    ets_isr_attach(static_cast<u32>(Irq::Rtc), rtc_intr_handler, nullptr);
    ets_isr_unmask(irq_bit(Irq::Rtc));
}

}  // extern "C"
