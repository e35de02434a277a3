// Names for addresses: those of the boot ROM's public entries, and those of a program that was loaded as ELF.
// For reports and debuggers; the chip itself never asks.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>

#include "base/integers.hpp"

namespace kinglet::chip {

class SymbolTable {
  public:
    /// The names of soc/esp8266/rom_symbols.def.
    void add_rom_entries();
    /// The functions and objects of a 32-bit little-endian ELF file; a name already known for an address
    /// stays. False with `error` set when the bytes are no such file; nothing is added then.
    bool add_elf(std::span<const u8> file, std::string& error);
    void add(u32 address, u32 size, std::string name);

    /// "name", or "name+0x1c" inside of it; empty when no symbol covers the address. A symbol without a size
    /// reaches to the next one, 4 KiB at most.
    std::string describe(u32 address) const;
    std::optional<u32> find(const std::string& name) const;
    usize size() const { return symbols_.size(); }

  private:
    struct Symbol {
        u32 size;
        std::string name;
    };
    std::map<u32, Symbol> symbols_;
};

}  // namespace kinglet::chip
