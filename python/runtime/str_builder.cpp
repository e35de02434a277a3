#include "python/runtime/str_builder.hpp"

#include "python/runtime/exception.hpp"
#include "python/runtime/thread.hpp"

namespace kinglet::runtime {

StrBuilder::~StrBuilder() {
    if (data_ != inline_) thread_.heap.free_raw(data_);
}

bool StrBuilder::do_reserve(usize count) {
    if (failed_) return false;
    if (count <= capacity_ - length_) return true;
    usize capacity = capacity_ + capacity_ / 2;
    if (capacity < length_ + count) capacity = length_ + count;
    const bool is_inline = data_ == inline_;
    auto grow = [&](usize bytes) {
        return static_cast<char*>(is_inline ? thread_.heap.allocate_raw(bytes, RawKind::Bytes)
                                            : thread_.heap.reallocate_raw(data_, bytes, RawKind::Bytes));
    };
    char* grown = grow(capacity);
    if (grown == nullptr && capacity > length_ + count) {
        capacity = length_ + count;
        grown = grow(capacity);
    }
    if (grown == nullptr) {
        failed_ = true;
        wanted_ = capacity;
        length_ = capacity_;  // so that nothing more is taken
        return false;
    }
    if (is_inline) std::memcpy(grown, inline_, length_);
    data_ = grown;
    capacity_ = capacity;
    return true;
}

void StrBuilder::do_write(const char* bytes, usize count) {
    if (count > capacity_ - length_ && !do_reserve(count)) return;
    flash_copy(data_ + length_, bytes, count);
    length_ += count;
}

Str* StrBuilder::finish() {
    if (failed_) {
        (void)raise_memory_error(thread_, wanted_);
        return nullptr;
    }
    return str_create(thread_, text());
}

Bytes* StrBuilder::finish_bytes() {
    if (failed_) {
        (void)raise_memory_error(thread_, wanted_);
        return nullptr;
    }
    return bytes_create(thread_, reinterpret_cast<const u8*>(data_), length_);
}

}  // namespace kinglet::runtime
