// registers_fuzz [--runs N] [--seed N]: hammers every block of the chip with random reads and writes, sends
// it bytes, pulls its pins, resets it, lets time pass, and looks for what must never happen: a crash, a clock
// that goes back, an access whose outcome contradicts the memory map, or a run that is not the same when
// repeated.
//
// A round is one machine and 400 actions; it is run twice and must end in the same state. `--seed` is that of
// the first round, so a failing one can be run alone. Run it under the sanitizers (preset host-sanitize) to
// see more.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "chip/core/random.hpp"
#include "chip/core/wires.hpp"
#include "chip/devices/pads.hpp"
#include "chip/machine.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace kinglet::chip {
namespace {

constexpr u32 kActions = 400;
constexpr u64 kLongestWait = 4000;  // cycles

[[noreturn]] void fail(u64 seed, const char* what, u32 address) {
    std::fprintf(stderr, "registers_fuzz: seed %llu: %s at 0x%08x\n", static_cast<unsigned long long>(seed),
                 what, address);
    std::exit(1);
}

/// Everything that a round showed, as one number.
struct Trace final : SerialPort, LogSink {
    u64 hash = 0xCBF29CE484222325;

    void add(u64 value) { hash = (hash ^ value) * 0x100000001B3; }
    void frame_sent(const SerialFrame& frame) override {
        add(frame.byte);
        add(frame.end_nanoseconds);
    }
    void log(LogLevel, u64 nanoseconds, const char* source, const char* text) override {
        add(nanoseconds);
        for (const char* c = source; *c; ++c) add(static_cast<u8>(*c));
        for (const char* c = text; *c; ++c) add(static_cast<u8>(*c));
    }
};

class Round {
  public:
    explicit Round(u64 seed) : seed_(seed), random_{seed} {
        // The CPU spins at the reset vector, and at the vectors as well should an interrupt come through.
        static constexpr u8 kSpin[] = {0x06, 0xFF, 0xFF};  // j .
        for (u32 offset : {0x10u, 0x20u, 0x30u, 0x50u, 0x70u, 0x80u})
            std::memcpy(&rom_[offset], kSpin, sizeof kSpin);
        flash_ = FlashContents::in_memory(512 * 1024);
        std::string error;
        machine_ = Machine::create({.rom = rom_, .flash = flash_.get(), .seed = seed, .log = &trace_}, error);
        if (!flash_ || !machine_) fail(seed, error.c_str(), 0);
        machine_->uart0().attach(&trace_);
    }

    u64 run() {
        for (u32 i = 0; i < kActions; ++i) act();
        const MachineStats stats = machine_->stats();
        for (u64 value :
             {stats.instructions, stats.cycles, stats.nanoseconds, stats.exceptions, stats.resets})
            trace_.add(value);
        for (u32 i = 0; i < flash_->size(); i += 257) trace_.add(flash_->data()[i]);
        return trace_.hash;
    }

  private:
    u32 below(u32 limit) { return static_cast<u32>(random_.next() % limit); }

    void act() {
        const u64 before = machine_->clock().now();
        switch (below(16)) {
            case 0: machine_->run_until(before + below(kLongestWait)); break;
            case 1: send_bytes(); break;
            case 2: pull_pin(); break;
            case 3:
                if (below(8) == 0) machine_->reset(static_cast<ResetCause>(1 + below(6)));
                break;
            case 4: access_anything(); break;
            case 5:
            case 6:
            case 7:
            case 8: read_register(); break;
            default: write_register(); break;
        }
        if (machine_->clock().now() < before) fail(seed_, "the clock went back", 0);
    }

    u32 register_address() {
        while (true) {
            const soc::Region& region = soc::kMemoryMap[below(std::size(soc::kMemoryMap))];
            if (region.kind != soc::RegionKind::Registers) continue;
            return region.base + below(region.size < 0x100 ? region.size : 0x100) / 4 * 4;
        }
    }

    u32 value() {
        switch (below(5)) {
            case 0: return 0;
            case 1: return ~0u;
            case 2: return 1u << below(32);
            case 3: return below(256);
            default: return static_cast<u32>(random_.next());
        }
    }

