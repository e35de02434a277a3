// Flash images of every kind of wrong, booted on the virtual chip: whatever they do to the chip, the banner
// comes first, the run ends, and the host is unharmed (the sanitizer build looks harder). Run twice, each
// must give the same bytes and cycles.
//   image_fuzz [--runs IMAGES] [--seed N] ROM.bin KINGLET.bin
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "chip/devices/flash_contents.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"
#include "soc/esp8266/image.hpp"

namespace {

using namespace kinglet;
namespace image = soc::image;
using Bytes = std::vector<u8>;

constexpr u64 kRunNanoseconds = 100'000'000;
constexpr const char* kBanner = "\r\n ets Jan  8 2013,rst cause:1, boot mode:(3,6)\r\n\r\n";

u64 random_state = 1;

u32 random_word() {
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return static_cast<u32>(random_state * 0x2545F4914F6CDD1Du >> 32);
}

u32 below(u32 limit) {
    return random_word() % limit;
}

Bytes read_file(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "image_fuzz: cannot read %s\n", path);
        std::exit(1);
    }
    Bytes bytes(1 << 20);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
    std::fclose(file);
    return bytes;
}

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

class Recorder final : public chip::SerialPort {
  public:
    void frame_sent(const chip::SerialFrame& frame) override { text += static_cast<char>(frame.byte); }
    std::string text;
};

struct Outcome {
    std::string text;
    u64 cycles;

    bool operator==(const Outcome&) const = default;
};

Outcome boot(const Bytes& rom, const Bytes& image_bytes) {
    const auto flash = chip::FlashContents::in_memory(1 << 20);
    std::copy(image_bytes.begin(), image_bytes.end(), flash->data());
    chip::MachineConfig config;
    config.rom = rom;
    config.flash = flash.get();
    std::string error;
    const auto machine = chip::Machine::create(config, error);
    Recorder recorder;
    machine->uart0().attach(&recorder);
    (void)machine->run_for(kRunNanoseconds);
    return {recorder.text, machine->stats().cycles};
}

}  // namespace

int main(int count, char** arguments) {
    u64 runs = 1000;
    std::vector<const char*> paths;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], "--runs") == 0 && i + 1 < count) {
            runs = std::strtoull(arguments[++i], nullptr, 0);
        } else if (std::strcmp(arguments[i], "--seed") == 0 && i + 1 < count) {
            random_state = std::strtoull(arguments[++i], nullptr, 0) * 2 + 1;
        } else {
            paths.push_back(arguments[i]);
        }
    }
    if (paths.size() != 2) {
        std::fprintf(stderr, "usage: image_fuzz [--runs IMAGES] [--seed N] ROM.bin KINGLET.bin\n");
        return 2;
    }
    const Bytes rom = read_file(paths[0]), good = read_file(paths[1]);
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
