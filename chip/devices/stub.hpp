// A block of the memory map that has no model: it keeps what is written, and says so once per register under
// the register's own name where soc/ knows it. Bits that soc/ calls read-only stay as they are after a reset:
// so the vendor's radio library, which waits for some of them, comes to its end. At most 4 KiB.
#pragma once

#include <bitset>
#include <span>
#include <vector>

#include "chip/core/archive.hpp"
#include "chip/core/bus.hpp"
#include "chip/core/log.hpp"
#include "soc/esp8266/field.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace kinglet::chip {

class Stub final : public BusDevice {
  public:
    Stub(const soc::Region& region, std::span<const soc::RegisterFacts> facts, Log& log);

    void reset();
    void snapshot(Archive& archive);

    u32 read32(u32 offset) override;
    void write32(u32 offset, u32 value) override;

  private:
    const soc::RegisterFacts* find_facts(u32 offset) const;
    const char* register_name(u32 offset) const;

    const soc::Region& region_;
    std::span<const soc::RegisterFacts> facts_;
    Log& log_;
    std::vector<u32> values_;
    std::bitset<Bus::kPageSize / 4> noted_;
};

/// What soc/ knows of the registers of a block without a model; empty for most.
std::span<const soc::RegisterFacts> facts_of_block(const char* region_name);

}  // namespace kinglet::chip
