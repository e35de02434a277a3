#include "chip/core/bus.hpp"

#include <cstdio>
#include <cstdlib>

namespace kinglet::chip {

namespace {

using soc::Intent;

constexpr u32 kPageCount = 1u << (32 - Bus::kPageBits);

}  // namespace

void Bus::FreePages::operator()(Page* pages) const {
    std::free(pages);
}

// 16 bytes for each of a million pages, of which the host backs only those that were ever written.
Bus::Bus(Clock& clock) : clock_(clock), pages_(static_cast<Page*>(std::calloc(kPageCount, sizeof(Page)))) {
    if (!pages_) {
        std::fputs("bus: no memory for the page table\n", stderr);
        std::abort();
    }
}

const Bus::Claim* Bus::find_device(u32 address) const {
    const u32 index = page(address).devices;
    if (!index) return nullptr;
    const Claim& claim = (*device_pages_[index - 1])[(address & kPageMask) >> kClaimBits];
    return claim.device ? &claim : nullptr;
}

namespace {

/// Of the word that a narrow access is part of.
u32 bits_below(u32 address) {
    return (address & 3) * 8;
}

}  // namespace

template <class Word>
Cause Bus::load(u32 address, u32& value, u8 right) {
    if (address & (sizeof(Word) - 1)) return Cause::LoadStoreAlignment;
    const Page& page = pages_[address >> kPageBits];
    if (page.rights & right) {
        Word word;
        std::memcpy(&word, page.memory + (address & kPageMask), sizeof word);
        value = word;
        return Cause::None;
    }
    if (const Claim* claim = find_device(address); claim && claim->access & right) {
        clock_.advance(soc::kRegisterLoadWait);
        const u32 word = claim->device->read32((address & ~3u) - claim->base);
        value = static_cast<Word>(word >> bits_below(address));
        return Cause::None;
    }
    return soc::refusal_cause(address, Intent::Load);
}

template <class Word>
Cause Bus::store(u32 address, u32 value, u8 right) {
    if (address & (sizeof(Word) - 1)) return Cause::LoadStoreAlignment;
    const Page& page = pages_[address >> kPageBits];
    if (page.rights & right) {
        const Word word = static_cast<Word>(value);
        std::memcpy(page.memory + (address & kPageMask), &word, sizeof word);
        notify_changed(address, sizeof word);
        return Cause::None;
    }
    if (const Claim* claim = find_device(address); claim && claim->access & right) {
        clock_.advance(soc::kRegisterStoreWait);
        const u32 offset = (address & ~3u) - claim->base;
        if constexpr (sizeof(Word) < sizeof(u32)) {
            const u32 lanes = static_cast<u32>(static_cast<Word>(~0u)) << bits_below(address);
            value = (claim->device->read32(offset) & ~lanes) | (value << bits_below(address) & lanes);
        }
        claim->device->write32(offset, value);
        return Cause::None;
    }
    return soc::refusal_cause(address, Intent::Store);
}

Cause Bus::fetch32(u32 address, u32& word) {
    const Page& page = pages_[address >> kPageBits];
    if (!(page.rights & soc::kExecute)) return soc::refusal_cause(address, Intent::Fetch);
    std::memcpy(&word, page.memory + (address & kPageMask & ~3u), sizeof word);
    return Cause::None;
}

Cause Bus::load32(u32 address, u32& value) {
    return load<u32>(address, value, soc::kLoad32);
}
Cause Bus::load16(u32 address, u32& value) {
    return load<u16>(address, value, soc::kLoadNarrow);
}
Cause Bus::load8(u32 address, u32& value) {
    return load<u8>(address, value, soc::kLoadNarrow);
}
Cause Bus::store32(u32 address, u32 value) {
    return store<u32>(address, value, soc::kStore32);
}
Cause Bus::store16(u32 address, u32 value) {
    return store<u16>(address, value, soc::kStoreNarrow);
}
Cause Bus::store8(u32 address, u32 value) {
    return store<u8>(address, value, soc::kStoreNarrow);
}

bool Bus::peek(u32 address, void* bytes, usize size) const {
    u8* out = static_cast<u8*>(bytes);
    for (usize i = 0; i < size; ++i, ++address) {
        const Page& page = pages_[address >> kPageBits];
        if (!page.memory) return false;
        out[i] = page.memory[address & kPageMask];
    }
    return true;
}

bool Bus::poke(u32 address, const void* bytes, usize size) {
    const u8* in = static_cast<const u8*>(bytes);
    const u32 start = address;
    for (usize i = 0; i < size; ++i, ++address) {
        Page& page = pages_[address >> kPageBits];
        if (!page.memory) return false;
        page.memory[address & kPageMask] = in[i];
    }
    notify_changed(start, static_cast<u32>(size));
    return true;
}

u32 Bus::read_device(u32 address) {
    const Claim* const claim = find_device(address);
    return claim ? claim->device->read32(address - claim->base) : 0;
}

void Bus::write_device(u32 address, u32 value) {
    if (const Claim* claim = find_device(address)) claim->device->write32(address - claim->base, value);
}

void Bus::map_memory(u32 base, u32 size, u8* memory, u8 rights) {
    notify_changed(base, size);
    for (u32 offset = 0; offset < size; offset += kPageSize) {
        Page& page = pages_[(base + offset) >> kPageBits];
        page.memory = memory + offset;
        page.rights = page.direct = rights;
        page.watched = 0;
    }
}

void Bus::unmap(u32 base, u32 size) {
    notify_changed(base, size);
    for (u32 offset = 0; offset < size; offset += kPageSize) pages_[(base + offset) >> kPageBits] = Page{};
}

void Bus::map_device(u32 base, u32 size, BusDevice& device, u8 access) {
    for (u32 address = base; address != base + size; address += 1u << kClaimBits) {
        Page& page = pages_[address >> kPageBits];
        if (!page.devices) {
            device_pages_.push_back(std::make_unique<DevicePage>());
            page.devices = static_cast<u32>(device_pages_.size());
        }
        (*device_pages_[page.devices - 1])[(address & kPageMask) >> kClaimBits] = {&device, base, access};
    }
}

void Bus::watch_code(u32 address) {
    Page& page = pages_[address >> kPageBits];
    page.watched = 1;
    page.direct = page.rights & ~(soc::kStore32 | soc::kStoreNarrow);
}

void Bus::unwatch_code(u32 address) {
    Page& page = pages_[address >> kPageBits];
    page.watched = 0;
    page.direct = page.rights;
}

void Bus::notify_changed(u32 address, u32 size) {
    if (!code_listener_ || !size) return;
    const u32 last = (address + size - 1) >> kPageBits;
    for (u32 number = address >> kPageBits; number <= last; ++number) {
        if (!pages_[number].watched) continue;
        const u32 start = number << kPageBits;
        const u32 from = start > address ? start : address;
        const u32 end = address + size;
        const u32 to = start + kPageSize < end ? start + kPageSize : end;
        code_listener_->code_changed(from, to - from);
    }
}

}  // namespace kinglet::chip
