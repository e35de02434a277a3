// LineTable: which line of which source file an instruction comes from, as .debug_line of an ELF file says
// (DWARF 2 to 4). For reports, profiles and coverage; the chip itself never asks.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/integers.hpp"
#include "chip/elf_file.hpp"

namespace kinglet::chip {

class LineTable {
  public:
    struct Place {
        const std::string* file = nullptr;  // null: unknown
        u32 line = 0;

        bool operator==(const Place&) const = default;
    };

    /// The lines of an ELF file; one without any adds nothing. What does not make sense in it is left out.
    void add_elf(std::span<const u8> file);

    Place find(u32 address) const;
    /// "vm/interpreter.cpp:123", or empty.
    std::string describe(u32 address) const;

    /// Calls back for each run of instructions of one line: (start, end, place), in the order of addresses.
    template <class Function>
    void for_each(Function&& function) const {
        for (usize i = 0; i + 1 < rows_.size(); ++i) {
            if (rows_[i].file < 0) continue;
            function(rows_[i].address, rows_[i + 1].address, place_of(rows_[i]));
        }
    }
    bool is_empty() const { return rows_.empty(); }

  private:
    struct Row {
        u32 address;
        i32 file;  // -1: nothing is known from here on
        u32 line;
    };
    struct Program;

    void add_unit(const ByteReader& unit);
    void run(const ByteReader& code, const Program& program);
    i32 file_number(const std::string& name);
    Place place_of(const Row& row) const { return {&files_[static_cast<u32>(row.file)], row.line}; }

    std::vector<std::string> files_;
    std::map<std::string, i32> numbers_;
    std::vector<Row> rows_;  // by address
};

}  // namespace kinglet::chip
