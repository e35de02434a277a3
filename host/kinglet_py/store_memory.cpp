#include "host/kinglet_py/store_memory.hpp"

#include <sys/mman.h>

#include <cstring>

#include "base/verify.hpp"

namespace kinglet::host {

namespace {

u8* map_memory(usize bytes) {
    void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    VERIFY(memory != MAP_FAILED);
    std::memset(memory, 0xFF, bytes);
    return static_cast<u8*>(memory);
}

}  // namespace

StoreMemory::StoreMemory(u32 sector_count)
    : StoreMedium(map_memory(usize{sector_count} * kSectorBytes), sector_count, 1, 2) {
    allow_writes(false);
}

StoreMemory::~StoreMemory() {
    ::munmap(const_cast<u8*>(base()), usize{sector_count()} * kSectorBytes);
}

void StoreMemory::allow_writes(bool on) {
    const int result = ::mprotect(const_cast<u8*>(base()), usize{sector_count()} * kSectorBytes,
                                  on ? PROT_READ | PROT_WRITE : PROT_READ);
    VERIFY(result == 0);
}

bool StoreMemory::do_program(u32 offset, const u32* words, u32 count) {
    allow_writes(true);
    auto* to = const_cast<u32*>(this->at(offset));
    for (u32 i = 0; i < count; ++i) to[i] &= words[i];
    allow_writes(false);
    return true;
}

bool StoreMemory::do_erase(u32 sector) {
    allow_writes(true);
    std::memset(const_cast<u8*>(base()) + usize{sector} * kSectorBytes, 0xFF, kSectorBytes);
    allow_writes(false);
    return true;
}

}  // namespace kinglet::host
