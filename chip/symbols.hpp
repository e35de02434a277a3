// Names for addresses: those of the boot ROM's public entries, and those of a program that was loaded as ELF.
// For reports and debuggers; the chip itself never asks. C++ names are shown as in the source, without
// parameters.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

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
    /// The symbol that covers the address, by the same rule. The name lives as long as the table.
    struct Place {
        const std::string* name;
        u32 start;
        u32 size;  // 0: unknown
    };
    std::optional<Place> place(u32 address) const;
    /// All of that name, or whose last parts it is: "run" finds "kinglet::runtime::Vm::run".
    std::vector<Place> find_all(const std::string& name) const;
    usize size() const { return symbols_.size(); }

    /// Calls back with the Place of each function of the ELF files, in the order of addresses.
    template <class Function>
    void for_each_function(Function&& function) const {
        for (const auto& [address, symbol] : symbols_)
            if (symbol.is_function) function(Place{&symbol.name, address, symbol.size});
    }

  private:
    struct Symbol {
        u32 size;
        std::string name;
        bool is_function = false;
    };
    std::map<u32, Symbol> symbols_;
};

}  // namespace kinglet::chip
