// ImageVolume: the littlefs that lies in the bytes of an image: of a whole flash, or of the filesystem alone,
// ours or another implementation's. The same code as the firmware's, over memory.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "device/fs/littlefs/little_file_system.hpp"

namespace kinglet::host {

/// Memory that behaves as flash does.
class MemoryDevice final : public hal::BlockDevice {
  public:
    MemoryDevice(std::span<u8> bytes, u32 block_bytes)
        : BlockDevice(block_bytes, static_cast<u32>(bytes.size() / block_bytes)), bytes_(bytes) {}

  private:
    Errno do_read(u32 block, u32 offset, std::span<u8> into) override;
    Errno do_program(u32 block, u32 offset, std::span<const u8> bytes) override;
    Errno do_erase(u32 block) override;
    Errno do_sync() override { return Errno::None; }
    bool holds(u32 block, u32 offset, usize count) const;

    std::span<u8> bytes_;
};

class ImageVolume {
  public:
    static constexpr u32 kSmallestBlock = 128;

    /// Where in the image; what is not given is found out.
    struct Place {
        std::optional<u64> offset;
        u32 block_bytes = 0;
    };

    /// Mounts what is there. Null with `error` set: there is none.
    static std::unique_ptr<ImageVolume> open(std::span<u8> image, const Place& place, std::string& error);
    /// Makes an empty one: from `place.offset` to the image's end; without one, where the firmware would have
    /// it in the image of a whole flash, else in all of it.
    static std::unique_ptr<ImageVolume> format(std::span<u8> image, const Place& place, std::string& error);

    fs::LittleFileSystem& system() { return system_; }
    u64 offset() const { return offset_; }
    u32 block_bytes() const { return device_.block_bytes(); }

    /// What files get as the time of their last change, in nanoseconds since 1970. At first what a board's
    /// clock says after power-on.
    static u64 time_of_changes;

  private:
    ImageVolume(std::span<u8> image, u64 offset, u32 block_bytes);

    u64 offset_;
    MemoryDevice device_;
    fs::LittleFileSystem::Setup setup_;
    std::vector<u32> buffers_;
    fs::LittleFileSystem system_;
};

/// The image of a whole flash that holds a firmware.
bool is_flash_image(std::span<const u8> image);

/// "No such file", "damaged" ...
std::string text_of(Errno error);

}  // namespace kinglet::host
