// Flash images of every kind of wrong, booted on the virtual chip: whatever they do to the chip, the banner
// comes first, the run ends, and the host is unharmed (the sanitizer build looks harder). Run twice, each
// must give the same bytes and cycles.
//   image_fuzz [--runs IMAGES] [--seed N] ROM.bin KINGLET.bin
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>

#include "fuzz/board_fuzz.hpp"
#include "soc/esp8266/image.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;
namespace image = soc::image;

constexpr u64 kRunNanoseconds = 100'000'000;
constexpr const char* kBanner = "\r\n ets Jan  8 2013,rst cause:1, boot mode:(3,6)\r\n\r\n";

void put_word(Bytes& out, u32 word) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<u8>(word >> shift));
}

/// Where programs are loaded, and where they never should be.
u32 some_address() {
    static constexpr u32 kPlaces[] = {0x40100000, 0x4010F000, 0x40110000, 0x3FFE8000, 0x3FFFC000,
                                      0x3FFFFF00, 0x40000000, 0x40200000, 0x60000000, 0x3FF00000,
                                      0x3FF20000, 0x00000000, 0xFFFFFFF0, 0x60000300};
    const u32 place = kPlaces[below(std::size(kPlaces))];
    return below(4) == 0 ? random_word() : place + below(64) * 4 + (below(8) == 0 ? below(4) : 0);
}

/// An image of a few segments, its checksum mostly right.
Bytes made_image() {
    const u32 segments = below(4);
    Bytes out = {image::kMagic, static_cast<u8>(below(8) == 0 ? random_word() : segments),
                 static_cast<u8>(below(6)), static_cast<u8>(random_word())};
    u8 checksum = image::kChecksumSeed;
    put_word(out, below(2) == 0 ? 0x40100000 : some_address());
    for (u32 i = 0; i < segments; ++i) {
        const u32 length = below(2) == 0 ? below(64) * 4 : below(300);
        put_word(out, i == 0 ? 0x40100000 : some_address());
        put_word(out, below(16) == 0 ? random_word() : length);
        for (u32 n = 0; n < length; ++n) {
            out.push_back(static_cast<u8>(random_word()));
            checksum ^= out.back();
        }
    }
    while (out.size() % image::kLineSize != image::kLineSize - 1) out.push_back(0);
    out.push_back(below(4) == 0 ? static_cast<u8>(random_word()) : checksum);
    return out;
}

/// The real one with a few bytes changed, or cut short.
Bytes damaged_image(const Bytes& good) {
    Bytes out = good;
    if (below(4) == 0) out.resize(below(static_cast<u32>(out.size())));
    for (u32 n = below(6); n != 0 && !out.empty(); --n) {
        const u32 reach = below(2) == 0 ? 64 : static_cast<u32>(out.size());
        out[below(std::min(reach, static_cast<u32>(out.size())))] = static_cast<u8>(random_word());
    }
    return out;
}

struct Outcome {
    std::string text;
    u64 cycles;

    bool operator==(const Outcome&) const = default;
};

Outcome boot(const Bytes& rom, const Bytes& image_bytes) {
    RecordedBoard board(rom, image_bytes);
    (void)board.machine().run_for(kRunNanoseconds);
    return {board.output, board.machine().stats().cycles};
}

}  // namespace

int main(int count, char** arguments) {
    const auto [runs, rom, good] = read_command(count, arguments, "image_fuzz", "--runs", 1000);
    for (u64 i = 0; i < runs; ++i) {
        const u64 state = random_state;
        const Bytes bytes = below(2) == 0 ? made_image() : damaged_image(good);
        const Outcome outcome = boot(rom, bytes);
        const bool same = boot(rom, bytes) == outcome;
        if (same && outcome.text.starts_with(kBanner)) continue;
        std::printf("image %llu (state %llx): %s\n%s\n", static_cast<unsigned long long>(i),
                    static_cast<unsigned long long>(state), same ? "no banner" : "two runs differ",
                    outcome.text.c_str());
        return 1;
    }
    std::printf("%llu images booted\n", static_cast<unsigned long long>(runs));
    return 0;
}
