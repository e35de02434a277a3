// The interrupt lines between peripherals and CPU, and the INTERRUPT register behind them.
//
// The controller knows for each of the fifteen lines whether it follows its sources (level) or latches their
// rise (edge), from soc/esp8266/interrupts.hpp. Several peripherals may share a line: each holds an IrqLine
// with a source number of its own, and the line is the OR of them. The CPU samples pending() (INTERRUPT)
// against its own INTENABLE and PS after every access to a device, after events, and when it changes one of
// those registers.
#pragma once

#include <array>

#include "base/integers.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace kinglet::chip {

class InterruptController;

/// One source's end of an interrupt line. Copyable; an unconnected one swallows everything.
class IrqLine {
  public:
    IrqLine() = default;
    IrqLine(InterruptController& controller, soc::Irq irq, u32 source)
        : controller_(&controller), irq_(irq), source_(static_cast<u8>(source)) {}

    inline void set(bool level) const;
    /// A rise and a fall at once: what an edge line wants, nothing at all to a level line.
    void pulse() const {
        set(true);
        set(false);
    }

  private:
    InterruptController* controller_ = nullptr;
    soc::Irq irq_ = soc::Irq::Wdev;
    u8 source_ = 0;
};

class InterruptController {
  public:
    /// source: 0-31, distinct per peripheral on the same line.
    IrqLine line(soc::Irq irq, u32 source = 0) { return IrqLine(*this, irq, source); }

    /// The INTERRUPT register: level lines as they are, latched edges, timer, software.
    u32 pending() const { return levels_ | latched_; }
    /// WSR INTSET: only the software interrupt can be set.
    void set(u32 mask) { latched_ |= mask & soc::kIrqSoftwareMask; }
    /// WSR INTCLEAR: takes back latched edges, the NMI and the software interrupt.
    void clear(u32 mask) {
        latched_ &= ~(mask & (soc::kIrqEdgeMask | soc::kIrqSoftwareMask | soc::kIrqNmiMask));
    }
    /// CCOMPARE0 was reached, or written.
    void set_timer(bool level) {
        latched_ = (latched_ & ~soc::kIrqTimerMask) | (level ? soc::kIrqTimerMask : 0);
    }

    /// The gates of the edge lines: DPORT EDGE_INT_ENABLE as it stands.
    void set_gates(u32 edge_int_enable);
    /// Which sources may raise the NMI: DPORT NMI_INT_ENABLE as it stands, bit n for source n.
    void set_nmi_sources(u32 nmi_int_enable) { nmi_sources_ = nmi_int_enable; }
    u32 nmi_sources() const { return nmi_sources_; }
    /// The sources that hold a line high now, as bits: what the summary registers show.
    u32 sources(soc::Irq irq) const { return sources_[static_cast<u32>(irq)]; }

    void set_source(soc::Irq irq, u32 source, bool level);
    template <class Archive>
    void snapshot(Archive& archive) {
        archive(sources_, levels_, latched_, open_, nmi_sources_);
    }
    /// Forgets latches and gates; lines that are still held high stay high.
    void reset();

  private:
    std::array<u32, soc::kIrqCount> sources_{};
    u32 levels_ = 0;            // level lines that are high
    u32 latched_ = 0;           // edges, NMI, timer, software
    u32 open_ = soc::kIrqMask;  // lines that have no gate, or an open one
    u32 nmi_sources_ = 0;
};

inline void IrqLine::set(bool level) const {
    if (controller_) controller_->set_source(irq_, source_, level);
}

}  // namespace kinglet::chip
