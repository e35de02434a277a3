// Compares the interpreter with QEMU's lx106 over random programs: every register after every slot, and the
// data memory at the end. The first difference is shown with the instructions that led to it, and ends the
// run with status 1.
//
//   cpu_vs_qemu [--instructions N] [--seed N]
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include "chip/cpu/cpu.hpp"
#include "chip/cpu/decoder.hpp"
#include "chip/cpu/disassembler.hpp"
#include "fuzz/chip/cpu_program.hpp"
#include "fuzz/chip/cpu_runtime.hpp"
#include "fuzz/chip/qemu.hpp"

namespace kinglet::fuzz {
namespace {

constexpr u8 kAllRights = soc::kAccessData | soc::kExecute;

/// Our side: the processor with RAM everywhere.
struct Machine {
    explicit Machine(const Program& program) : image(program.image) {
        bus.map_memory(kImageBase, kImageSize, image.data(), kAllRights);
        bus.map_memory(kDataBase, kDataSize, data.data(), kAllRights);
        bus.map_memory(kLogBase, kLogSize, log.data(), kAllRights);
        const u8 sleep[] = {0x00, 0x7F, 0x00};  // waiti 15
        bus.poke(program.finish, sleep, sizeof sleep);
        const u8 longer_period[] = {0xF8, 0x01};
        bus.poke(kLogBase + kPeriodCell, longer_period, sizeof longer_period);
        cpu.state().pc = program.entry;
    }

    /// Runs to the finish, in stretches of any length: where one ends must not matter.
    bool run(u32 seed) {
        std::mt19937 random(seed);
        for (u64 cycles = 0; cycles < 200'000'000;) {
            events.dispatch();
            const u64 start = clock.now();
            cpu.run(start + 1 + random() % (random() % 4 ? 5000 : 20));
            if (cpu.is_waiting() && (cpu.state().ps & soc::kPsIntLevelMask) == 15) return true;
            cycles += clock.now() - start;
        }
        return false;
    }

    u32 word(u32 address) const {
        u32 value = 0;
        std::memcpy(&value, log.data() + (address - kLogBase), sizeof value);
        return value;
    }

