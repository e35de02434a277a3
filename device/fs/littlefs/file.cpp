#include "device/fs/littlefs/file.hpp"

#include "base/flash.hpp"

namespace kinglet::fs {

using namespace littlefs;

namespace {

u32 least(u32 a, u32 b) {
    return a < b ? a : b;
}

constexpr u32 kPart = 64;  // bytes that pass over the stack at once

}  // namespace

Errno size_of_file(littlefs::Volume& volume, const Piece& structure, u64& size) {
    List list = {kNoBlock, structure.tag.length()};
    if (structure.tag.type() == type::kListStruct)
        TRY_ERRNO(volume.read_piece(structure, &list, sizeof list));
    size = list.size;
    return Errno::None;
}

LittleFile::LittleFile(littlefs::Volume& volume, const Place& entry, u32 flags)
    : volume_(volume), stream_{buffer()}, flags_(flags) {
    place_.pair = entry.pair;
    place_.id = entry.id;
    place_.kind = Place::Kind::File;
}

u32 LittleFile::most_in_entry() const {
    return least(least(storage().units().cache_bytes, storage().block_bytes() / 8), kLongestPiece);
}

Errno LittleFile::load() {
    if ((flags_ & kTruncate) != 0) {
        is_changed_ = true;
        return Errno::None;
    }
    Pair pair;
    Piece piece;
    bool found;
    TRY_ERRNO(volume_.fetch(place_.pair, pair));
    TRY_ERRNO(volume_.find_piece(pair, place_.id, 0x700, type::kFolderStruct, piece, found));
    if (!found) return Errno::None;
    if (piece.tag.type() == type::kListStruct) {
        List list;
        TRY_ERRNO(volume_.read_piece(piece, &list, sizeof list));
        if (list.size / storage().block_bytes() >= storage().block_count()) return Errno::Corrupt;
        size_ = list.size;
        if (size_ == 0) return Errno::None;
        place_.list = list;
        form_ = Form::List;
        return Errno::None;
    }
    size_ = piece.tag.length();
    if (size_ <= storage().units().cache_bytes) return volume_.read_piece(piece, buffer(), size_);
    form_ = Form::Entry;
    return Errno::None;
}

Errno LittleFile::read_entry(u32 from, u8* into, u32 count) {
    Pair pair;
    Piece piece;
    bool found;
    TRY_ERRNO(volume_.fetch(place_.pair, pair));
    TRY_ERRNO(volume_.find_piece(pair, place_.id, 0x7FF, type::kInlineStruct, piece, found));
    if (!found || from + count > piece.tag.length()) return Errno::Io;
    return volume_.storage().read(piece.block, piece.offset + from, into, count);
}

Errno LittleFile::read_part(u8* into, u32 wanted, u32& count) {
    count = least(wanted, size_ - position_);
    if (form_ == Form::Buffer) {
        std::memcpy(into, buffer() + position_, count);
    } else if (form_ == Form::Entry) {
        TRY_ERRNO(read_entry(position_, into, count));
    } else {
        if (read_block_ == kNoBlock || position_ >= read_end_) {
            u32 offset;
            TRY_ERRNO(volume_.find_in_list(place_.list, position_, read_block_, offset));
            read_end_ = position_ + storage().block_bytes() - offset;
        }
        count = least(count, read_end_ - position_);
        const u32 offset = storage().block_bytes() - (read_end_ - position_);
        TRY_ERRNO(volume_.storage().read(read_block_, offset, into, count));
    }
    position_ += count;
    return Errno::None;
}

Errno LittleFile::do_read(std::span<u8> into, usize& count) {
    count = 0;
    if ((flags_ & kRead) == 0) return Errno::BadFile;
    if (is_writing_) TRY_ERRNO(finish_blocks());
    while (count < into.size() && position_ < size_) {
        u32 part;
        TRY_ERRNO(read_part(into.data() + count, static_cast<u32>(into.size() - count), part));
        count += part;
    }
    return Errno::None;
}

Errno LittleFile::flush_stream() {
    for (;;) {
        const Errno error = volume_.storage().flush(stream_);
        if (error != Errno::Corrupt) return error;
        volume_.begin_allocation();
        TRY_ERRNO(volume_.replace_block(stream_));
        place_.block = stream_.block;
    }
}

Errno LittleFile::leave_entry() {
    volume_.begin_allocation();
    TRY_ERRNO(volume_.extend_list(place_.done, stream_));
    place_.block = stream_.block;
    if (form_ == Form::Buffer) {
        stream_.filled = size_;  // it lies where the stream wants it
    } else {
        // The buffer is free, but for the storage's cache there is no other way than in pieces.
        for (u32 at = 0, part; at < size_; at += part) {
            u8 bytes[kPart];
            part = least(kPart, size_ - at);
            TRY_ERRNO(read_entry(at, bytes, part));
            if (stream_.filled + part > storage().units().cache_bytes) TRY_ERRNO(flush_stream());
            TRY_ERRNO(volume_.storage().write(stream_, bytes, part));
        }
    }
    form_ = Form::List;
    is_writing_ = true;
    if (position_ == size_) return Errno::None;
    const u32 position = position_;
    position_ = size_;
    TRY_ERRNO(finish_blocks());
    position_ = position;
    return Errno::None;
}

Errno LittleFile::begin_blocks() {
    List before = {kNoBlock, position_};
    u32 offset;
    if (position_ != 0) TRY_ERRNO(volume_.find_in_list(place_.list, position_ - 1, before.head, offset));
    volume_.begin_allocation();
    TRY_ERRNO(volume_.extend_list(before, stream_));
    place_.block = stream_.block;
    is_writing_ = true;
    return Errno::None;
}

/// At the position, which is the stream's end.
Errno LittleFile::write_part(const u8* bytes, u32 wanted, u32& count) {
    const u32 block_bytes = storage().block_bytes(), cache_bytes = storage().units().cache_bytes;
    if (stream_.filled == cache_bytes || stream_.position() == block_bytes) TRY_ERRNO(flush_stream());
    if (stream_.position() == block_bytes) {
        place_.done = {stream_.block, position_};
        volume_.begin_allocation();
        TRY_ERRNO(volume_.extend_list(place_.done, stream_));
        place_.block = stream_.block;
        if (stream_.filled == cache_bytes) TRY_ERRNO(flush_stream());
    }
    count = least(least(wanted, cache_bytes - stream_.filled), block_bytes - stream_.position());
    TRY_ERRNO(volume_.storage().write(stream_, bytes, count));
    position_ += count;
    if (size_ < position_) size_ = position_;
    return Errno::None;
}

Errno LittleFile::write_bytes(const u8* bytes, u32 count) {
    is_changed_ = true;
    if (form_ == Form::Buffer && position_ + count <= most_in_entry()) {
        flash_copy(buffer() + position_, bytes, count);
        position_ += count;
        if (size_ < position_) size_ = position_;
        return Errno::None;
    }
    if (form_ != Form::List) TRY_ERRNO(leave_entry());
    if (!is_writing_) TRY_ERRNO(begin_blocks());
    while (count != 0) {
        u32 part;
        TRY_ERRNO(write_part(bytes, count, part));
        bytes += part;
        count -= part;
    }
    return Errno::None;
}

Errno LittleFile::fill_gap() {
    constexpr u8 kZeros[kPart] = {};
    const u32 position = position_;
    for (position_ = size_; position_ < position;) {
        TRY_ERRNO(write_bytes(kZeros, least(kPart, position - position_)));
    }
    return Errno::None;
}

Errno LittleFile::do_write(std::span<const u8> bytes, usize& count) {
    count = 0;
    if ((flags_ & kWrite) == 0) return Errno::BadFile;
    TRY_ERRNO(volume_.begin_change());
    if (has_failed_) return Errno::Io;
    if ((flags_ & kAppend) != 0 && position_ != size_) {
        i64 position;
        TRY_ERRNO(do_seek(0, Origin::End, position));
    }
    if (bytes.empty()) return Errno::None;
    if (bytes.size() > kLargestFile - position_) return Errno::TooLarge;
    Errno error = position_ > size_ ? fill_gap() : Errno::None;
    if (error == Errno::None) error = write_bytes(bytes.data(), static_cast<u32>(bytes.size()));
    has_failed_ = error != Errno::None;
    if (!has_failed_) count = bytes.size();
    return error == Errno::Corrupt ? Errno::Io : error;
}

Errno LittleFile::finish_blocks() {
    const u32 position = position_;
    has_failed_ = true;
    while (position_ < place_.list.size) {
        // The rest of what the file held. Its blocks end elsewhere, so it is copied.
        u8 bytes[kPart];
        u32 block, offset, part;
        TRY_ERRNO(volume_.find_in_list(place_.list, position_, block, offset));
        u32 left = least(least(kPart, place_.list.size - position_), storage().block_bytes() - offset);
        TRY_ERRNO(volume_.storage().read(block, offset, bytes, left));
        for (const u8* from = bytes; left != 0; from += part, left -= part) {
            TRY_ERRNO(write_part(from, left, part));
        }
    }
    TRY_ERRNO(flush_stream());
    place_.list = {stream_.block, position_};
    place_.done = {kNoBlock, 0};
    place_.block = kNoBlock;
    read_block_ = kNoBlock;
    position_ = position;
    is_writing_ = false;
    has_failed_ = false;
    return Errno::None;
}

Errno LittleFile::do_seek(i64 offset, Origin origin, i64& position) {
    const i64 from = origin == Origin::Start ? 0 : origin == Origin::Current ? position_ : size_;
    position = from + offset;
    if (position < 0 || position > i64{kLargestFile}) return Errno::Invalid;
    if (position == position_) return Errno::None;
    if (is_writing_) TRY_ERRNO(finish_blocks());
    position_ = static_cast<u32>(position);
    read_block_ = kNoBlock;
    return Errno::None;
}

Errno LittleFile::commit() {
    if (is_writing_ && !has_failed_) TRY_ERRNO(finish_blocks());
    if (has_failed_ || !is_changed_ || place_.pair.is_null()) return Errno::None;
    TRY_ERRNO(volume_.begin_change());
    TRY_ERRNO(volume_.storage().sync());
    u64 time = 0;
    if (volume_.setup().nanoseconds != nullptr) time = volume_.setup().nanoseconds();
    const bool is_list = form_ == Form::List;
    const Tag tag = is_list ? Tag(type::kListStruct, place_.id, sizeof place_.list)
                            : Tag(type::kInlineStruct, place_.id, size_);
    const Change changes[] = {{tag, is_list ? static_cast<const void*>(&place_.list) : buffer()},
                              {Tag(type::kAttribute + kTimeAttribute, place_.id, sizeof time), &time}};
    TRY_ERRNO(volume_.commit(place_.pair, {changes, time != 0 ? 2u : 1u}));
    is_changed_ = false;
    return Errno::None;
}

Errno LittleFile::do_flush() {
    return commit();
}

Errno LittleFile::do_close() {
    const Errno error = commit();
    volume_.release(place_);
    return error;
}

}  // namespace kinglet::fs
