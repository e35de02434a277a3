// A run of sectors of the flash as a block device.
#pragma once

#include "device/hal/block_device.hpp"

namespace kinglet::fs {

class FlashPartition final : public hal::BlockDevice {
  public:
    FlashPartition(u32 first_sector, u32 sector_count);

    u32 first_sector() const { return first_; }

  private:
    Errno do_read(u32 block, u32 offset, std::span<u8> into) override;
    Errno do_program(u32 block, u32 offset, std::span<const u8> bytes) override;
    Errno do_erase(u32 block) override;
    Errno do_sync() override { return Errno::None; }

    u32 first_;
};

}  // namespace kinglet::fs
