#include "chip/devices/stub.hpp"

#include <string_view>

#include "soc/esp8266/register_map.hpp"

namespace kinglet::chip {

u32 Stub::read32(u32 offset) {
    if (!noted_[offset / 4])
        log_.write(LogLevel::Warning, region_.name, "read +0x%03x %s: not modelled", offset,
                   register_name(offset));
    noted_[offset / 4] = true;
    return 0;
}

void Stub::write32(u32 offset, u32 value) {
    if (!noted_[offset / 4])
        log_.write(LogLevel::Warning, region_.name, "write +0x%03x %s = 0x%08x: not modelled", offset,
                   register_name(offset), value);
    noted_[offset / 4] = true;
}

const char* Stub::register_name(u32 offset) const {
    for (const soc::RegisterFacts& facts : facts_)
        if (facts.offset == offset) return facts.name;
    return "unknown";
}

std::span<const soc::RegisterFacts> facts_of_block(const char* region_name) {
    for (const soc::BlockFacts& block : soc::kRegisterMap)
        if (std::string_view(block.name) == region_name) return {block.registers, block.count};
    return {};
}

}  // namespace kinglet::chip
