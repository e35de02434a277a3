#include "chip/symbols.hpp"

#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "chip/elf_file.hpp"

namespace kinglet::chip {

namespace {

constexpr u32 kReachWithoutSize = 0x1000;

constexpr u32 kSymbolSize = 16;
constexpr u32 kTypeNone = 0;
constexpr u32 kTypeObject = 1;
constexpr u32 kTypeFunction = 2;

/// What C++ makes of a name, without parameters and without what the compiler noted about copies.
std::string readable(const std::string& name) {
    if (!name.starts_with("_Z")) return name;
    int status = 0;
    char* const text =
        abi::__cxa_demangle(name.substr(0, name.find_first_of(".$")).c_str(), nullptr, nullptr, &status);
    if (!text) return name;
    std::string result = text;
    std::free(text);  // NOLINT: from malloc()
    if (result.ends_with(" const")) result.resize(result.size() - 6);
    if (!result.ends_with(')')) return result;
    u32 depth = 0;
    for (usize at = result.size(); at-- > 0;) {
        depth += result[at] == ')';
        if (result[at] != '(' || --depth) continue;
        if (at) result.resize(at);
        break;
    }
    return result;
}

}  // namespace

void SymbolTable::add_rom_entries() {
#define ROM_DATA(name, address) add(address, 0, #name);
#define ROM_CODE(name, address) add(address, 0, #name);
#include "soc/esp8266/rom_symbols.def"
}

void SymbolTable::add(u32 address, u32 size, std::string name) {
    symbols_.try_emplace(address, Symbol{size, std::move(name), false});
}

bool SymbolTable::add_elf(std::span<const u8> bytes, std::string& error) {
    ElfFile file;
    if (!file.open(bytes, error)) return false;
    std::vector<std::pair<u32, Symbol>> found;
    for (u32 n = 0; n < file.count(); ++n) {
        const ElfFile::Section section = file.section(n);
        if (section.type != ElfFile::kSymbols) continue;
        const ElfFile::Section texts = file.section(section.link);
        if (section.link >= file.count() || !file.holds(section)) {
            error = "the ELF file's symbols are not all there";
            return false;
        }
        if (!file.holds(texts)) {
            error = "the ELF file's names are not all there";
            return false;
        }
        const ByteReader symbols = file.content(section);
        const ByteReader names = file.content(texts);
        for (u64 at = 0; at + kSymbolSize <= symbols.size(); at += kSymbolSize) {
            const u32 type = symbols.byte(at + 12) & 0xF;
            const bool is_defined = symbols.half(at + 14) != 0;
            if ((type != kTypeObject && type != kTypeFunction && type != kTypeNone) || !is_defined) continue;
            const std::string name = names.text(symbols.word(at));
            // Names that begin with a dot or a dollar sign mark places for the linker.
            if (name.empty() || name[0] == '.' || name[0] == '$') continue;
            found.emplace_back(symbols.word(at + 4),
                               Symbol{symbols.word(at + 8), readable(name), type == kTypeFunction});
        }
    }
    // What has a size says more about its address than a mere label.
    for (const bool sized : {true, false})
        for (auto& [address, symbol] : found)
            if ((symbol.size != 0) == sized) symbols_.try_emplace(address, symbol);
    return true;
}

std::optional<SymbolTable::Place> SymbolTable::place(u32 address) const {
    auto next = symbols_.upper_bound(address);
    while (next != symbols_.begin()) {
        const auto& [start, symbol] = *--next;
        if (address - start < (symbol.size ? symbol.size : kReachWithoutSize))
            return Place{&symbol.name, start, symbol.size};
        if (symbol.size) break;
    }
    return std::nullopt;
}

std::string SymbolTable::describe(u32 address) const {
    const std::optional<Place> found = place(address);
    if (!found) return {};
    if (address == found->start) return *found->name;
    char suffix[16];
    std::snprintf(suffix, sizeof suffix, "+0x%x", address - found->start);
    return *found->name + suffix;
}

std::optional<u32> SymbolTable::find(const std::string& name) const {
    for (const auto& [address, symbol] : symbols_)
        if (symbol.name == name) return address;
    return std::nullopt;
}

std::vector<SymbolTable::Place> SymbolTable::find_all(const std::string& name) const {
    std::vector<Place> found;
    for (const auto& [address, symbol] : symbols_) {
        const bool is_last_part = symbol.name.ends_with(name) &&
                                  symbol.name.substr(0, symbol.name.size() - name.size()).ends_with("::");
        if (symbol.name == name || is_last_part) found.push_back({&symbol.name, address, symbol.size});
    }
    return found;
}

}  // namespace kinglet::chip
