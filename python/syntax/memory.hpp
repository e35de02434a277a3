// Memory for one parse: an arena for the tree and a growing buffer for text, both over a Memory that the
// client injects and that may refuse at any time. Nothing here throws or stops: what did not fit is null, or
// a flag that stays set.
#pragma once

#include <span>
#include <string_view>

#include "base/allocator.hpp"
#include "base/integers.hpp"

namespace kinglet::syntax {

/// Where the parser gets memory.
using Memory = Allocator;

/// Memory that is freed as a whole. The chunks are chained; the first one is kept from reset to reset.
class Arena {
  public:
    Arena(Memory& memory, usize chunk_size) : memory_(memory), chunk_size_(chunk_size) {}
    ~Arena();
    Arena(const Arena&) = delete;
    Arena& operator=(const Arena&) = delete;

    /// Zeroed memory, aligned for a pointer; null when there is none.
    [[nodiscard]] void* allocate(usize bytes);
    /// Everything that was allocated is gone.
    void reset();

  private:
    struct Chunk {
        Chunk* older;
        usize size;
    };
    [[nodiscard]] bool add_chunk(usize bytes);

    Memory& memory_;
    usize chunk_size_;
    Chunk* newest_ = nullptr;
    u8* free_ = nullptr;
    u8* end_ = nullptr;
};

/// Text that grows at its end. When memory runs out it forgets further text and `has_failed()` stays true.
class TextBuffer {
  public:
    explicit TextBuffer(Memory& memory) : memory_(memory) {}
    ~TextBuffer();
    TextBuffer(const TextBuffer&) = delete;
    TextBuffer& operator=(const TextBuffer&) = delete;

    void append(u8 byte) {
        if (size_ < capacity_ || grow()) data_[size_++] = static_cast<char>(byte);
    }
    /// The character as UTF-8; a surrogate takes three bytes.
    void append_character(u32 code_point);
    void truncate(u32 size) { size_ = size; }

    u32 size() const { return size_; }
    bool has_failed() const { return failed_; }
    std::string_view from(u32 begin) const { return {data_ + begin, size_ - begin}; }
    std::string_view range(u32 begin, u32 end) const { return {data_ + begin, end - begin}; }

  private:
    [[nodiscard]] bool grow();

    Memory& memory_;
    char* data_ = nullptr;
    u32 size_ = 0;
    u32 capacity_ = 0;
    bool failed_ = false;
};

}  // namespace kinglet::syntax
