#include "chip/symbols.hpp"

#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

namespace kinglet::chip {

namespace {

constexpr u32 kReachWithoutSize = 0x1000;

// ELF, as the System V ABI's object file chapter lays it out.
constexpr u8 kMagic[] = {0x7F, 'E', 'L', 'F', 1 /* 32 bits */, 1 /* little endian */};
constexpr u32 kHeaderSize = 52;
constexpr u32 kSectionHeaderSize = 40;
constexpr u32 kSymbolSize = 16;
constexpr u32 kSectionSymbols = 2;
constexpr u32 kTypeNone = 0;
constexpr u32 kTypeObject = 1;
constexpr u32 kTypeFunction = 2;

/// Reads that stay inside the file: what lies outside reads as 0.
class Reader {
  public:
    explicit Reader(std::span<const u8> bytes) : bytes_(bytes) {}

    bool holds(u64 offset, u64 size) const {
        return offset <= bytes_.size() && size <= bytes_.size() - offset;
    }
    u32 word(u64 offset) const { return number<u32>(offset); }
    u32 half(u64 offset) const { return number<u16>(offset); }
    u32 byte(u64 offset) const { return number<u8>(offset); }

    /// The text at an offset up to its zero, or to `end`.
    std::string text(u64 offset, u64 end) const {
        std::string result;
        for (; offset < end && holds(offset, 1) && bytes_[offset]; ++offset)
            result += static_cast<char>(bytes_[offset]);
        return result;
    }

  private:
    template <class Number>
    Number number(u64 offset) const {
        Number value = 0;
        if (holds(offset, sizeof value)) std::memcpy(&value, &bytes_[offset], sizeof value);
        return value;
    }

    std::span<const u8> bytes_;
};

struct Section {
    u32 type, offset, size, link;
};

Section section_at(const Reader& file, u64 header) {
    return {file.word(header + 4), file.word(header + 16), file.word(header + 20), file.word(header + 24)};
}

}  // namespace

void SymbolTable::add_rom_entries() {
#define ROM_DATA(name, address) add(address, 0, #name);
#define ROM_CODE(name, address) add(address, 0, #name);
#include "soc/esp8266/rom_symbols.def"
}

void SymbolTable::add(u32 address, u32 size, std::string name) {
    symbols_.try_emplace(address, Symbol{size, std::move(name)});
}

bool SymbolTable::add_elf(std::span<const u8> bytes, std::string& error) {
    const Reader file(bytes);
    if (!file.holds(0, kHeaderSize) || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0) {
        error = "not a 32-bit little-endian ELF file";
        return false;
    }
    const u64 headers = file.word(32);
    const u32 count = file.half(48);
    if (file.half(46) != kSectionHeaderSize || !file.holds(headers, u64{count} * kSectionHeaderSize)) {
        error = "the ELF file's section headers are not all there";
        return false;
    }
    std::vector<std::pair<u32, Symbol>> found;
    for (u32 n = 0; n < count; ++n) {
        const Section symbols = section_at(file, headers + u64{n} * kSectionHeaderSize);
        if (symbols.type != kSectionSymbols) continue;
        if (symbols.link >= count || !file.holds(symbols.offset, symbols.size)) {
            error = "the ELF file's symbols are not all there";
            return false;
        }
        const Section names = section_at(file, headers + u64{symbols.link} * kSectionHeaderSize);
        if (!file.holds(names.offset, names.size)) {
            error = "the ELF file's names are not all there";
            return false;
        }
        for (u64 at = symbols.offset; at + kSymbolSize <= u64{symbols.offset} + symbols.size;
             at += kSymbolSize) {
            const u32 type = file.byte(at + 12) & 0xF;
            const u32 section = file.half(at + 14);
            if ((type != kTypeObject && type != kTypeFunction && type != kTypeNone) || !section) continue;
            const std::string name =
                file.text(u64{names.offset} + file.word(at), u64{names.offset} + names.size);
            // Names that begin with a dot or a dollar sign mark places for the linker.
            if (name.empty() || name[0] == '.' || name[0] == '$') continue;
            found.emplace_back(file.word(at + 4), Symbol{file.word(at + 8), name});
        }
    }
    // What has a size says more about its address than a mere label.
    for (const bool sized : {true, false})
        for (auto& [address, symbol] : found)
            if ((symbol.size != 0) == sized) add(address, symbol.size, symbol.name);
    return true;
}

std::string SymbolTable::describe(u32 address) const {
    auto next = symbols_.upper_bound(address);
    while (next != symbols_.begin()) {
        const auto& [start, symbol] = *--next;
        const u32 offset = address - start;
        if (offset < (symbol.size ? symbol.size : kReachWithoutSize)) {
            if (!offset) return symbol.name;
            char suffix[16];
            std::snprintf(suffix, sizeof suffix, "+0x%x", offset);
            return symbol.name + suffix;
        }
        if (symbol.size) break;
    }
    return {};
}

std::optional<u32> SymbolTable::find(const std::string& name) const {
    for (const auto& [address, symbol] : symbols_)
        if (symbol.name == name) return address;
    return std::nullopt;
}

}  // namespace kinglet::chip
