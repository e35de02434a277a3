#include "host/files/image_volume.hpp"

#include <algorithm>
#include <cstring>

#include "device/hal/flash_layout.hpp"
#include "soc/esp8266/image.hpp"

namespace kinglet::host {

namespace {

constexpr u32 kFlashBlock = 4096;
constexpr u32 kSmallestFlash = 512U << 10;

/// Where a filesystem may begin.
struct Candidate {
    u64 offset;
    u32 block_bytes;
};

u32 word_at(std::span<const u8> image, u64 at) {
    u32 word;
    std::memcpy(&word, &image[at], sizeof word);
    return word;
}

/// The size of the blocks, if one of the first two blocks of a filesystem begins there
/// (docs/spec/filesystem.md); else 0.
u32 superblock_at(std::span<const u8> image, u64 at) {
    constexpr std::string_view kName = "littlefs";
    constexpr u32 kNameAt = 8, kVersionAt = 20, kBlockBytesAt = 24, kBytes = 44;
    if (at + kBytes > image.size() || std::memcmp(&image[at + kNameAt], kName.data(), kName.size()) != 0)
        return 0;
    const u32 block_bytes = word_at(image, at + kBlockBytesAt);
    const bool is_sane = word_at(image, at + kVersionAt) >> 16 == 2 && block_bytes % 4 == 0 &&
                         block_bytes >= ImageVolume::kSmallestBlock && block_bytes <= image.size() / 2;
    return is_sane ? block_bytes : 0;
}

/// The best guesses first: either block may have lost what it held.
std::vector<Candidate> find_candidates(std::span<const u8> image) {
    std::vector<Candidate> found;
    const u64 usual =
        is_flash_image(image) ? hal::flash_layout(static_cast<u32>(image.size())).files_begin : 0;
    for (u64 at = 0; at < image.size(); at += ImageVolume::kSmallestBlock) {
        const u32 block_bytes = superblock_at(image, at);
        if (block_bytes == 0) continue;
        found.push_back({at, block_bytes});
        if (at >= block_bytes) found.push_back({at - block_bytes, block_bytes});
    }
    std::stable_partition(found.begin(), found.end(),
                          [&](const Candidate& each) { return each.offset == usual; });
    return found;
}

u64 nanoseconds() {
    return ImageVolume::time_of_changes;
}

fs::LittleFileSystem::Setup setup_for(u32 block_bytes) {
    fs::LittleFileSystem::Setup setup;
    const u32 unit = block_bytes % 32 == 0 ? 32 : 4;
    setup.units = {unit, unit, block_bytes % 128 == 0 ? 128 : unit};
    setup.nanoseconds = nanoseconds;
    return setup;
}

}  // namespace

u64 ImageVolume::time_of_changes = u64{946'684'800} * 1'000'000'000;  // 2000-01-01

bool MemoryDevice::holds(u32 block, u32 offset, usize count) const {
    return block < block_count_ && offset <= block_bytes_ &&
           count <= usize{block_count_ - block} * block_bytes_ - offset;
}

Errno MemoryDevice::do_read(u32 block, u32 offset, std::span<u8> into) {
    if (!holds(block, offset, into.size())) return Errno::Io;
    std::memcpy(into.data(), &bytes_[usize{block} * block_bytes_ + offset], into.size());
    return Errno::None;
}

Errno MemoryDevice::do_program(u32 block, u32 offset, std::span<const u8> bytes) {
    if (!holds(block, offset, bytes.size())) return Errno::Io;
    for (usize i = 0; i < bytes.size(); ++i) bytes_[usize{block} * block_bytes_ + offset + i] &= bytes[i];
    return Errno::None;
}

Errno MemoryDevice::do_erase(u32 block) {
    if (!holds(block, 0, block_bytes_)) return Errno::Io;
    std::memset(&bytes_[usize{block} * block_bytes_], 0xFF, block_bytes_);
    return Errno::None;
}

ImageVolume::ImageVolume(std::span<u8> image, u64 offset, u32 block_bytes)
    : offset_(offset),
      device_(image.subspan(offset), block_bytes),
      setup_(setup_for(block_bytes)),
      buffers_(fs::LittleFileSystem::buffer_bytes(setup_) / sizeof(u32) + 1),
      system_(device_, setup_, reinterpret_cast<u8*>(buffers_.data())) {}

std::unique_ptr<ImageVolume> ImageVolume::open(std::span<u8> image, const Place& place, std::string& error) {
    std::vector<Candidate> candidates;
    if (place.offset && place.block_bytes != 0) {
        candidates.push_back({*place.offset, place.block_bytes});
    } else {
        candidates = find_candidates(image);
        std::erase_if(candidates, [&](const Candidate& each) {
            return (place.offset && each.offset != *place.offset) ||
                   (place.block_bytes != 0 && each.block_bytes != place.block_bytes);
        });
    }
    for (const Candidate& each : candidates) {
        if (each.offset >= image.size() || each.block_bytes < kSmallestBlock || each.block_bytes % 4 != 0)
            continue;
        std::unique_ptr<ImageVolume> volume(new ImageVolume(image, each.offset, each.block_bytes));
        if (fs::LittleFileSystem::is_possible(volume->device_, volume->setup_) &&
            volume->system_.mount() == Errno::None)
            return volume;
    }
    error = candidates.empty() ? "holds no littlefs" : "its littlefs cannot be mounted: damaged";
    return nullptr;
}

std::unique_ptr<ImageVolume> ImageVolume::format(std::span<u8> image, const Place& place,
                                                 std::string& error) {
    u64 offset = place.offset.value_or(0);
    if (!place.offset && is_flash_image(image))
        offset = hal::flash_layout(static_cast<u32>(image.size())).files_begin;
    const u32 block_bytes = place.block_bytes == 0 ? kFlashBlock : place.block_bytes;
    constexpr u32 kFewestBlocks = 4;
    if (block_bytes < kSmallestBlock || block_bytes % 4 != 0) {
        error = "blocks have 128 bytes at least, and a multiple of 4";
        return nullptr;
    }
    if (offset > image.size() || (image.size() - offset) / block_bytes < kFewestBlocks) {
        error = "no room for four blocks of " + std::to_string(block_bytes) + " bytes";
        return nullptr;
    }
    std::unique_ptr<ImageVolume> volume(new ImageVolume(image, offset, block_bytes));
    Errno failed = Errno::Invalid;
    if (fs::LittleFileSystem::is_possible(volume->device_, volume->setup_)) {
        // What was there is not to be found again.
        std::memset(&image[offset], 0xFF, (image.size() - offset) / block_bytes * block_bytes);
        failed = volume->system_.format();
        if (failed == Errno::None) failed = volume->system_.mount();
    }
    if (failed == Errno::None) return volume;
    error = text_of(failed);
    return nullptr;
}

bool is_flash_image(std::span<const u8> image) {
    return image.size() >= kSmallestFlash && image.size() % kFlashBlock == 0 &&
           image[0] == soc::image::kMagic;
}

std::string text_of(Errno error) {
    if (error == Errno::Corrupt) return "damaged";
    return std::strerror(static_cast<int>(error));
}

}  // namespace kinglet::host
