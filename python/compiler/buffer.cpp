#include "python/compiler/buffer.hpp"

namespace kinglet::compiler {

namespace {
constexpr usize kChunkBytes = 32 * sizeof(void*);
}

void* Arena::allocate(usize bytes) {
    bytes = (bytes + sizeof(void*) - 1) & ~(sizeof(void*) - 1);
    if (newest_ == nullptr || used_ + bytes > kChunkBytes) {
        const usize room = sizeof(Chunk) + bytes > kChunkBytes ? sizeof(Chunk) + bytes : kChunkBytes;
        auto* chunk = static_cast<Chunk*>(session_.allocate(room));
        if (chunk == nullptr) return nullptr;
        chunk->older = newest_;
        newest_ = chunk;
        used_ = sizeof(Chunk);
    }
    void* memory = reinterpret_cast<u8*>(newest_) + used_;
    used_ += bytes;
    return memory;
}

void Arena::reset() {
    while (newest_ != nullptr) {
        Chunk* older = newest_->older;
        session_.sink.free(newest_);
        newest_ = older;
    }
    used_ = 0;
}

}  // namespace kinglet::compiler
