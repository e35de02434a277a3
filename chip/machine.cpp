#include "chip/machine.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include "base/verify.hpp"
#include "chip/core/archive.hpp"
#include "chip/core/random.hpp"
#include "chip/core/timed_event.hpp"
#include "chip/devices/analog.hpp"
#include "chip/devices/clock_tree.hpp"
#include "chip/devices/flash_cache.hpp"
#include "chip/devices/gpio.hpp"
#include "chip/devices/i2s.hpp"
#include "chip/devices/io_mux.hpp"
#include "chip/devices/nor_flash.hpp"
#include "chip/devices/pads.hpp"
#include "chip/devices/rtc.hpp"
#include "chip/devices/slc.hpp"
#include "chip/devices/spi.hpp"
#include "chip/devices/stub.hpp"
#include "chip/devices/timers.hpp"
#include "chip/devices/watchdog.hpp"
#include "chip/devices/wdev.hpp"
#include "soc/esp8266/flash.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"

namespace kinglet::chip {

using soc::Irq;

namespace {

/// The longest stretch between two looks at whether the chip has halted: a sleeping CPU jumps to the end of
/// it.
constexpr u64 kSliceCycles = 1u << 16;

// Sources that share an interrupt have the numbers of their bits in the register that tells them apart.
constexpr u32 kUart0Source = 0;
constexpr u32 kUart1Source = 2;
constexpr u32 kSpi0Source = 4;
constexpr u32 kSpi1Source = 7;
constexpr u32 kI2sSource = 9;
constexpr u32 kFrc1NmiSource = 1;

u64 checksum(std::span<const u8> bytes) {
    u64 sum = 0xCBF29CE484222325;
    for (const u8 byte : bytes) sum = (sum ^ byte) * 0x100000001B3;
    return sum;
}

/// The board's resistor at a strapping pin.
struct StrapResistor {
    StrapResistor(Pads& pads, u32 number, bool level) : driver(pads[number]) {
        driver.set(Strength::BoardPull, level);
    }
    WireDriver driver;
};

}  // namespace

// In the order in which things need each other.
struct Machine::Parts final : ResetSink, CpuObserver, FlashOperationListener, SleepSink, IoSwapListener {
    explicit Parts(const MachineConfig& config);

    void map_memories();
    void map_devices();
    void reset(ResetCause cause);
    void scramble_ram();
    bool has_halted() const;
    StopReason run_until(u64 cycle);

    void request_reset(ResetCause cause) override;
    void exception_taken(Cause cause, u32 pc, u32 address) override;
    void debug_exception_taken(u32 debug_cause, u32 pc) override;
    void record_exception(ExceptionRecord record);
    void flash_operation_started(u64 start, u64 end) override;
    void enter_light_sleep() override;
    void leave_light_sleep() override;
    void enter_deep_sleep() override;
    bool pin_wants_to_wake() const override { return gpio.wants_to_wake(); }
    void io_swap_changed(u32 value) override;
    void reset_blocks(ResetCause cause);
    void on_gpio16_changed(Wire& wire);
    void snapshot(Archive& archive);
    void prepare_power_cut();
    void on_power_cut(u64);

    std::array<u8, soc::kDramSize> dram{};
    std::array<u8, soc::kIramSize> iram{};
    std::array<u8, soc::kRomSize> rom{};

    Clock clock;
    Log log{clock};
    EventQueue events{clock};
    InterruptController interrupts;
    Bus bus{clock};
    Random random;
    Pads pads;
    PadSignals signals;
    StrapResistor straps[6];

    ClockTree clocks;
    NorFlash flash;
    FlashCache cache;
    Spi spi0;
    Spi spi1;
    Uart uart0;
    Uart uart1;
    IoMux io_mux;
    Gpio gpio;
    Timers timers;
    Rtc rtc;
    RtcMemory rtc_memory;
    Watchdog watchdog;
    Analog analog;
    Slc slc;
    I2s i2s;
    Dport dport;
    Efuse efuse;
    Wdev wdev;
    std::vector<std::unique_ptr<Stub>> stubs;
    Cpu cpu;

    enum class Sleep : u8 { None, Light, Deep };
    Sleep sleep = Sleep::None;
    bool gpio16_to_rst;
    WireObserver gpio16{WireObserver::of<&Parts::on_gpio16_changed>(pads[16], this)};

