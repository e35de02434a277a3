// Snapshots with wrong contents whose sums fit all the same: the emulator takes no harm, whether it refuses
// one or goes on from it. A recording is mangled likewise: it is refused, or read.
//   snapshot_fuzz [--runs N] [--seed N] ROM.bin KINGLET.bin
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "chip/inspect/inputs.hpp"
#include "chip/inspect/snapshot_file.hpp"
#include "fuzz/board_fuzz.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;

constexpr u32 kSnapshots = 20;
constexpr u32 kDevicesSize = 8192;      // about what comes before the memories
constexpr u64 kSpanNs = 3'000'000;      // that a restored board runs
constexpr unsigned kMostSeconds = 120;  // of a run: more is a hang

void put_sum(std::span<u8> at, u64 sum) {
    for (u32 i = 0; i < sizeof sum; ++i) at[i] = static_cast<u8>(sum >> (8 * i));
}

void mangle(Bytes& state) {
    const u32 size = static_cast<u32>(state.size()) - 8;
    for (u32 left = 1 + below(6); left > 0; --left) {
        const u32 reach = below(8) ? std::min(size, kDevicesSize) : size;
        u8* const at = &state[below(reach - 8)];
        constexpr u64 kNumbers[] = {0,     1,          2,          0x7F,    0x80,        0xFF,
                                    0x100, 0x7FFFFFFF, 0x80000000, ~u64{0}, ~u64{0} >> 1};
        const u64 number =
            below(2) ? kNumbers[below(std::size(kNumbers))] : u64{random_word()} << 32 | random_word();
        const u32 width = 1u << below(4);
        for (u32 i = 0; i < width; ++i) at[i] = static_cast<u8>(number >> (8 * i));
    }
    put_sum(std::span(state).last(8), chip::sum_of(std::span(state).first(size)));
}

/// A board on its way, saved now and then.
std::vector<Bytes> make_snapshots(const BoardCommand& command) {
    std::vector<Bytes> snapshots;
    RecordedBoard board(command.rom, command.image);
    for (u32 i = 0; i < kSnapshots; ++i) {
        (void)board.machine().run_for(u64{below(30'000'000)});
        constexpr u8 kKeys[] = {'1', '\r', 1, 2, 3, 4};
        board.machine().uart0().receive({&kKeys[below(std::size(kKeys))], 1});
        snapshots.push_back(board.machine().save());
    }
    return snapshots;
}

/// Whether it was taken.
bool try_one(const BoardCommand& command, Bytes state) {
    mangle(state);
    RecordedBoard board(command.rom, command.image);
    std::string error;
    const bool is_taken = board.machine().restore(state, error);
    (void)board.machine().run_for(kSpanNs);
    if (!is_taken) {
        board.machine().reset(chip::ResetCause::PowerOn);
        (void)board.machine().run_for(kSpanNs / 10);
    }
    (void)board.machine().save();
    return is_taken;
}

void try_recording() {
    std::string text =
        "kinglet recording 1\nstart cycle=0 state=0123456789abcdef\nin 5 uart0 115200 8n2 0301\nin 6 pad 3 "
        "push 1\n"
        "in 7 break auto -\nin 8 reset 0\nin 9 voltage 100\nout 52013 3e\nend 104000\n";
    for (u32 left = below(8); left > 0; --left) {
        const u32 at = below(static_cast<u32>(text.size()));
        if (below(3) == 0)
            text.erase(at, below(12));
        else if (below(3) == 0)
            text.insert(at, text.substr(below(static_cast<u32>(text.size())), below(40)));
        else
            text[at] = static_cast<char>(random_word());
    }
    chip::Replay replay;
    std::string error;
    (void)replay.load(text, error);
}

}  // namespace

int main(int count, char** arguments) {
    const BoardCommand command = read_command(count, arguments, "snapshot_fuzz", "--runs", 1000);
    const std::vector<Bytes> snapshots = make_snapshots(command);
    u64 taken = 0;
    for (u64 run = 0; run < command.amount; ++run) {
        alarm(kMostSeconds);
        taken += try_one(command, snapshots[below(kSnapshots)]);
        for (u32 i = 0; i < 50; ++i) try_recording();
    }
    std::printf("%llu snapshots, %llu of them taken\n", static_cast<unsigned long long>(command.amount),
                static_cast<unsigned long long>(taken));
    return 0;
}