    chip::Clock clock;
    chip::EventQueue events{clock};
    chip::InterruptController interrupts;
    chip::Bus bus{clock};
    std::vector<u8> image;
    std::vector<u8> data = std::vector<u8>(kDataSize);
    std::vector<u8> log = std::vector<u8>(kLogSize);
    chip::Cpu cpu{bus, clock, events, interrupts};
};

void show_slot(const Program& program, u32 behind_call) {
    const u32 slot =
        (behind_call - program.slots_base) / program.slot_size * program.slot_size + program.slots_base;
    const u32 end = slot + program.slot_size - kLogCallSize;
    for (u32 pc = slot; pc < end;) {
        u32 word = 0;
        std::memcpy(&word, program.image.data() + (pc - kImageBase), 3);
        const chip::Instruction instruction = chip::decode(word);
        std::printf("  %08x: %06x  %s\n", pc, instruction.word, chip::disassemble(instruction, pc).c_str());
        pc += instruction.length;
    }
}

/// What of an entry does not have to be the same becomes 0.
void drop_what_the_timer_leaves(std::vector<u8>& entries, usize first, usize size) {
    for (usize at = 0; at + 4 <= size; at += 4) {
        u32 value = 0;
        std::memcpy(&value, entries.data() + first + at, 4);
        value &= compared_bits(static_cast<u32>(at / 4) % record_words(), Timer::On);
        std::memcpy(entries.data() + first + at, &value, 4);
    }
}

/// The two logs and memories are the same. `records`: how many entries there are.
bool compare(const Program& program, const Machine& ours, const std::vector<u8>& theirs, u32& records) {
    const u32 record_bytes = record_words() * 4;
    const u32 log_bytes = ours.word(kLogBase + kCursorCell) - kFirstRecord;
    const u32 their_log_bytes = static_cast<u32>(theirs.size()) - kDataSize;
    records = log_bytes / record_bytes;
    u32 previous = 0;
    for (u32 i = 0; i < records && (i + 1) * record_bytes <= their_log_bytes; ++i) {
        const u8* const mine = ours.log.data() + (kFirstRecord - kLogBase) + i * record_bytes;
        const u8* const other = theirs.data() + i * record_bytes;
        if (std::memcmp(mine, other, record_bytes) != 0) {
            std::printf("entry %u differs\n", i);
            for (u32 word = 0; word < record_words(); ++word) {
                u32 a = 0, b = 0;
                std::memcpy(&a, mine + word * 4, 4);
                std::memcpy(&b, other + word * 4, 4);
                if (a != b) std::printf("  %-18s %08x, QEMU has %08x\n", record_name(word).c_str(), a, b);
            }
            for (u32 back = i < 3 ? i : 3; back > 0; --back) {
                std::memcpy(&previous, mine - back * record_bytes + kReturnWord * 4, 4);
                std::printf(" after\n");
                show_slot(program, previous);
            }
            std::printf(" and\n");
            std::memcpy(&previous, mine + kReturnWord * 4, 4);
            show_slot(program, previous);
            if (i) {
                std::printf(" with");
                for (u32 reg = 0; reg < 16; ++reg) {
                    u32 value = 0;
                    std::memcpy(&value, mine - record_bytes + reg * 4, 4);
                    std::printf(" a%u=%x", reg, value);
                }
                std::printf("\n");
            }
            return false;
        }
    }
    if (log_bytes != their_log_bytes) {
        std::printf("%u bytes of log, QEMU has %u\n", log_bytes, their_log_bytes);
        return false;
    }
    if (std::memcmp(ours.data.data(), theirs.data() + log_bytes, kDataSize) != 0) {
        std::printf("the data memory differs\n");
        return false;
    }
    return true;
}

/// Every row of the instruction table was in some program, but for those that are left out for a reason.
bool covers_the_table(const std::vector<u64>& uses) {
    bool all = true;
    for (u32 row = 0; row < chip::kOpcodeCount; ++row) {
        if (uses[row] || is_left_out(static_cast<chip::Opcode>(row))) continue;
        std::printf("%s was in no program\n", chip::info(static_cast<chip::Opcode>(row)).mnemonic);
        all = false;
    }
    return all;
}

int run(u64 instructions, u32 first_seed) {
    constexpr u64 kEnoughForEveryRow = 20'000;
    std::vector<u64> uses(chip::kOpcodeCount);
    u64 compared = 0;
    u64 strikes = 0;
    u32 programs = 0;
    for (u32 seed = first_seed; compared < instructions; ++seed, ++programs) {
        const Shape shape = seed % 2 ? Shape::Single : Shape::Run;
        const Timer timer = seed / 2 % 2 ? Timer::On : Timer::Off;
        const Program program = make_program(seed, shape, timer);
        for (u32 row = 0; row < chip::kOpcodeCount; ++row) uses[row] += program.uses[row];
        Machine machine(program);
        if (!machine.run(seed)) {
            std::printf("seed %u: the program does not end; pc=%08x\n", seed, machine.cpu.state().pc);
            return 1;
        }
        std::vector<u8> theirs = run_qemu(program.image, kImageBase, program.entry);
        if (theirs.size() < kDataSize) {
            std::printf("seed %u: qemu-system-xtensa could not run the program\n", seed);
            return 1;
        }
        if (timer == Timer::On) {
            const usize log_bytes = machine.word(kLogBase + kCursorCell) - kFirstRecord;
            drop_what_the_timer_leaves(machine.log, kFirstRecord - kLogBase, log_bytes);
            drop_what_the_timer_leaves(theirs, 0, theirs.size() - kDataSize);
        }
        u32 records = 0;
        if (!compare(program, machine, theirs, records)) {
            std::printf("seed %u\n", seed);
            return 1;
        }
        // What the log's own instructions do is compared as well, but they are always the same: not counted.
        // So are the timer's.
        const u32 struck = machine.word(kLogBase + kStrikesCell);
        const u64 executed =
            machine.cpu.retired() - u64{records} * log_instructions() - u64{struck} * timer_instructions();
        strikes += struck;
        compared += shape == Shape::Single ? records : executed;
    }
    if (compared >= kEnoughForEveryRow && !covers_the_table(uses)) return 1;
    std::printf("%" PRIu64 " instructions in %u programs, interrupted by the timer %" PRIu64
                " times: the same as QEMU's\n",
                compared, programs, strikes);
    return 0;
}

}  // namespace
}  // namespace kinglet::fuzz

int main(int count, char** arguments) {
    kinglet::u64 instructions = 1'000'000;
    kinglet::u32 seed = 1;
    for (int i = 1; i < count; ++i) {
        const char* const value = i + 1 < count ? arguments[i + 1] : nullptr;
        if (value && std::strcmp(arguments[i], "--instructions") == 0) {
            instructions = std::strtoull(value, nullptr, 0);
        } else if (value && std::strcmp(arguments[i], "--seed") == 0) {
            seed = static_cast<kinglet::u32>(std::strtoul(value, nullptr, 0));
        } else {
            std::fprintf(stderr, "usage: cpu_vs_qemu [--instructions N] [--seed N]\n");
            return 2;
        }
        ++i;
    }
    return kinglet::fuzz::run(instructions, seed);
}
