// What a board costs: so many of them in one process, idle at their prompts. The first twenty boot; the
// others go on from the first one's snapshot.
//
//   build/bin/boards_bench [BOARDS] [SECONDS]     default: 100 boards, 1 second of their time
//
// Prints the memory that one more board takes beyond its flash, and how much of one core's time (the
// process's, whatever else the machine does) the idle ones need to stay in step with real time: below 1 they
// can.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

#include "chip/machine.hpp"

namespace kinglet::chip {
namespace {

constexpr u64 kStepNs = 10'000'000;  // all boards are kept this close together
constexpr u32 kFlashSize = 1024 * 1024;
constexpr u32 kBooted = 20;

std::vector<u8> read_file(const char* path) {
    std::vector<u8> bytes;
    std::FILE* file = std::fopen(path, "rb");
    if (!file) {
        std::fprintf(stderr, "boards_bench: can't open %s (make build makes it)\n", path);
        std::exit(2);
    }
    u8 buffer[65536];
    for (usize count; (count = std::fread(buffer, 1, sizeof buffer, file)) != 0;)
        bytes.insert(bytes.end(), buffer, buffer + count);
    std::fclose(file);
    return bytes;
}

/// Bytes of this process that are in memory and its own.
u64 private_bytes() {
    unsigned long long total = 0, resident = 0, shared = 0;
    std::FILE* file = std::fopen("/proc/self/statm", "r");
    if (!file || std::fscanf(file, "%llu %llu %llu", &total, &resident, &shared) != 3) std::exit(2);
    std::fclose(file);
    return (resident - shared) * static_cast<u64>(sysconf(_SC_PAGESIZE));
}

struct Board {
    std::unique_ptr<FlashContents> flash;
    std::unique_ptr<Machine> machine;
};

Board make_board(const std::vector<u8>& rom, const std::vector<u8>& image) {
    Board board{FlashContents::in_memory(kFlashSize), nullptr};
    std::string error;
    if (board.flash) {
        std::memcpy(board.flash->data(), image.data(), image.size());
        board.machine = Machine::create({.rom = rom, .flash = board.flash.get()}, error);
    }
    if (board.machine) return board;
    std::fprintf(stderr, "boards_bench: %s\n", error.empty() ? "no memory" : error.c_str());
    std::exit(1);
}

int run(u32 count, double seconds) {
    const std::vector<u8> rom = read_file("build/firmware/rom.bin");
    const std::vector<u8> image = read_file("build/firmware/kinglet.bin");
    std::vector<Board> boards;
    const u64 before = private_bytes();
    const u32 booted = std::min(count, kBooted);
    for (u32 i = 0; i < booted; ++i) {
        boards.push_back(make_board(rom, image));
        if (boards.back().machine->run_for(500'000'000) == StopReason::Halted) {
            std::fprintf(stderr, "boards_bench: the firmware has stopped for good\n");
            return 1;
        }
    }
    const double each = static_cast<double>(private_bytes() - before) / booted - kFlashSize;
    std::printf("one board has sent %llu bytes\n",
                static_cast<unsigned long long>(boards.back().machine->uart0().counts().sent));
    std::printf("memory of a board beyond its flash: %.0f KiB\n", each / 1024);
    const std::vector<u8> snapshot = boards.front().machine->save();
    while (boards.size() < count) {
        boards.push_back(make_board(rom, image));
        std::string error;
        if (boards.back().machine->restore(snapshot, error)) continue;
        std::fprintf(stderr, "boards_bench: %s\n", error.c_str());
        return 1;
    }
    const std::clock_t start = std::clock();
    const u64 steps = static_cast<u64>(seconds * 1e9) / kStepNs;
    for (u64 step = 0; step < steps; ++step)
        for (const Board& board : boards) board.machine->run_for(kStepNs);
    const double busy = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const double share = busy / (static_cast<double>(steps) * kStepNs / 1e9);
    std::printf("%u idle boards: %.3f of one core's time in step with real time; a thousand: %.3f\n", count,
                share, share * 1000 / count);
    return 0;
}

}  // namespace
}  // namespace kinglet::chip

int main(int count, char** arguments) {
    const int boards = count > 1 ? std::atoi(arguments[1]) : 100;
    const double seconds = count > 2 ? std::atof(arguments[2]) : 1;
    if (boards < 1 || seconds <= 0 || count > 3) {
        std::fprintf(stderr, "usage: boards_bench [BOARDS] [SECONDS]\n");
        return 2;
    }
    return kinglet::chip::run(static_cast<kinglet::u32>(boards), seconds);
}
