// The RTC block: reset cause, software reset, the slow counter, sleep, scratch words, GPIO16; and the RTC
// memory beside it. Scratch words and memory survive everything but a loss of power; their contents after
// that are noise.
//
// Sleep begins when SLP_CTL bit 20 is set. It is deep when GPIO16's pad has been given to the function
// DEEPSLEEP, as the vendor's sequence for it does and that for light sleep does not; what on silicon makes
// the difference is not documented. When COUNTER reaches SLP_VAL a light sleep ends behind the instruction
// that began it; in deep sleep GPIO16 goes low for a moment, which resets the chip if the board connects it
// to RST, and if not the chip starts by itself with cause 5. The machine does the sleeping (SleepSink).
#pragma once

#include <array>

#include "chip/core/irq.hpp"
#include "chip/core/random.hpp"
#include "chip/core/registers.hpp"
#include "chip/core/reset.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/core/wires.hpp"
#include "chip/devices/gpio.hpp"

namespace kinglet::chip {

class SleepSink {
  public:
    /// CPU and peripheral clock stand still from the next instruction on, until leave_light_sleep().
    virtual void enter_light_sleep() = 0;
    virtual void leave_light_sleep() = 0;
    /// All but the RTC loses its power before the next instruction, until a reset.
    virtual void enter_deep_sleep() = 0;
    virtual bool pin_wants_to_wake() const = 0;

  protected:
    ~SleepSink() = default;
};

class Rtc final : public RegisterBlock<Rtc>, public WakeListener {
  public:
    Rtc(Wire& gpio16, Clock& clock, EventQueue& events, IrqLine irq, ResetSink& reset_sink,
        SleepSink& sleep_sink, Log& log);

    void snapshot(Archive& archive);
    void reset(ResetCause cause);
    /// Whether a sleep will end by itself.
    bool is_alarm_set() const { return alarm_.is_scheduled() || wake_pulse_.is_scheduled(); }
    void pin_asks_to_wake() override;

    void write_ctl(u32 offset, u32 value);
    void write_slp_ctl(u32 offset, u32 value);
    void write_state2(u32 offset, u32 value);
    u32 read_counter(u32 offset);
    void write_int_ena(u32 offset, u32 value);
    void write_int_clr(u32 offset, u32 value);
    void write_gpio16(u32 offset, u32 value);
    u32 read_gpio_in(u32 offset);

  private:
    enum class Sleep : u8 { None, Light, Deep };

    u64 counter() const;
    void drive_gpio16();
    void begin_sleep();
    void wake_from_light_sleep(u32 cause);
    void on_alarm(u64);
    void on_wake_pulse_over(u64);
    void raise(soc::Field interrupt);

    Wire& gpio16_;
    Clock& clock_;
    IrqLine irq_;
    ResetSink& reset_sink_;
    SleepSink& sleep_sink_;
    WireDriver output_;
    WireDriver pulldown_;
    TimedEvent alarm_;
    TimedEvent wake_pulse_;
    Sleep sleep_ = Sleep::None;
};

class RtcMemory final : public BusDevice {
  public:
    template <class Archive>
    void snapshot(Archive& archive) {
        archive(words_);
    }
    /// Fills it as power-on does.
    void scramble(Random& random);

    u32 read32(u32 offset) override { return words_[offset / 4]; }
    void write32(u32 offset, u32 value) override { words_[offset / 4] = value; }

  private:
    std::array<u32, soc::kRtcMemorySize / 4> words_{};
};

}  // namespace kinglet::chip
