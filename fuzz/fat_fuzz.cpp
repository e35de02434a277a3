// FAT images of every kind of wrong: an error or a mount, never a crash, a hang or an access out of bounds
// (the sanitizer build looks harder). What mounts is listed, read, and written to.
//   fat_fuzz [--runs IMAGES] [--seed N]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "device/fs/fat/fat_file_system.hpp"
#include "fuzz/use_files.hpp"
#include "tests/support/fs/ram_device.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;
using Bytes = std::vector<u8>;

struct Geometry {
    u32 sectors, bytes;
};
// FAT12, also in sectors of a flash, and FAT16.
constexpr Geometry kGeometries[] = {{50, 512}, {600, 512}, {20, 4096}, {4200, 512}};

/// More device operations than any tree of that size can need: something goes in a circle.
constexpr u64 kMostReads = 20'000'000;

struct Mounted {
    std::vector<u32> sector;
    fs::FatFileSystem system;

    explicit Mounted(test::RamDevice& device)
        : sector(device.block_bytes() / 4),
          system(
              device, reinterpret_cast<u8*>(sector.data()), +[]() { return i64{1'750'000'000}; }) {}
};

Bytes good_image(const Geometry& geometry) {
    test::RamDevice device(geometry.bytes, geometry.sectors);
    Mounted mounted(device);
    if (mounted.system.format() != Errno::None || mounted.system.mount() != Errno::None) std::abort();
    make_files(mounted.system);
    return device.bytes;
}

/// Changes it: bytes anywhere, most of them where something is; fields of the boot sector; words that may be
/// clusters; slots put elsewhere. At times it is put behind a partition table.
void damage(Bytes& image, const Geometry& geometry) {
    const auto size = static_cast<u32>(image.size());
    const u32 used = below(2) != 0 && 40 * geometry.bytes < size ? 40 * geometry.bytes : size;
    for (u32 left = 1 + below(8); left != 0; --left) {
        const u32 at = below(4) == 0 ? below(64) : below(used);
        switch (below(5)) {
            case 0: image[at] ^= static_cast<u8>(1u << below(8)); break;
            case 1: image[at] = static_cast<u8>(below(256)); break;
            case 2: {
                const u32 words[] = {below(geometry.sectors), 0xFFFFFFFF, 0, random_word()};
                std::memcpy(&image[at / 2 * 2], &words[below(4)], 2);
                break;
            }
            case 3: std::memmove(&image[at / 32 * 32], &image[below(used / 32) * 32], 32); break;
            default: image[at / 32 * 32 + 11] = static_cast<u8>(1u << below(8));
        }
    }
    if (below(16) != 0) return;
    image.insert(image.begin(), geometry.bytes, 0);
    for (u32 row = 446; row < 510; row += 16) {
        image[row + 4] = 12;
        image[row + 8] = static_cast<u8>(below(3));
    }
    image[510] = 0x55;
    image[511] = 0xAA;
}

void try_image(const Geometry& geometry, const Bytes& image) {
    test::RamDevice device(geometry.bytes, static_cast<u32>(image.size() / geometry.bytes));
    device.bytes = image;
    Mounted mounted(device);
    if (mounted.system.mount() == Errno::None) use_files(mounted.system);
    if (device.reads > kMostReads) {
        std::fprintf(stderr, "fat_fuzz: %llu reads\n", static_cast<unsigned long long>(device.reads));
        std::abort();
    }
}

}  // namespace

int main(int count, char** arguments) {
    u32 runs = 1000;
    u64 seed = 1;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(arguments[i], "--runs") == 0) runs = static_cast<u32>(std::atoi(arguments[i + 1]));
        if (std::strcmp(arguments[i], "--seed") == 0) seed = std::strtoull(arguments[i + 1], nullptr, 10);
    }
    for (u32 run = 0; run < runs; ++run) {
        random_state = (seed + run) * 0x9E3779B97F4A7C15u | 1;
        const Geometry& geometry = kGeometries[below(std::size(kGeometries))];
        Bytes image = good_image(geometry);
        damage(image, geometry);
        // If it ends here, `--runs 1 --seed` with this number repeats it.
        if (std::getenv("KINGLET_FUZZ_VERBOSE") != nullptr)
            std::fprintf(stderr, "%llu\n", static_cast<unsigned long long>(seed + run));
        try_image(geometry, image);
    }
    std::printf("%u images from seed %llu\n", runs, static_cast<unsigned long long>(seed));
    return 0;
}
