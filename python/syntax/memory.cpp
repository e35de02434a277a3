#include "python/syntax/memory.hpp"

#include <cstring>

namespace kinglet::syntax {

namespace {

constexpr u32 kFirstCapacity = 32;

}  // namespace

Arena::~Arena() {
    reset();
    if (newest_ != nullptr) memory_.release(newest_, newest_->size);
}

void* Arena::allocate(usize bytes) {
    bytes = (bytes + sizeof(void*) - 1) & ~(sizeof(void*) - 1);
    if (static_cast<usize>(end_ - free_) < bytes && !add_chunk(bytes)) return nullptr;
    u8* const result = free_;
    free_ += bytes;
    return std::memset(result, 0, bytes);
}

bool Arena::add_chunk(usize bytes) {
    usize size = chunk_size_;
    if (size < sizeof(Chunk) + bytes) size = sizeof(Chunk) + bytes;
    void* const memory = memory_.allocate(size);
    if (memory == nullptr) return false;
    Chunk* const chunk = static_cast<Chunk*>(memory);
    chunk->older = newest_;
    chunk->size = size;
    newest_ = chunk;
    free_ = reinterpret_cast<u8*>(chunk + 1);
    end_ = reinterpret_cast<u8*>(chunk) + size;
    return true;
}

void Arena::reset() {
    if (newest_ == nullptr) return;
    while (newest_->older != nullptr) {
        Chunk* const chunk = newest_;
        newest_ = chunk->older;
        memory_.release(chunk, chunk->size);
    }
    free_ = reinterpret_cast<u8*>(newest_ + 1);
    end_ = reinterpret_cast<u8*>(newest_) + newest_->size;
}

TextBuffer::~TextBuffer() {
    if (data_ != nullptr) memory_.release(data_, capacity_);
}

bool TextBuffer::grow() {
    if (failed_) return false;
    const u32 capacity = capacity_ == 0 ? kFirstCapacity : capacity_ + capacity_ / 2;
    char* const data = static_cast<char*>(memory_.allocate(capacity));
    if (data == nullptr) {
        failed_ = true;
        return false;
    }
    if (data_ != nullptr) {
        std::memcpy(data, data_, size_);
        memory_.release(data_, capacity_);
    }
    data_ = data;
    capacity_ = capacity;
    return true;
}

void TextBuffer::append_character(u32 code_point) {
    const auto continuation = [&](u32 shift) {
        append(static_cast<u8>(0x80 | ((code_point >> shift) & 0x3F)));
    };
    if (code_point < 0x80) {
        append(static_cast<u8>(code_point));
    } else if (code_point < 0x800) {
        append(static_cast<u8>(0xC0 | (code_point >> 6)));
        continuation(0);
    } else if (code_point < 0x10000) {
        append(static_cast<u8>(0xE0 | (code_point >> 12)));
        continuation(6);
        continuation(0);
    } else {
        append(static_cast<u8>(0xF0 | (code_point >> 18)));
        continuation(12);
        continuation(6);
        continuation(0);
    }
}

}  // namespace kinglet::syntax
