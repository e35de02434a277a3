// A small heap over a region that the caller gives: a list of blocks in order of address, first fit,
// neighbours joined when freed.
#include "chip/rom/rom.hpp"

namespace {

// Each block begins with its size, the header included; the lowest bit says that it is in use.
struct Block {
    u32 size;

    u32 length() const { return size & ~u32{1}; }
    bool used() const { return (size & 1) != 0; }
    Block* next() { return reinterpret_cast<Block*>(reinterpret_cast<u32>(this) + length()); }
    void* content() { return this + 1; }
};

constexpr u32 kSmallest = 2 * sizeof(Block);

Block* first;
Block* last;  // beyond the end

Block* block_of(void* content) {
    return static_cast<Block*>(content) - 1;
}

u32 needed(u32 size) {
    const u32 rounded = ((size + 3) & ~u32{3}) + sizeof(Block);
    return rounded < kSmallest ? kSmallest : rounded;
}

/// Cuts a block to the size and gives the rest back when it is worth it.
void split(Block* block, u32 size) {
    const u32 rest = block->length() - size;
    if (rest < kSmallest) return;
    block->size = size | (block->size & 1);
    block->next()->size = rest;
}

void join_free() {
    for (Block* block = first; block < last; block = block->next()) {
        while (!block->used() && block->next() < last && !block->next()->used())
            block->size += block->next()->size;
    }
}

}  // namespace

extern "C" {

void mem_init(void* region, u32 size) {
    const u32 start = (reinterpret_cast<u32>(region) + 3) & ~u32{3};
    const u32 end = (reinterpret_cast<u32>(region) + size) & ~u32{3};
    first = last = nullptr;
    if (end < start + kSmallest) return;
    first = reinterpret_cast<Block*>(start);
    last = reinterpret_cast<Block*>(end);
    first->size = end - start;
}

void* mem_malloc(u32 size) {
    if (size > 0x100000) return nullptr;
    const u32 wanted = needed(size);
    for (Block* block = first; block < last; block = block->next()) {
        if (block->used() || block->length() < wanted) continue;
        split(block, wanted);
        block->size |= 1;
        return block->content();
    }
    return nullptr;
}

void mem_free(void* content) {
    if (content == nullptr) return;
    block_of(content)->size &= ~u32{1};
    join_free();
}

void* mem_zalloc(u32 size) {
    void* content = mem_malloc(size);
    return content == nullptr ? nullptr : memset(content, 0, size);
}

void* mem_calloc(u32 count, u32 size) {
    if (size != 0 && count > 0x100000 / size) return nullptr;
    return mem_zalloc(count * size);
}

void* mem_trim(void* content, u32 size) {
    Block* block = block_of(content);
    if (needed(size) <= block->length()) split(block, needed(size));
    join_free();
    return content;
}

void* mem_realloc(void* content, u32 size) {
    if (content == nullptr) return mem_malloc(size);
    if (size == 0) {
        mem_free(content);
        return nullptr;
    }
    const u32 have = block_of(content)->length() - sizeof(Block);
    if (size <= have) return mem_trim(content, size);
    void* moved = mem_malloc(size);
    if (moved == nullptr) return nullptr;
    memcpy(moved, content, have);
    mem_free(content);
    return moved;
}

}  // extern "C"
