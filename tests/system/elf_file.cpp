#include "tests/system/elf_file.hpp"

#include <elf.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace kinglet::system_test {
namespace {

[[noreturn]] void fail(const std::string& what) {
    std::fprintf(stderr, "%s\n", what.c_str());
    std::exit(1);
}

std::vector<u8> read_file(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) fail(path + " is missing: build the preset `firmware` first");
    std::vector<u8> bytes;
    u8 block[65536];
    while (const usize count = std::fread(block, 1, sizeof block, file))
        bytes.insert(bytes.end(), block, block + count);
    std::fclose(file);
    return bytes;
}

}  // namespace

ElfFile::ElfFile(const std::string& path) {
    const std::vector<u8> bytes = read_file(path);
    const auto structure = [&](auto& out, usize offset) {
        if (offset + sizeof out > bytes.size()) fail(path + " is damaged");
        std::memcpy(&out, &bytes[offset], sizeof out);
    };
    Elf32_Ehdr header;
    structure(header, 0);
    if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) fail(path + " is no ELF file");
    for (u32 i = 0; i < header.e_phnum; ++i) {
        Elf32_Phdr segment;
        structure(segment, header.e_phoff + i * sizeof segment);
        if (segment.p_type != PT_LOAD || segment.p_filesz == 0) continue;
        const auto begin = bytes.begin() + segment.p_offset;
        segments_.push_back({segment.p_paddr, std::vector<u8>(begin, begin + segment.p_filesz)});
    }
    for (u32 i = 0; i < header.e_shnum; ++i) {
        Elf32_Shdr table, names;
        structure(table, header.e_shoff + i * sizeof table);
        if (table.sh_type != SHT_SYMTAB) continue;
        structure(names, header.e_shoff + table.sh_link * sizeof names);
        for (usize at = table.sh_offset; at < table.sh_offset + table.sh_size; at += sizeof(Elf32_Sym)) {
            Elf32_Sym symbol;
            structure(symbol, at);
            symbols_[reinterpret_cast<const char*>(&bytes[names.sh_offset + symbol.st_name])] =
                symbol.st_value;
        }
    }
}

u32 ElfFile::symbol(const std::string& name) const {
    const auto found = symbols_.find(name);
    if (found == symbols_.end()) fail("no symbol " + name);
    return found->second;
}

}  // namespace kinglet::system_test
