#include "device/fs/littlefs/storage.hpp"

#include "base/flash.hpp"

namespace kinglet::fs::littlefs {

namespace {

constexpr u32 kPolynomial = 0xEDB88320;
constexpr u32 kNone = ~u32{0};
constexpr u32 kPart = 64;  // bytes that pass over the stack at once

u32 least(u32 a, u32 b) {
    return a < b ? a : b;
}

/// What four zero bits behind `nibble` make of it.
constexpr u32 crc_of_nibble(u32 nibble) {
    for (int bit = 0; bit < 4; ++bit) nibble = nibble >> 1 ^ ((nibble & 1) != 0 ? kPolynomial : 0);
    return nibble;
}

struct CrcTable {
    u32 words[16];
    constexpr CrcTable() : words() {
        for (u32 i = 0; i < 16; ++i) words[i] = crc_of_nibble(i);
    }
};

constinit const CrcTable crc_table;

}  // namespace

u32 crc(u32 start, const void* bytes, u32 count) {
    const u8* byte = static_cast<const u8*>(bytes);
    for (; count != 0; --count) {
        start ^= *byte++;
        start = start >> 4 ^ flash_word(&crc_table.words[start & 15]);
        start = start >> 4 ^ flash_word(&crc_table.words[start & 15]);
    }
    return start;
}

Errno Storage::fill_cache(u32 block, u32 offset) {
    // Mostly it is there, and the chip divides slowly.
    if (block == cached_block_ && offset - cached_offset_ < units_.cache_bytes) return Errno::None;
    offset -= offset % units_.cache_bytes;
    cached_block_ = kNone;
    TRY_ERRNO(device_.read(block, offset, {cache_, units_.cache_bytes}));
    cached_block_ = block;
    cached_offset_ = offset;
    return Errno::None;
}

Errno Storage::read(u32 block, u32 offset, void* into, u32 count) {
    if (block >= block_count_ || offset > block_bytes() || count > block_bytes() - offset)
        return Errno::Corrupt;
    u8* to = static_cast<u8*>(into);
    while (count != 0) {
        u32 part;
        if (count >= units_.cache_bytes && offset % units_.read_bytes == 0) {
            part = count - count % units_.read_bytes;
            TRY_ERRNO(device_.read(block, offset, {to, part}));
        } else {
            TRY_ERRNO(fill_cache(block, offset));
            const u32 skipped = offset - cached_offset_;
            part = least(count, units_.cache_bytes - skipped);
            std::memcpy(to, cache_ + skipped, part);
        }
        to += part;
        offset += part;
        count -= part;
    }
    return Errno::None;
}

Errno Storage::read_crc(u32 block, u32 offset, u32 count, u32& checksum) {
    u8 bytes[kPart];
    for (u32 part; count != 0; offset += part, count -= part) {
        part = least(count, kPart);
        TRY_ERRNO(read(block, offset, bytes, part));
        checksum = crc(checksum, bytes, part);
    }
    return Errno::None;
}

Errno Storage::compare(u32 block, u32 offset, const void* bytes, u32 count, int& order) {
    const u8* expected = static_cast<const u8*>(bytes);
    u8 found[kPart];
    order = 0;
    for (u32 part; count != 0 && order == 0; offset += part, expected += part, count -= part) {
        part = least(count, kPart);
        TRY_ERRNO(read(block, offset, found, part));
        order = std::memcmp(found, expected, part);
    }
    return Errno::None;
}

Errno Storage::erase(u32 block) {
    if (block >= block_count_) return Errno::Corrupt;
    if (block == cached_block_) cached_block_ = kNone;
    return device_.erase(block);
}

Errno Storage::flush(ProgramStream& stream) {
    const u32 unit = units_.program_bytes;
    const u32 used = stream.filled;
    if (used == 0) return Errno::None;
    const u32 count = (used + unit - 1) / unit * unit;
    std::memset(stream.buffer + used, 0xFF, count - used);
    const Errno error = device_.program(stream.block, stream.offset, {stream.buffer, count});
    if (stream.block == cached_block_) cached_block_ = kNone;
    TRY_ERRNO(error);
    int order = 0;
    TRY_ERRNO(compare(stream.block, stream.offset, stream.buffer, count, order));
    if (order != 0) return Errno::Corrupt;
    stream.offset += count;
    stream.filled = 0;
    return Errno::None;
}

Errno Storage::write(ProgramStream& stream, const void* bytes, u32 count) {
    const u8* from = static_cast<const u8*>(bytes);
    while (count != 0) {
        if (stream.filled == units_.cache_bytes) TRY_ERRNO(flush(stream));
        const u32 part = least(count, units_.cache_bytes - stream.filled);
        flash_copy(stream.buffer + stream.filled, from, part);
        stream.filled += part;
        from += part;
        count -= part;
    }
    return Errno::None;
}

Errno Storage::copy(ProgramStream& stream, u32 block, u32 offset, u32 count) {
    u8 bytes[kPart];
    for (u32 part; count != 0; offset += part, count -= part) {
        part = least(count, kPart);
        TRY_ERRNO(read(block, offset, bytes, part));
        TRY_ERRNO(write(stream, bytes, part));
    }
    return Errno::None;
}

}  // namespace kinglet::fs::littlefs
