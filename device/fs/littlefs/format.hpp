// The on-disk format of littlefs 2.1 as numbers: tags, their types, the superblock. docs/spec/filesystem.md
// says what they mean. Nothing here touches a device.
#pragma once

#include "base/integers.hpp"

namespace kinglet::fs::littlefs {

inline constexpr u32 kNoBlock = 0xFFFFFFFF;
inline constexpr u32 kNoId = 0x3FF;          // of tags that belong to the pair, not to an entry
inline constexpr u32 kDeleted = 0x3FF;       // the length of a tag that takes another one back
inline constexpr u32 kLongestPiece = 0x3FE;  // bytes behind one tag
inline constexpr u32 kLongestName = 255;
inline constexpr u32 kLargestFile = 0x7FFFFFFF;
inline constexpr u32 kVersion = 0x00020001;

/// What the highest three bits of a type say.
enum class Family : u32 { Name, Internal, Struct, Attribute, Splice, Crc, Tail, State };

/// Whole types: the family, and eight bits that mean something within it.
namespace type {
inline constexpr u32 kFile = 0x001, kFolder = 0x002, kSuperblock = 0x0FF;
inline constexpr u32 kMoveFrom = 0x100;  // never on the disk: the entry's pieces come from another entry
inline constexpr u32 kFolderStruct = 0x200, kInlineStruct = 0x201, kListStruct = 0x202;
inline constexpr u32 kAttribute = 0x300;  // + which
inline constexpr u32 kCreate = 0x401, kDelete = 0x4FF;
inline constexpr u32 kCrc = 0x500, kForwardCrc = 0x5FF;
inline constexpr u32 kSoftTail = 0x600, kHardTail = 0x601;
inline constexpr u32 kMoveState = 0x7FF;
}  // namespace type

/// The attribute that MicroPython keeps the time of the last change in: nanoseconds since 1970, 8 bytes.
inline constexpr u32 kTimeAttribute = 1;

/// Validity, type, entry and length of what follows in the log.
struct Tag {
    static constexpr u32 kBits = 0x7FFFFFFF;  // all but the validity, of which 0 is good

    u32 bits = 0xFFFFFFFF;

    constexpr Tag() = default;
    constexpr explicit Tag(u32 raw) : bits(raw) {}
    constexpr Tag(u32 type, u32 id, u32 length) : bits(type << 20 | id << 10 | length) {}

    constexpr bool is_valid() const { return (bits & ~kBits) == 0; }
    constexpr u32 type() const { return bits >> 20 & 0x7FF; }
    constexpr Family family() const { return static_cast<Family>(bits >> 28 & 7); }
    constexpr u32 chunk() const { return bits >> 20 & 0xFF; }
    constexpr u32 id() const { return bits >> 10 & 0x3FF; }
    constexpr u32 length() const { return bits & 0x3FF; }
    constexpr bool is_deleted() const { return length() == kDeleted; }
    constexpr bool is_end_of_commit() const { return (bits & 0x78000000) == type::kCrc << 20; }
    /// Bytes of the log: the tag itself and what it carries.
    constexpr u32 bytes() const { return 4 + (is_deleted() ? 0 : length()); }
    constexpr Tag with_id(u32 id) const { return Tag((bits & ~(0x3FFu << 10)) | id << 10); }
};

/// Two blocks that hold one log, the first the newer. Blocks change one at a time, so two addresses that
/// share a block mean the same pair.
struct PairAddress {
    u32 blocks[2] = {kNoBlock, kNoBlock};

    bool is_null() const { return blocks[0] == kNoBlock || blocks[1] == kNoBlock; }
    bool has(u32 block) const { return blocks[0] == block || blocks[1] == block; }
    bool is_same(const PairAddress& other) const {
        return !is_null() && (has(other.blocks[0]) || has(other.blocks[1]));
    }
    bool is_exactly(const PairAddress& other) const { return has(other.blocks[0]) && has(other.blocks[1]); }
};

inline constexpr PairAddress kFirstPair = {{0, 1}};

/// What is known of the whole filesystem, kept as the exclusive-or of what all pairs hold.
struct State {
    static constexpr u32 kOrphans = 0x80000000;  // in `tag`: the thread has to be looked through

    u32 tag = 0;
    PairAddress pair = {{0, 0}};

    bool has_orphans() const { return (tag & kOrphans) != 0; }
    bool has_move() const { return Tag(tag).type() == type::kDelete; }
    /// The entry that was moved away but is still there.
    bool has_move_from(const PairAddress& address, u32 id) const {
        return has_move() && Tag(tag).id() == id && pair.is_same(address);
    }
    bool is_zero() const { return (tag | pair.blocks[0] | pair.blocks[1]) == 0; }
    State operator^(const State& other) const {
        return {tag ^ other.tag,
                {{pair.blocks[0] ^ other.pair.blocks[0], pair.blocks[1] ^ other.pair.blocks[1]}}};
    }
};

struct Superblock {
    u32 version;
    u32 block_bytes;
    u32 block_count;
    u32 longest_name;
    u32 largest_file;
    u32 longest_attribute;
};

inline constexpr char kMagic[] = "littlefs";

/// Words are little-endian, but for tags.
constexpr u32 swap_bytes(u32 word) {
    return word << 24 | (word & 0xFF00) << 8 | (word >> 8 & 0xFF00) | word >> 24;
}

}  // namespace kinglet::fs::littlefs
