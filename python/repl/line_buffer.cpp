#include "python/repl/line_buffer.hpp"

#include <cstring>

namespace kinglet::repl {

namespace {

constexpr usize kFirstCapacity = 32;

}  // namespace

bool LineBuffer::reserve(usize size) {
    if (size <= capacity_) return true;
    usize capacity = capacity_ == 0 ? kFirstCapacity : capacity_ + capacity_ / 2;
    if (capacity < size) capacity = size;
    char* const data = static_cast<char*>(allocator_.allocate(capacity));
    if (data == nullptr) return false;
    if (size_ != 0) std::memcpy(data, data_, size_);
    if (data_ != nullptr) allocator_.release(data_, capacity_);
    data_ = data;
    capacity_ = capacity;
    return true;
}

bool LineBuffer::replace(usize position, usize count, std::string_view text) {
    const usize size = size_ - count + text.size();
    if (!reserve(size)) return false;
    if (size == 0) {
        size_ = 0;
        return true;
    }
    std::memmove(data_ + position + text.size(), data_ + position + count, size_ - position - count);
    if (!text.empty()) std::memcpy(data_ + position, text.data(), text.size());
    size_ = size;
    return true;
}

bool LineBuffer::append(u8 byte) {
    if (!reserve(size_ + 1)) return false;
    data_[size_++] = static_cast<char>(byte);
    return true;
}

void LineBuffer::release() {
    if (data_ != nullptr) allocator_.release(data_, capacity_);
    data_ = nullptr;
    size_ = 0;
    capacity_ = 0;
}

}  // namespace kinglet::repl
