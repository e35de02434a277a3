// IO_MUX: which function each pad has, and its pull-up. The block only keeps the words; gpio.cpp acts on
// them.
#pragma once

#include "chip/core/registers.hpp"
#include "soc/esp8266/regs/io_mux.hpp"

namespace kinglet::chip {

class PadListener {
  public:
    virtual void pad_configured(u32 pad) = 0;

  protected:
    ~PadListener() = default;
};

class IoMux final : public RegisterBlock<IoMux> {
  public:
    explicit IoMux(Log& log);

    /// Tells the listener of every pad.
    void reset();
    void set_listener(PadListener* listener) { listener_ = listener; }

    /// Of GPIO 0-15.
    u32 function(u32 pad) const { return soc::io_mux::function_of(reg(soc::io_mux::kPads[pad].offset)); }
    bool has_pullup(u32 pad) const { return soc::io_mux::PULLUP.get(reg(soc::io_mux::kPads[pad].offset)); }

    void snapshot(Archive& archive);
    void write_pad(u32 offset, u32 value);

  private:
    PadListener* listener_ = nullptr;
};

}  // namespace kinglet::chip
