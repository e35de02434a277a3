// A whole ESP8266 with its flash: the wiring of everything in chip/, and what a program on the desktop needs
// to run one.
//
// The machine is deterministic: the same ROM, flash, straps, seed and bytes at the same virtual times give
// the same run, cycle by cycle. It allocates when it is created and when the host sends bytes, never while
// the chip runs. One thread.
//
// How a host learns what a Python program did: there is no magic device. The host talks to UART0 as to a real
// board, through the raw prompt (Ctrl-A; program; Ctrl-D), whose answer separates output from traceback by
// Ctrl-D; whether the traceback is empty is the exit status. What only the emulator can know is in
// StopReason: the chip has put itself to sleep for ever.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chip/core/bus.hpp"
#include "chip/core/clock.hpp"
#include "chip/core/events.hpp"
#include "chip/core/irq.hpp"
#include "chip/core/log.hpp"
#include "chip/core/reset.hpp"
#include "chip/cpu/cpu.hpp"
#include "chip/devices/dport.hpp"
#include "chip/devices/flash_contents.hpp"
#include "chip/devices/uart.hpp"

namespace kinglet::chip {

/// What the board's resistors make of the strapping pins.
struct Straps {
    bool gpio0 = true;
    bool gpio2 = true;
    bool gpio15 = false;
    // With the flash of a usual module: boot mode (3,6).
    bool gpio7 = false;
    bool gpio9 = true;
    bool gpio10 = true;
};

struct MachineConfig {
    std::span<const u8> rom;         // copied; up to 64 KiB
    FlashContents* flash = nullptr;  // outlives the machine
    Straps straps;
    u32 crystal_hz = 26'000'000;
    MacAddress mac = {0x18, 0xFE, 0x34, 0x4B, 0x4E, 0x47};
    /// The board connects GPIO16 to RST, so that the chip can wake itself from deep sleep.
    bool gpio16_to_rst = false;
    u64 seed = 1;  // of the random numbers and of what memories hold after power-on
    LogSink* log = nullptr;
};

enum class StopReason : u8 {
    Deadline,   // the time is up
    Requested,  // request_stop()
    /// Asleep with every interrupt masked and nothing left to send: only a reset ends it. The ROM ends so
    /// when it cannot go on.
    Halted,
    /// The chip is about to reset itself; asked for by stop_before_resets(). The next run begins with the
    /// reset.
    Reset,
    /// The power is gone, as cut_power_at() and its like wanted it. Every further run ends so at once, until
    /// reset(ResetCause::PowerOn) brings the power back.
    PowerCut,
};

/// An exception that the CPU took (not an interrupt).
struct ExceptionRecord {
    Cause cause;  // None: a debug exception, see debug_cause
    u32 pc;
    u32 address;      // of the data, for the causes that have one
    u32 debug_cause;  // as in DEBUGCAUSE
    // The registers at that moment. a0 names the caller, unless the function has used it for something else.
    u32 a[16];
    u32 ps;
    u32 sar;
    u64 cycle;

    template <class Archive>
    void snapshot(Archive& archive) {
        archive(cause, pc, address, debug_cause, a, ps, sar, cycle);
    }
};

struct MachineStats {
    u64 instructions = 0;
    u64 cycles = 0;
    u64 nanoseconds = 0;  // virtual
    u64 exceptions = 0;
    u64 resets = 0;  // after the first
};

class Analog;
class Archive;
class Gpio;
class Pads;

/// What is wired to the chip and shares its time: its state is part of a snapshot.
class Surroundings {
  public:
    virtual void snapshot(Archive& archive) = 0;

  protected:
    ~Surroundings() = default;
};

class Machine final {
  public:
    /// Powers the chip on. Null with `error` set when the configuration makes no chip.
    static std::unique_ptr<Machine> create(const MachineConfig& config, std::string& error);
    ~Machine();
    Machine(const Machine&) = delete;
    Machine& operator=(const Machine&) = delete;

    /// Runs until the clock has reached the cycle, or something else ends the run. A few cycles more are
    /// possible: an instruction is never cut.
    StopReason run_until(u64 cycle);
    /// The same for a span of virtual time from now.
    StopReason run_for(u64 nanoseconds);
    /// From whatever is called while the chip runs (serial port, observer, log sink): run_until() returns
    /// before the next instruction. Outside of a run: the next run ends at once.
    void request_stop();

    /// Pulls the reset line, takes the power away and back, or whatever the cause says.
    void reset(ResetCause cause);
    /// The level of the reset pin. Low resets the chip and holds it there, while time and what the host sends
    /// go on; it starts, and reads its straps, when the pin is high again.
    void set_reset_pin(bool level);
    ResetCause last_reset() const;
    /// From now on runs end with StopReason::Reset before the chip resets itself (by software, its watchdog
    /// or GPIO16), so that what led to it can be looked at.
    void stop_before_resets(bool stop);
    /// At StopReason::Reset: its cause.
    std::optional<ResetCause> coming_reset() const;

    /// The power fails at this cycle. An operation that the flash is busy with then is left half done, as
    /// chip/devices/flash_interruption.hpp says. One cut at a time: the next call moves it. Allocates as much
    /// as the flash has.
    void cut_power_at(u64 cycle);
    /// The power fails during the count-th program, erase or status write of the flash from now (1: the
    /// next one), when that part of a thousand of its time is over.
    void cut_power_at_flash_operation(u64 count, u32 permille = 500);

    Uart& uart0();
    Uart& uart1();
    Pads& pads();
    Analog& analog();  // for the voltage at the ADC
    Cpu& cpu();
    Bus& bus();
    Clock& clock();
    const Clock& clock() const;
    EventQueue& events();
    Log& log();

    /// The whole machine as it is now: processor, memories, flash, every device and event. Between two runs
    /// only.
    std::vector<u8> save();
    /// Makes this machine the one that was saved; it was created with the same crystal and flash size, and
    /// has the same surroundings. What else is outside (the host's ends of lines) stays as it is. False with
    /// `error` set when the bytes are no snapshot of such a machine; it is then off, until a power-on reset.
    [[nodiscard]] bool restore(std::span<const u8> snapshot, std::string& error);

    /// Saved and restored with the machine from now on; null: nothing.
    void set_surroundings(Surroundings* surroundings);

    MachineStats stats() const;
    /// The latest exception; nothing when there was none since the last reset.
    const std::optional<ExceptionRecord>& last_exception() const;
    /// Told of each exception as well, after it was recorded.
    void set_cpu_observer(CpuObserver* observer);

  private:
    struct Parts;

    explicit Machine(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

}  // namespace kinglet::chip
