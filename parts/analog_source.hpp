// AnalogSource: what voltage and potentiometer share: a voltage that moves, and the complaint when it is more
// than the board's analog pin takes.
#pragma once

#include "parts/part.hpp"
#include "parts/ramp.hpp"

namespace kinglet::parts {

class AnalogSource : public Part {
  public:
    void restart() override;
    void snapshot(chip::Archive& archive) override;

  protected:
    AnalogSource(const Placement& placement, double volts);

    double volts() const { return ramp_.microvolts() / 1e6; }
    void set_volts(double volts) { ramp_.set(microvolts(volts)); }
    void move_volts(double from, double to, u64 duration_ns) {
        ramp_.move(microvolts(from), microvolts(to), duration_ns);
    }

  private:
    static u32 microvolts(double volts) { return static_cast<u32>(volts * 1e6 + 0.5); }
    void on_step();
    void warn();

    Ramp ramp_;
    bool is_above_ = false;
};

}  // namespace kinglet::parts
