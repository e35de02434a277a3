// Reading and programming the blocks under a littlefs: reads go through one cache, programs are streams of
// bytes that are written in whole units and read back. Owned by the Volume; the buffers are given to it.
#pragma once

#include "device/hal/block_device.hpp"

namespace kinglet::fs::littlefs {

/// CRC-32 with the polynomial 0x04C11DB7, reflected, not inverted at the end; begins with kCrcStart.
inline constexpr u32 kCrcStart = 0xFFFFFFFF;
u32 crc(u32 start, const void* bytes, u32 count);

/// Bytes on their way into an erased block, from a place on that is a whole number of units.
struct ProgramStream {
    u8* buffer;
    u32 block = 0;
    u32 offset = 0;  // where the buffer's first byte goes
    u32 filled = 0;

    u32 position() const { return offset + filled; }
    void begin(u32 new_block, u32 new_offset) {
        block = new_block;
        offset = new_offset;
        filled = 0;
    }
};

class Storage {
  public:
    /// What a device takes. Units are powers of two or at least divide the cache, which divides a block.
    struct Units {
        u32 read_bytes = 32;
        u32 program_bytes = 32;
        u32 cache_bytes = 128;
    };

    /// `cache`: units.cache_bytes, as every stream's buffer.
    Storage(hal::BlockDevice& device, const Units& units, u8* cache)
        : device_(device), units_(units), cache_(cache) {}

    const Units& units() const { return units_; }
    u32 block_bytes() const { return device_.block_bytes(); }
    u32 block_count() const { return block_count_; }
    /// No more than the device has; read and erase refuse others.
    void set_block_count(u32 count) { block_count_ = count; }

    /// Corrupt for what lies outside of the filesystem.
    Errno read(u32 block, u32 offset, void* into, u32 count);
    Errno read_word(u32 block, u32 offset, u32& word) { return read(block, offset, &word, 4); }
    Errno read_crc(u32 block, u32 offset, u32 count, u32& checksum);
    /// `order` as memcmp gives it, of what is in the block against `bytes`.
    Errno compare(u32 block, u32 offset, const void* bytes, u32 count, int& order);
    Errno erase(u32 block);
    Errno sync() { return device_.sync(); }

    /// Corrupt: what was written cannot be read; the buffer still holds what was not taken.
    Errno write(ProgramStream& stream, const void* bytes, u32 count);
    /// Fills up to a whole unit.
    Errno flush(ProgramStream& stream);
    Errno copy(ProgramStream& stream, u32 block, u32 offset, u32 count);

  private:
    Errno fill_cache(u32 block, u32 offset);

    hal::BlockDevice& device_;
    Units units_;
    u8* cache_;
    u32 block_count_ = 0;
    u32 cached_block_ = ~u32{0};
    u32 cached_offset_ = 0;
};

}  // namespace kinglet::fs::littlefs
