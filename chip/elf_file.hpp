// ElfFile: the sections of a 32-bit little-endian ELF file, as the System V ABI's object file chapter lays it
// out. Reads stay inside the file: what lies outside reads as 0, so a damaged file gives nonsense but no
// harm.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/integers.hpp"

namespace kinglet::chip {

/// Little-endian numbers and texts in a run of bytes.
class ByteReader {
  public:
    explicit ByteReader(std::span<const u8> bytes) : bytes_(bytes) {}

    usize size() const { return bytes_.size(); }
    bool holds(u64 offset, u64 size) const {
        return offset <= bytes_.size() && size <= bytes_.size() - offset;
    }
    u32 word(u64 offset) const { return number(offset, 4); }
    u32 half(u64 offset) const { return number(offset, 2); }
    u32 byte(u64 offset) const { return number(offset, 1); }
    /// The text at an offset up to its zero, or to the end.
    std::string text(u64 offset) const;
    /// A part; what of it lies outside is left out.
    ByteReader part(u64 offset, u64 size) const;

  private:
    u32 number(u64 offset, u32 size) const {
        u32 value = 0;
        for (u32 i = 0; i < size && holds(offset + i, 1); ++i) value |= u32{bytes_[offset + i]} << (8 * i);
        return value;
    }

    std::span<const u8> bytes_;
};

class ElfFile {
  public:
    struct Section {
        u32 type;
        u32 link;
        u64 offset;
        u64 size;
    };
    static constexpr u32 kSymbols = 2;  // type of a symbol table

    /// Looks at the header; false with `error` set when the bytes are no such file. They outlive this.
    bool open(std::span<const u8> bytes, std::string& error);

    u32 count() const { return count_; }
    Section section(u32 number) const;
    /// The first section of that name.
    std::optional<Section> find(std::string_view name) const;
    /// A section's bytes, if they are all there.
    bool holds(const Section& section) const { return file_.holds(section.offset, section.size); }
    ByteReader content(const Section& section) const { return file_.part(section.offset, section.size); }

  private:
    ByteReader file_{{}};
    u64 headers_ = 0;
    u32 count_ = 0;
    u32 names_ = 0;
};

}  // namespace kinglet::chip