    std::optional<ResetCause> pending_reset;
    bool stops_before_resets = false;
    bool is_reset_announced = false;  // a run has ended before the one that is pending
    ResetCause last_reset = ResetCause::PowerOn;
    bool is_held_in_reset = false;
    bool stop_requested = false;
    bool is_off = false;
    u64 operations_to_cut = 0;  // how many flash operations until one is cut; 0: none is
    u32 cut_permille = 0;
    Event power_cut = Event::of<&Parts::on_power_cut>("machine.power_cut", this);
    TimedEvent power_cut_in_operation = TimedEvent::of<&Parts::on_power_cut>(
        "machine.power_cut_in_operation", this, clock, events, TimeBase::Nanoseconds);
    u64 exceptions = 0;
    u64 resets = 0;
    std::optional<ExceptionRecord> last_exception;
    CpuObserver* observer = nullptr;
    Surroundings* surroundings = nullptr;
};

Machine::Parts::Parts(const MachineConfig& config)
    : random{config.seed},
      straps{{pads, 0, config.straps.gpio0},   {pads, 2, config.straps.gpio2},
             {pads, 15, config.straps.gpio15}, {pads, 7, config.straps.gpio7},
             {pads, 9, config.straps.gpio9},   {pads, 10, config.straps.gpio10}},
      clocks(clock, config.crystal_hz, log),
      flash(*config.flash, clock, log),
      cache(bus, flash, iram.data(), clock, events),
      spi0("spi0", clock, events, interrupts.line(Irq::Spi, kSpi0Source), log, &cache),
      spi1("spi1", clock, events, interrupts.line(Irq::Spi, kSpi1Source), log),
      uart0("uart0", clock, events, interrupts.line(Irq::Uart, kUart0Source), log),
      uart1("uart1", clock, events, interrupts.line(Irq::Uart, kUart1Source), log),
      io_mux(log),
      gpio({pads, io_mux, signals, interrupts.line(Irq::Gpio), config.crystal_hz}, clock, events, log),
      timers(clock, events, interrupts.line(Irq::Frc1), interrupts.line(Irq::Nmi, kFrc1NmiSource),
             interrupts.line(Irq::Frc2), log),
      rtc(pads[16], clock, events, interrupts.line(Irq::Rtc), *this, *this, log),
      watchdog(clock, events, interrupts.line(Irq::Watchdog), *this, log),
      analog(clocks, clock, events, log),
      slc(bus, interrupts.line(Irq::Slc), log),
      i2s({pads, io_mux, signals, slc, analog, interrupts.line(Irq::Spi, kI2sSource)}, clock, events, log),
      dport(interrupts, cache, clocks, watchdog, log),
      efuse(config.mac, log),
      wdev(interrupts, clock, log, random.next()),
      cpu(bus, clock, events, interrupts),
      gpio16_to_rst(config.gpio16_to_rst) {
    log.set_sink(config.log);
    std::copy(config.rom.begin(), config.rom.end(), rom.begin());
    spi0.set_slave(&flash);
    uart0.connect_pads(kUart0Pads, pads, io_mux, signals);
    uart1.connect_pads(kUart1Pads, pads, io_mux, signals);
    spi1.connect_pins(pads, io_mux, signals);
    gpio.set_wake_listener(&rtc);
    dport.set_swap_listener(this);
    flash.set_operation_listener(this);
    cpu.set_observer(this);
    map_memories();
    map_devices();
    reset(ResetCause::PowerOn);
    resets = 0;
}

void Machine::Parts::map_memories() {
    const auto map = [this](u32 base, u32 size, u8* memory) {
        bus.map_memory(base, size, memory, soc::find_region(base)->access);
    };
    map(soc::kDramBase, soc::kDramSize, dram.data());
    map(soc::kRomBase, soc::kRomSize, rom.data());
    // The upper half of IRAM and the flash window come and go with the cache.
    map(soc::kIramBase, soc::kIramCacheLowBase - soc::kIramBase, iram.data());
}

/// Every block of the memory map gets its device; a block that none claims by name gets a stub.
void Machine::Parts::map_devices() {
    const std::pair<std::string_view, BusDevice*> claims[] = {
        {"dport", &dport},   {"efuse", &efuse},
        {"wdev", &wdev},     {"uart0", &uart0},
        {"uart1", &uart1},   {"spi0", &spi0},
        {"spi1", &spi1},     {"gpio", &gpio},
        {"io_mux", &io_mux}, {"timers", &timers},
        {"rtc", &rtc},       {"wdt", &watchdog},
        {"analog", &analog}, {"rtc_memory", &rtc_memory},
        {"slc", &slc},       {"i2s", &i2s},
    };
    usize claimed = 0;
    for (const soc::Region& region : soc::kMemoryMap) {
        if (region.kind != soc::RegionKind::Registers) continue;
        BusDevice* device = nullptr;
        for (const auto& [name, claimant] : claims)
            if (name == region.name) device = claimant;
        if (device) {
            ++claimed;
        } else {
            stubs.push_back(std::make_unique<Stub>(region, facts_of_block(region.name), log));
            device = stubs.back().get();
        }
        bus.map_device(region.base, region.size, *device, region.access);
    }
    VERIFY(claimed ==
           std::size(claims));  // a claim whose name is in no row would leave its device unreachable
}

// Power-on loses every memory, a deep sleep all but the RTC's; a reset through the pin, the watchdog or
// software keeps them.
void Machine::Parts::reset(ResetCause cause) {
    log.write(LogLevel::Info, "machine", "reset, cause %u", static_cast<u32>(cause));
    ++resets;
    last_reset = cause;
    last_exception.reset();
    if (loses_power(cause)) scramble_ram();
    if (cause == ResetCause::PowerOn) {
        rtc_memory.scramble(random);
        flash.power_on();
        is_off = false;
    }
    clock.set_apb_stopped(false);
    sleep = Sleep::None;
    reset_blocks(cause);
    rtc.reset(cause);
    gpio.latch_straps();
    cpu.reset();
}

/// All but the RTC and the CPU.
void Machine::Parts::reset_blocks(ResetCause cause) {
    interrupts.reset();
    analog.reset(cause);
    watchdog.reset();
    dport.reset();
    cache.reset();
    spi0.reset();
    spi1.reset();
    uart0.reset();
    uart1.reset();
    io_mux.reset();
    gpio.reset();
    timers.reset();
    slc.reset();
    i2s.reset();
    wdev.reset();
    for (const auto& stub : stubs) stub->reset();
}

void Machine::Parts::scramble_ram() {
    const auto fill = [this](std::span<u8> memory) {
        for (usize at = 0; at < memory.size(); at += sizeof(u64)) {
            const u64 noise = random.next();
            std::memcpy(&memory[at], &noise, sizeof noise);
        }
    };
    fill(dram);
    fill(iram);
}

// What the UARTs still hold goes out first: the ROM's last words are in it.
bool Machine::Parts::has_halted() const {
    if (sleep == Sleep::Deep) return !rtc.is_alarm_set();
    return sleep == Sleep::None && cpu.is_waiting() && cpu.state().interrupt_level() > 0 &&
           !interrupts.nmi_sources() && !watchdog.is_running() && uart0.is_transmitter_idle() &&
           uart1.is_transmitter_idle();
}

StopReason Machine::Parts::run_until(u64 cycle) {
    while (true) {
        events.dispatch();
        if (is_off) return StopReason::PowerCut;
        if (pending_reset) {
            is_reset_announced = stops_before_resets && !is_reset_announced;
            if (is_reset_announced) return StopReason::Reset;
            reset(*std::exchange(pending_reset, std::nullopt));
        }
        if (stop_requested) {
            stop_requested = false;
            return StopReason::Requested;
        }
        if (clock.now() >= cycle) return StopReason::Deadline;
        if (is_held_in_reset || sleep != Sleep::None) {
            clock.advance_to(std::min(cycle, events.next_deadline()));
        } else {
            cpu.run(std::min(cycle, clock.now() + kSliceCycles));
        }
        if (has_halted() && !pending_reset) return StopReason::Halted;
    }
}

void Machine::Parts::request_reset(ResetCause cause) {
    pending_reset = cause;
    cpu.stop();
}

// Sleeping.

void Machine::Parts::enter_light_sleep() {
    sleep = Sleep::Light;
    clock.set_apb_stopped(true);
    cpu.stop_ccount();
    cpu.stop();
}

void Machine::Parts::leave_light_sleep() {
    sleep = Sleep::None;
    cpu.start_ccount();
    clock.set_apb_stopped(false);
}

void Machine::Parts::enter_deep_sleep() {
    sleep = Sleep::Deep;
    scramble_ram();
    reset_blocks(ResetCause::DeepSleep);
    cpu.stop();
}

void Machine::Parts::on_gpio16_changed(Wire& wire) {
    if (gpio16_to_rst && !wire.level()) request_reset(ResetCause::External);
}

void Machine::Parts::io_swap_changed(u32 value) {
    spi1.borrow_flash_bus(soc::dport::SWAP_TWO_ON_FLASH.get(value) ? &flash : nullptr);
}

// Snapshots: the parts in the order in which they need each other. Memory comes behind the cache, which maps
// it; pads behind everything that drives them.

void Machine::Parts::snapshot(Archive& archive) {
    archive.section("machine");
    u64 flash_size = flash.size();
    u32 crystal = clocks.crystal_hz();
    archive(flash_size, crystal);
    if (flash_size != flash.size() || crystal != clocks.crystal_hz()) return archive.fail();
    archive(clock, events.sequence(), clocks, interrupts, random, signals);
    archive(flash, cache, spi0, spi1, uart0, uart1, io_mux, gpio, timers, rtc, rtc_memory, watchdog, analog,
            slc, i2s, dport, wdev);
    for (const auto& stub : stubs) archive(*stub);
    archive(cpu);
    archive.section("memory");
    archive(dram, iram, rom);
    flash.snapshot_cells(archive);
    archive.section("surroundings");
    if (surroundings) surroundings->snapshot(archive);
    archive(pads);
    archive(is_held_in_reset, is_off, operations_to_cut, cut_permille, exceptions, resets);
    archive.bounded(sleep, 3);
    archive.maybe(pending_reset);
    archive.maybe(last_exception);
    archive(last_reset, power_cut_in_operation);
    archive.event(events, power_cut);
}

// Cutting the power.

void Machine::Parts::prepare_power_cut() {
    flash.prepare_power_cut();
    events.cancel(power_cut);
    power_cut_in_operation.cancel();
    operations_to_cut = 0;
}

void Machine::Parts::flash_operation_started(u64 start, u64 end) {
    if (operations_to_cut && --operations_to_cut == 0)
        power_cut_in_operation.schedule(start + (end - start) * cut_permille / 1000);
}

// What a cut leaves in the flash does not depend on what the chip drew from its own random numbers before.
void Machine::Parts::on_power_cut(u64) {
    Random choice{clock.now()};
    flash.cut_power(choice);
    is_off = true;
    cpu.stop();
}

void Machine::Parts::record_exception(ExceptionRecord record) {
    ++exceptions;
    std::copy_n(cpu.state().a, std::size(record.a), record.a);
    record.ps = cpu.state().ps;
    record.sar = cpu.state().sar;
    record.cycle = clock.now();
    last_exception = record;
}

void Machine::Parts::exception_taken(Cause cause, u32 pc, u32 address) {
    record_exception({.cause = cause, .pc = pc, .address = address});
    if (observer) observer->exception_taken(cause, pc, address);
}

void Machine::Parts::debug_exception_taken(u32 debug_cause, u32 pc) {
    record_exception({.cause = Cause::None, .pc = pc, .debug_cause = debug_cause});
    if (observer) observer->debug_exception_taken(debug_cause, pc);
}

Machine::Machine(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Machine::~Machine() = default;

std::unique_ptr<Machine> Machine::create(const MachineConfig& config, std::string& error) {
    constexpr u32 kSlowestCrystal = 1'000'000;
    constexpr u32 kFastestCrystal = 60'000'000;
    if (config.rom.empty() || config.rom.size() > soc::kRomSize)
        error = "the boot ROM has " + std::to_string(config.rom.size()) + " bytes; it takes 1 to 65536";
    else if (!config.flash)
        error = "no flash";
    else if (config.crystal_hz < kSlowestCrystal || config.crystal_hz > kFastestCrystal)
        error = "a crystal of " + std::to_string(config.crystal_hz) + " Hz is outside of 1 to 60 MHz";
    else
        return std::unique_ptr<Machine>(new Machine(std::make_unique<Parts>(config)));
    return nullptr;
}

StopReason Machine::run_until(u64 cycle) {
    return parts_->run_until(cycle);
}

StopReason Machine::run_for(u64 nanoseconds) {
    // The speed may change on the way, so the end is looked at again in its own unit.
    const u64 end = parts_->clock.nanoseconds() + nanoseconds;
    while (parts_->clock.nanoseconds() < end) {
        const StopReason reason = run_until(parts_->clock.cycle_of_nanoseconds(end));
        if (reason != StopReason::Deadline) return reason;
    }
    return StopReason::Deadline;
}

void Machine::request_stop() {
    parts_->stop_requested = true;
    parts_->cpu.stop();
}

void Machine::reset(ResetCause cause) {
    parts_->pending_reset.reset();
    parts_->reset(cause);
}

void Machine::set_reset_pin(bool level) {
    if (parts_->is_held_in_reset == !level) return;
    parts_->is_held_in_reset = !level;
    if (!level) {
        reset(ResetCause::External);
        return;
    }
    parts_->uart0.reset();  // nobody has heard what has arrived meanwhile
    parts_->uart1.reset();
    parts_->gpio.latch_straps();
}

void Machine::stop_before_resets(bool stop) {
    parts_->stops_before_resets = stop;
}

std::optional<ResetCause> Machine::coming_reset() const {
    return parts_->pending_reset;
}

ResetCause Machine::last_reset() const {
    return parts_->last_reset;
}

void Machine::cut_power_at(u64 cycle) {
    parts_->prepare_power_cut();
    parts_->events.schedule(parts_->power_cut, cycle);
}

void Machine::cut_power_at_flash_operation(u64 count, u32 permille) {
    parts_->prepare_power_cut();
    parts_->operations_to_cut = count;
    parts_->cut_permille = std::min(permille, 1000u);
}

Uart& Machine::uart0() {
    return parts_->uart0;
}
Uart& Machine::uart1() {
    return parts_->uart1;
}
Pads& Machine::pads() {
    return parts_->pads;
}
Cpu& Machine::cpu() {
    return parts_->cpu;
}
Analog& Machine::analog() {
    return parts_->analog;
}
Bus& Machine::bus() {
    return parts_->bus;
}
Clock& Machine::clock() {
    return parts_->clock;
}
const Clock& Machine::clock() const {
    return parts_->clock;
}
EventQueue& Machine::events() {
    return parts_->events;
}
Log& Machine::log() {
    return parts_->log;
}

std::vector<u8> Machine::save() {
    Archive archive;
    parts_->snapshot(archive);
    std::vector<u8> bytes = archive.take();
    const u64 sum = checksum(bytes);
    for (u32 shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<u8>(sum >> shift));
    return bytes;
}

bool Machine::restore(std::span<const u8> snapshot, std::string& error) {
    error = "not a snapshot, or damaged";
    if (snapshot.size() < sizeof(u64)) return false;
    const std::span<const u8> bytes = snapshot.first(snapshot.size() - sizeof(u64));
    u64 sum = 0;
    for (u32 i = 0; i < sizeof sum; ++i) sum |= u64{snapshot[bytes.size() + i]} << (8 * i);
    if (sum != checksum(bytes)) return false;
    Archive archive(bytes);
    parts_->snapshot(archive);
    parts_->bus.notify_changed(soc::kRomBase, soc::kRomSize);
    if (archive.has_failed() || !archive.is_at_end()) {
        error = "a snapshot of another kind of machine, or of another build of this program";
        parts_->is_off = true;
        return false;
    }
    parts_->pads.resolve();
    parts_->io_swap_changed(parts_->dport.stored(soc::dport::IO_SWAP));
    return true;
}

void Machine::set_surroundings(Surroundings* surroundings) {
    parts_->surroundings = surroundings;
}

MachineStats Machine::stats() const {
    return {.instructions = parts_->cpu.retired(),
            .cycles = parts_->clock.now(),
            .nanoseconds = parts_->clock.nanoseconds(),
            .exceptions = parts_->exceptions,
            .resets = parts_->resets};
}

const std::optional<ExceptionRecord>& Machine::last_exception() const {
    return parts_->last_exception;
}

void Machine::set_cpu_observer(CpuObserver* observer) {
    parts_->observer = observer;
}

}  // namespace kinglet::chip
