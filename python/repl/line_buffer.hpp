// LineBuffer: text that is being typed. It grows with memory that may be refused; then it stays as it was.
#pragma once

#include <string_view>

#include "base/allocator.hpp"

namespace kinglet::repl {

class LineBuffer {
  public:
    explicit LineBuffer(Allocator& allocator) : allocator_(allocator) {}
    ~LineBuffer() { release(); }
    LineBuffer(const LineBuffer&) = delete;
    LineBuffer& operator=(const LineBuffer&) = delete;

    usize size() const { return size_; }
    std::string_view view() const { return {data_, size_}; }
    std::string_view from(usize begin) const { return {data_ + begin, size_ - begin}; }
    std::string_view range(usize begin, usize end) const { return {data_ + begin, end - begin}; }
    char operator[](usize index) const { return data_[index]; }

    /// Puts `text` (in RAM, and not part of this buffer) in the place of the `count` bytes at `position`.
    /// False: no memory, no change.
    [[nodiscard]] bool replace(usize position, usize count, std::string_view text);
    [[nodiscard]] bool append(u8 byte);
    void truncate(usize size) { size_ = size; }
    /// Empties it and gives the memory back.
    void release();

  private:
    [[nodiscard]] bool reserve(usize size);

    Allocator& allocator_;
    char* data_ = nullptr;
    usize size_ = 0;
    usize capacity_ = 0;
};

}  // namespace kinglet::repl
