#include "chip/elf_file.hpp"

#include <cstring>

namespace kinglet::chip {

namespace {

constexpr u8 kMagic[] = {0x7F, 'E', 'L', 'F', 1 /* 32 bits */, 1 /* little endian */};
constexpr u32 kHeaderSize = 52;
constexpr u32 kSectionHeaderSize = 40;

}  // namespace

std::string ByteReader::text(u64 offset) const {
    std::string result;
    for (; holds(offset, 1) && bytes_[offset]; ++offset) result += static_cast<char>(bytes_[offset]);
    return result;
}

ByteReader ByteReader::part(u64 offset, u64 size) const {
    if (offset >= bytes_.size()) return ByteReader{{}};
    const u64 left = bytes_.size() - offset;
    return ByteReader{bytes_.subspan(offset, size < left ? size : left)};
}

bool ElfFile::open(std::span<const u8> bytes, std::string& error) {
    file_ = ByteReader(bytes);
    count_ = 0;
    if (!file_.holds(0, kHeaderSize) || std::memcmp(bytes.data(), kMagic, sizeof kMagic) != 0) {
        error = "not a 32-bit little-endian ELF file";
        return false;
    }
    headers_ = file_.word(32);
    const u32 count = file_.half(48);
    if (file_.half(46) != kSectionHeaderSize || !file_.holds(headers_, u64{count} * kSectionHeaderSize)) {
        error = "the ELF file's section headers are not all there";
        return false;
    }
    count_ = count;
    names_ = file_.half(50);
    return true;
}

ElfFile::Section ElfFile::section(u32 number) const {
    if (number >= count_) return {};
    const u64 header = headers_ + u64{number} * kSectionHeaderSize;
    return {file_.word(header + 4), file_.word(header + 24), file_.word(header + 16),
            file_.word(header + 20)};
}

std::optional<ElfFile::Section> ElfFile::find(std::string_view name) const {
    const ByteReader names = content(section(names_));
    for (u32 n = 0; n < count_; ++n) {
        if (names.text(file_.word(headers_ + u64{n} * kSectionHeaderSize)) == name) return section(n);
    }
    return std::nullopt;
}

}  // namespace kinglet::chip