    void read_register() {
        const u32 address = register_address();
        u32 word = 0;
        if (machine_->bus().load32(address, word) != Cause::None)
            fail(seed_, "a register does not answer", address);
        trace_.add(word);
    }

    void write_register() {
        const u32 address = register_address();
        if (machine_->bus().store32(address, value()) != Cause::None)
            fail(seed_, "a register does not take a word", address);
    }

    /// Any width anywhere near a region; what must be refused is refused with the cause of its place.
    void access_anything() {
        const soc::Region& region = soc::kMemoryMap[below(std::size(soc::kMemoryMap))];
        const u32 address = region.base + below(region.size + 0x40) - 0x20;
        Bus& bus = machine_->bus();
        u32 word = 0;
        const u32 width = 1u << below(3);
        const bool store = below(2);
        Cause cause;
        if (width == 4)
            cause = store ? bus.store32(address, value()) : bus.load32(address, word);
        else if (width == 2)
            cause = store ? bus.store16(address, value()) : bus.load16(address, word);
        else
            cause = store ? bus.store8(address, value()) : bus.load8(address, word);
        trace_.add(word);
        trace_.add(static_cast<u64>(cause));
        if (address % width) {
            if (cause != Cause::LoadStoreAlignment) fail(seed_, "an unaligned access went through", address);
            return;
        }
        const soc::Region* place = soc::find_region(address);
        const u8 right = width == 4 ? (store ? soc::kStore32 : soc::kLoad32)
                                    : (store ? soc::kStoreNarrow : soc::kLoadNarrow);
        const soc::Intent intent = store ? soc::Intent::Store : soc::Intent::Load;
        const bool granted = place && (place->access & right);
        if (!granted && cause != soc::refusal_cause(address, intent)) fail(seed_, "a wrong refusal", address);
        // The flash window and the cache's halves of IRAM may be shut.
        const bool always_there =
            place && place->kind != soc::RegionKind::Flash &&
            (address < soc::kIramCacheLowBase || address >= soc::kIramBase + soc::kIramSize);
        if (granted && always_there && cause != Cause::None)
            fail(seed_, "a granted access was refused", address);
    }

    void send_bytes() {
        u8 bytes[40];
        const u32 count = below(sizeof bytes);
        for (u32 i = 0; i < count; ++i) bytes[i] = static_cast<u8>(random_.next());
        Uart& uart = below(4) ? machine_->uart0() : machine_->uart1();
        if (below(8) == 0) line_.baud = below(2) ? 0 : 300 + below(1'000'000);
        if (below(16) == 0) uart.receive_break(line_);
        if (below(16) == 0) uart.discard_receiving();
        uart.receive({bytes, count}, line_);
    }

    void pull_pin() {
        WireDriver driver(machine_->pads()[below(Pads::kCount)]);
        driver.set(static_cast<Strength>(below(4)), below(2));
    }

    u64 seed_;
    Random random_;
    LineSettings line_;
    Trace trace_;
    std::vector<u8> rom_ = std::vector<u8>(0x100);
    std::unique_ptr<FlashContents> flash_;
    std::unique_ptr<Machine> machine_;
};

int main(int count, char** arguments) {
    u64 runs = 50;
    u64 seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        const u64 number = std::strtoull(arguments[i + 1], nullptr, 0);
        if (!std::strcmp(arguments[i], "--runs")) runs = number;
        if (!std::strcmp(arguments[i], "--seed")) seed = number;
    }
    for (u64 round = 0; round < runs; ++round) {
        const u64 first = Round(seed + round).run();
        if (Round(seed + round).run() != first)
            fail(seed + round, "the second run differs from the first", 0);
    }
    std::printf("registers_fuzz: %llu rounds of %u actions, seeds from %llu: nothing found\n",
                static_cast<unsigned long long>(runs), kActions, static_cast<unsigned long long>(seed));
    return 0;
}

}  // namespace
}  // namespace kinglet::chip

int main(int count, char** arguments) {
    return kinglet::chip::main(count, arguments);
}
