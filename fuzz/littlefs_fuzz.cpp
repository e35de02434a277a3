// Filesystem images of every kind of wrong: an error or a mount, never a crash, a hang or an access out of
// bounds (the sanitizer build looks harder). Half of the images have fitting CRCs all the same, so that what
// is wrong lies behind them. What mounts is listed, read, and written to.
//   littlefs_fuzz [--runs IMAGES] [--seed N]
// With KINGLET_LIBFUZZER (fuzz/coverage) it is the entry of libFuzzer instead: the first byte chooses the
// geometry and whether CRCs are mended, an image follows; new inputs are good images, and damaged ones.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "device/fs/littlefs/little_file_system.hpp"
#include "fuzz/use_files.hpp"
#include "tests/support/fs/ram_device.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;
namespace lfs = fs::littlefs;
using Bytes = std::vector<u8>;

struct Geometry {
    u32 block_bytes, block_count, unit, cache_bytes;
};
constexpr Geometry kGeometries[] = {
    {256, 32, 16, 64}, {128, 48, 8, 32}, {512, 24, 32, 128}, {1024, 16, 1, 64}};

/// More device operations than any tree of that size can need: something goes in a circle.
constexpr u64 kMostReads = 20'000'000;

struct Mounted {
    fs::LittleFileSystem::Setup setup;
    std::vector<u32> buffers;
    fs::LittleFileSystem system;

    Mounted(test::RamDevice& device, const Geometry& geometry)
        : setup{{geometry.unit, geometry.unit, geometry.cache_bytes}, 8, 5, nullptr},
          buffers(fs::LittleFileSystem::buffer_bytes(setup) / 4),
          system(device, setup, reinterpret_cast<u8*>(buffers.data())) {}
};

u32 get_word(const u8* bytes) {
    u32 word;
    std::memcpy(&word, bytes, 4);
    return word;
}

/// Gives every commit of a block the CRC that fits.
void mend_checks(u8* block, u32 block_bytes) {
    u32 check = lfs::crc(lfs::kCrcStart, block, 4);
    lfs::Tag last;
    for (u32 at = 4; at + 8 <= block_bytes;) {
        const lfs::Tag tag(lfs::swap_bytes(get_word(block + at)) ^ last.bits);
        if (!tag.is_valid() || at + tag.bytes() > block_bytes) return;
        check = lfs::crc(check, block + at, 4);
        last = tag;
        if (tag.is_end_of_commit()) {
            std::memcpy(block + at + 4, &check, 4);
            check = lfs::kCrcStart;
            last.bits ^= (tag.chunk() & 1) << 31;
        } else {
            check = lfs::crc(check, block + at + 4, tag.bytes() - 4);
        }
        at += tag.bytes();
    }
}

void try_image(const Geometry& geometry, const Bytes& image) {
    test::RamDevice device(geometry.block_bytes, geometry.block_count, geometry.unit);
    std::copy_n(image.begin(), std::min(image.size(), device.bytes.size()), device.bytes.begin());
    {
        Mounted mounted(device, geometry);
        if (mounted.system.mount() == Errno::None) use_files(mounted.system);
    }
    if (device.reads > kMostReads) {
        std::fprintf(stderr, "littlefs_fuzz: %llu reads\n", static_cast<unsigned long long>(device.reads));
        std::abort();
    }
}

/// A good filesystem with files and folders.
[[maybe_unused]] Bytes good_image(const Geometry& geometry) {
    test::RamDevice device(geometry.block_bytes, geometry.block_count, geometry.unit);
    Mounted mounted(device, geometry);
    fs::LittleFileSystem& system = mounted.system;
    if (system.format() != Errno::None || system.mount() != Errno::None) std::abort();
    make_files(system);
    return device.bytes;
}

/// Changes it: bytes, whole words that may be blocks or tags, blocks put elsewhere.
[[maybe_unused]] void damage(Bytes& image, const Geometry& geometry) {
    for (u32 left = 1 + below(8); left != 0; --left) {
        const u32 block = below(4) == 0 ? below(2) : below(geometry.block_count);
        const u32 at = block * geometry.block_bytes + below(below(2) != 0 ? geometry.block_bytes : 64);
        switch (below(4)) {
            case 0: image[at] ^= static_cast<u8>(1u << below(8)); break;
            case 1: image[at] = static_cast<u8>(below(256)); break;
            case 2: {
                const u32 words[] = {below(geometry.block_count), 0xFFFFFFFF, 0, below(0xFFFFFFFF)};
                if (at + 4 <= image.size()) std::memcpy(&image[at], &words[below(4)], 4);
                break;
            }
            default: {
                const u32 from = below(geometry.block_count) * geometry.block_bytes;
                std::memmove(&image[block * geometry.block_bytes], &image[from], geometry.block_bytes);
            }
        }
        if (below(2) != 0) mend_checks(&image[block * geometry.block_bytes], geometry.block_bytes);
    }
}

}  // namespace

#ifdef KINGLET_LIBFUZZER

extern "C" size_t LLVMFuzzerMutate(unsigned char* data, size_t size, size_t most);

extern "C" size_t LLVMFuzzerCustomMutator(unsigned char* data, size_t size, size_t most, unsigned seed) {
    random_state = (u64{seed} + 1) * 0x9E3779B97F4A7C15u | 1;
    if (size == 0) data[0] = static_cast<u8>(below(256));
    const Geometry& geometry = kGeometries[data[0] % std::size(kGeometries)];
    const usize bytes = usize{geometry.block_bytes} * geometry.block_count;
    if (most <= bytes || (size > 1 && below(4) == 0)) return LLVMFuzzerMutate(data, size, most);
    Bytes image(data + std::min<usize>(size, 1), data + size);
    image.resize(bytes, 0xFF);
    if (size <= 1 || below(20) == 0)
        image = good_image(geometry);
    else
        damage(image, geometry);
    std::copy(image.begin(), image.end(), data + 1);
    return 1 + bytes;
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, size_t size) {
    if (size == 0) return 0;
    const Geometry& geometry = kGeometries[data[0] % std::size(kGeometries)];
    Bytes image(data + 1, data + size);
    image.resize(usize{geometry.block_bytes} * geometry.block_count, 0xFF);
    for (u32 block = 0; (data[0] & 0x80) != 0 && block < geometry.block_count; ++block) {
        mend_checks(&image[block * geometry.block_bytes], geometry.block_bytes);
    }
    try_image(geometry, image);
    return 0;
}

#else

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

#endif
