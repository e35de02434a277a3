// An open file of a littlefs. Lies in the opener's memory, with a buffer of cache_bytes behind it: the whole
// of a short file, else what is on its way into a block.
#pragma once

#include "device/fs/file_system.hpp"
#include "device/fs/littlefs/volume.hpp"

namespace kinglet::fs {

/// Bytes of the file whose structure this is.
Errno size_of_file(littlefs::Volume& volume, const littlefs::Piece& structure, u64& size);

class LittleFile final : public File {
  public:
    LittleFile(littlefs::Volume& volume, const littlefs::Place& entry, u32 flags);

    /// Finds out what the entry holds.
    Errno load();
    littlefs::Place& place() { return place_; }

  private:
    Errno do_read(std::span<u8> into, usize& count) override;
    Errno do_write(std::span<const u8> bytes, usize& count) override;
    Errno do_seek(i64 offset, Origin origin, i64& position) override;
    Errno do_flush() override;
    Errno do_close() override;

    /// Where what the file holds lies now.
    enum class Form : u32 {
        Entry,   // in its entry, too long for the buffer
        Buffer,  // in the buffer
        List,    // in blocks
    };

    Errno read_part(u8* into, u32 wanted, u32& count);
    Errno read_entry(u32 from, u8* into, u32 count);
    Errno write_bytes(const u8* bytes, u32 count);
    Errno write_part(const u8* bytes, u32 wanted, u32& count);
    /// What is in the buffer or the entry goes into a block, which is then being filled.
    Errno leave_entry();
    /// A new block for the byte at the position.
    Errno begin_blocks();
    /// What was written and what follows it become the file's list.
    Errno finish_blocks();
    Errno flush_stream();
    Errno fill_gap();
    Errno commit();
    u32 most_in_entry() const;
    const littlefs::Storage& storage() const { return volume_.storage(); }
    u8* buffer() { return reinterpret_cast<u8*>(this + 1); }

    littlefs::Volume& volume_;
    littlefs::OpenFile place_;
    littlefs::ProgramStream stream_;
    u32 flags_;
    u32 size_ = 0;
    u32 position_ = 0;
    u32 read_block_ = littlefs::kNoBlock;  // the block that was read last
    u32 read_end_ = 0;                     // the position behind its bytes
    Form form_ = Form::Buffer;
    bool is_writing_ = false;  // place_.block is being filled, up to the position
    bool is_changed_ = false;  // since the last commit
    bool has_failed_ = false;  // nothing of it is committed any more
};

}  // namespace kinglet::fs
