#include "chip/core/irq.hpp"

namespace kinglet::chip {

using soc::Irq;

void InterruptController::set_source(Irq irq, u32 source, bool level) {
    u32& sources = sources_[static_cast<u32>(irq)];
    const u32 before = sources;
    sources = level ? before | (1u << source) : before & ~(1u << source);
    const u32 bit = soc::irq_bit(irq);
    if (soc::kIrqLevelMask & bit) {
        levels_ = sources ? levels_ | bit : levels_ & ~bit;
        return;
    }
    const bool rose = !before && sources;
    if (!rose || !(open_ & bit)) return;
    if (irq == Irq::Nmi && !(nmi_sources_ >> source & 1)) return;
    latched_ |= bit;
}

void InterruptController::set_gates(u32 edge_int_enable) {
    open_ = 0;
    for (u32 number = 0; number < soc::kIrqCount; ++number) {
        const i8 gate = soc::kIrqs[number].gate_bit;
        if (gate < 0 || (edge_int_enable >> gate & 1)) open_ |= 1u << number;
    }
}

void InterruptController::reset() {
    latched_ = 0;
    nmi_sources_ = 0;
    set_gates(0);
}

}  // namespace kinglet::chip
