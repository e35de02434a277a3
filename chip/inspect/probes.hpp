// Probes: several probes where the processor takes one. They are asked in the order in which they were added;
// one that stops the processor keeps the later ones from seeing an instruction that is not executed.
#pragma once

#include <algorithm>
#include <vector>

#include "chip/cpu/probe.hpp"

namespace kinglet::chip {

class Probes final : public CpuProbe {
  public:
    /// The probe outlives this.
    void add(CpuProbe& probe) { probes_.push_back(&probe); }
    bool is_empty() const { return probes_.empty(); }

    bool wants_instruction(u32 pc) const override {
        return std::any_of(probes_.begin(), probes_.end(),
                           [pc](const CpuProbe* probe) { return probe->wants_instruction(pc); });
    }
    Accesses wanted_accesses() const override {
        Accesses most = Accesses::None;
        for (const CpuProbe* probe : probes_) most = std::max(most, probe->wanted_accesses());
        return most;
    }
    bool before_instruction() override {
        return std::any_of(probes_.begin(), probes_.end(),
                           [](CpuProbe* probe) { return probe->before_instruction(); });
    }
    void accessed(const DataAccess& access) override {
        for (CpuProbe* probe : probes_) probe->accessed(access);
    }
    void trapped(TrapKind kind, soc::Cause cause, u32 from) override {
        for (CpuProbe* probe : probes_) probe->trapped(kind, cause, from);
    }
    void returned() override {
        for (CpuProbe* probe : probes_) probe->returned();
    }

  private:
    std::vector<CpuProbe*> probes_;
};

}  // namespace kinglet::chip
