#include "device/fs/littlefs/log_writer.hpp"

namespace kinglet::fs::littlefs {

namespace {

constexpr u32 kCheckBytes = 8;                 // the tag and the CRC that end a commit
constexpr u32 kBothChecks = 12 + kCheckBytes;  // with a forward check before them

u32 least(u32 a, u32 b) {
    return a < b ? a : b;
}

}  // namespace

Errno LogWriter::begin(u32 block, u32 revision) {
    TRY_ERRNO(storage_.erase(block));
    stream_.begin(block, 0);
    return write(&revision, 4);
}

void LogWriter::go_on(const Pair& pair) {
    stream_.begin(pair.address.blocks[0], pair.end);
    last_ = pair.last_tag;
}

Errno LogWriter::write(const void* bytes, u32 count) {
    check_ = crc(check_, bytes, count);
    return storage_.write(stream_, bytes, count);
}

Errno LogWriter::put_tag(Tag tag) {
    const u32 stored = swap_bytes(tag.bits ^ last_.bits);
    last_ = tag;
    return write(&stored, 4);
}

Errno LogWriter::put(const Piece& piece) {
    const u32 count = piece.tag.bytes() - 4;
    if (end() + 4 + count + kCheckBytes > storage_.block_bytes()) return Errno::NoSpace;
    TRY_ERRNO(put_tag(piece.tag));
    if (piece.block == kNoBlock) return write(piece.data, count);
    TRY_ERRNO(storage_.read_crc(piece.block, piece.offset, count, check_));
    return storage_.copy(stream_, piece.block, piece.offset, count);
}

/// Checks the unit at `at` as it is erased; `leading` gets its first byte.
Errno LogWriter::put_forward_check(u32 at, u8& leading) {
    u32 check[2] = {storage_.units().program_bytes, kCrcStart};
    TRY_ERRNO(storage_.read(stream_.block, at, &leading, 1));
    TRY_ERRNO(storage_.read_crc(stream_.block, at, check[0], check[1]));
    TRY_ERRNO(put_tag(Tag(type::kForwardCrc, kNoId, sizeof check)));
    return write(check, sizeof check);
}

Errno LogWriter::finish() {
    const u32 block_bytes = storage_.block_bytes();
    const u32 unit = storage_.units().program_bytes;
    const u32 aim = (least(end() + kBothChecks, block_bytes) + unit - 1) / unit * unit;
    // A unit may be larger than what one tag can cover: then there are several.
    while (end() < aim) {
        u32 next = end() + 4 + least(aim - end() - 4, kLongestPiece);
        if (next < aim) next = least(next, aim - kBothChecks);
        u8 leading = 0xFF;
        if (next == aim && aim + unit <= block_bytes) TRY_ERRNO(put_forward_check(aim, leading));
        const u32 flips = (leading >> 7) ^ 1;
        TRY_ERRNO(put_tag(Tag(type::kCrc + flips, kNoId, next - end() - 4)));
        last_.bits ^= flips << 31;
        TRY_ERRNO(storage_.write(stream_, &check_, 4));
        check_ = kCrcStart;
        constexpr u8 kPadding = 0xFF;
        while (end() < next) TRY_ERRNO(storage_.write(stream_, &kPadding, 1));
    }
    return storage_.flush(stream_);
}

}  // namespace kinglet::fs::littlefs
