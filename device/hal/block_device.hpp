// Memory that is read, programmed and erased in blocks: a part of the flash, an SD card, or an object written
// in Python. Filesystems live on it and know no more. Several kinds live in one program, so this is an
// abstract class; whoever makes one owns it.
//
// Erasing sets a block to a state that can be programmed; what was programmed stays until the next erase.
// Devices that need no erasing (cards) do nothing then. No bytes are kept back beyond sync().
#pragma once

#include <span>

#include "base/errno.hpp"

namespace kinglet::hal {

class BlockDevice {
  public:
    u32 block_bytes() const { return block_bytes_; }
    u32 block_count() const { return block_count_; }

    /// `offset` and the span stay within the block, or span whole blocks from offset 0 on.
    Errno read(u32 block, u32 offset, std::span<u8> into) { return do_read(block, offset, into); }
    /// Into erased memory; the bytes lie in RAM.
    Errno program(u32 block, u32 offset, std::span<const u8> bytes) {
        return do_program(block, offset, bytes);
    }
    Errno erase(u32 block) { return do_erase(block); }
    /// What was programmed is on the medium.
    Errno sync() { return do_sync(); }

  protected:
    BlockDevice() = default;
    BlockDevice(u32 block_bytes, u32 block_count) : block_bytes_(block_bytes), block_count_(block_count) {}
    ~BlockDevice() = default;

    u32 block_bytes_ = 0;
    u32 block_count_ = 0;

  private:
    virtual Errno do_read(u32 block, u32 offset, std::span<u8> into) = 0;
    virtual Errno do_program(u32 block, u32 offset, std::span<const u8> bytes) = 0;
    virtual Errno do_erase(u32 block) = 0;
    virtual Errno do_sync() = 0;
};

}  // namespace kinglet::hal
