#include "chip/devices/stub.hpp"

#include <algorithm>
#include <string_view>

#include "soc/esp8266/register_map.hpp"

namespace kinglet::chip {

Stub::Stub(const soc::Region& region, std::span<const soc::RegisterFacts> facts, Log& log)
    : region_(region), facts_(facts), log_(log), values_(region.size / 4) {
    reset();
}

void Stub::reset() {
    std::fill(values_.begin(), values_.end(), 0);
    for (const soc::RegisterFacts& facts : facts_) values_[facts.offset / 4] = facts.reset;
}

u32 Stub::read32(u32 offset) {
    if (!noted_[offset / 4])
        log_.write(LogLevel::Warning, region_.name, "read +0x%03x %s: not modelled", offset,
                   register_name(offset));
    noted_[offset / 4] = true;
    return values_[offset / 4];
}

void Stub::write32(u32 offset, u32 value) {
    if (!noted_[offset / 4])
        log_.write(LogLevel::Warning, region_.name, "write +0x%03x %s = 0x%08x: not modelled", offset,
                   register_name(offset), value);
    noted_[offset / 4] = true;
    const soc::RegisterFacts* facts = find_facts(offset);
    const u32 writable = facts ? facts->writable : ~0u;
    values_[offset / 4] = (values_[offset / 4] & ~writable) | (value & writable);
}

void Stub::snapshot(Archive& archive) {
    archive.section(region_.name);
    for (u32& value : values_) archive(value);
    archive(noted_);
}

const soc::RegisterFacts* Stub::find_facts(u32 offset) const {
    for (const soc::RegisterFacts& facts : facts_)
        if (facts.offset == offset) return &facts;
    return nullptr;
}

const char* Stub::register_name(u32 offset) const {
    const soc::RegisterFacts* facts = find_facts(offset);
    return facts ? facts->name : "unknown";
}

std::span<const soc::RegisterFacts> facts_of_block(const char* region_name) {
    for (const soc::BlockFacts& block : soc::kRegisterMap)
        if (std::string_view(block.name) == region_name) return {block.registers, block.count};
    return {};
}

}  // namespace kinglet::chip
