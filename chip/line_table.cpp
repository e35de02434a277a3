// The opcodes and the header: DWARF Debugging Information Format, version 4, section 6.2.
#include "chip/line_table.hpp"

#include <algorithm>

namespace kinglet::chip {

namespace {

enum Standard : u8 {
    kExtended = 0,
    kCopy,
    kAdvancePc,
    kAdvanceLine,
    kSetFile,
    kSetColumn,
    kNegate,
    kBasicBlock,
    kConstAddPc,
    kFixedAdvancePc,
};
enum Extension : u8 { kEndSequence = 1, kSetAddress = 2 };

/// Reads from front to back; at the end everything is 0.
class Cursor {
  public:
    explicit Cursor(const ByteReader& bytes) : bytes_(bytes) {}

    bool has_more() const { return at_ < bytes_.size(); }
    u64 at() const { return at_; }
    void go_to(u64 at) { at_ = at; }
    u32 byte() { return bytes_.byte(at_++); }
    u32 half() { return static_cast<u32>(number(2)); }
    u32 word() { return static_cast<u32>(number(4)); }
    std::string text() {
        std::string result = bytes_.text(at_);
        at_ += result.size() + 1;
        return result;
    }
    u32 unsigned_leb() {
        u64 value = 0;
        for (u32 shift = 0; has_more(); shift += 7) {
            const u32 part = byte();
            if (shift < 64) value |= u64{part & 0x7F} << shift;
            if (!(part & 0x80)) break;
        }
        return static_cast<u32>(value);
    }
    i32 signed_leb() {
        u64 value = 0;
        for (u32 shift = 0; has_more();) {
            const u32 part = byte();
            if (shift < 64) value |= u64{part & 0x7F} << shift;
            shift += 7;
            if (part & 0x80) continue;
            if (part & 0x40 && shift < 64) value |= ~u64{0} << shift;
            break;
        }
        return static_cast<i32>(value);
    }

  private:
    u64 number(u32 size) {
        const u64 value = size == 2 ? bytes_.half(at_) : bytes_.word(at_);
        at_ += size;
        return value;
    }

    const ByteReader& bytes_;
    u64 at_ = 0;
};

/// Paths are from the folder that the compiler ran in, which is somewhere below the sources.
std::string from_root(std::string path) {
    while (path.starts_with("../")) path.erase(0, 3);
    return path.starts_with("./") ? path.substr(2) : path;
}

}  // namespace

struct LineTable::Program {
    u32 least_length;
    i32 line_base;
    u32 line_range;
    u32 opcode_base;
    std::vector<u8> operands;  // of standard opcodes, from 1 on
    std::vector<i32> files;
};

i32 LineTable::file_number(const std::string& name) {
    const auto [entry, is_new] = numbers_.try_emplace(name, static_cast<i32>(files_.size()));
    if (is_new) files_.push_back(name);
    return entry->second;
}

void LineTable::add_elf(std::span<const u8> file) {
    ElfFile elf;
    std::string error;
    if (!elf.open(file, error)) return;
    const auto section = elf.find(".debug_line");
    if (!section) return;
    const ByteReader lines = elf.content(*section);
    for (u64 at = 0; lines.holds(at, 4);) {
        const u64 length = lines.word(at);
        if (length >= 0xFFFFFFF0) break;  // of 64 bits
        add_unit(lines.part(at + 4, length));
        at += 4 + length;
    }
    // Where one sequence ends and another begins, the end comes first.
    std::stable_sort(rows_.begin(), rows_.end(), [](const Row& one, const Row& other) {
        if (one.address != other.address) return one.address < other.address;
        return one.file < 0 && other.file >= 0;
    });
}

void LineTable::add_unit(const ByteReader& unit) {
    Cursor header(unit);
    const u32 version = header.half();
    if (version < 2 || version > 4) return;
    const u64 header_length = header.word();
    const u64 code = header.at() + header_length;
    Program program;
    program.least_length = header.byte();
    if (version == 4) (void)header.byte();  // operations of an instruction
    (void)header.byte();                    // whether lines are statements
    program.line_base = static_cast<i8>(header.byte());
    program.line_range = header.byte();
    program.opcode_base = header.byte();
    if (program.line_range == 0 || program.opcode_base == 0) return;
    for (u32 opcode = 1; opcode < program.opcode_base; ++opcode)
        program.operands.push_back(static_cast<u8>(header.byte()));
    std::vector<std::string> folders = {""};
    for (std::string folder = header.text(); !folder.empty(); folder = header.text())
        folders.push_back(folder + "/");
    program.files.push_back(-1);
    for (std::string name = header.text(); !name.empty(); name = header.text()) {
        const u32 folder = header.unsigned_leb();
        (void)header.unsigned_leb();  // time
        (void)header.unsigned_leb();  // size
        const bool is_whole = name[0] == '/' || folder >= folders.size();
        program.files.push_back(file_number(from_root(is_whole ? name : folders[folder] + name)));
    }
    if (code < unit.size()) run(unit.part(code, unit.size() - code), program);
}

void LineTable::run(const ByteReader& bytes, const Program& program) {
    constexpr Row kStart{0, 1, 1};
    Cursor code(bytes);
    Row row = kStart;
    usize first = rows_.size();  // of the sequence
    const auto emit = [&] {
        const u32 file = static_cast<u32>(row.file);
        rows_.push_back({row.address, file < program.files.size() ? program.files[file] : -1, row.line});
    };
    while (code.has_more()) {
        const u32 opcode = code.byte();
        if (opcode >= program.opcode_base) {
            const u32 adjusted = opcode - program.opcode_base;
            row.address += adjusted / program.line_range * program.least_length;
            row.line += static_cast<u32>(program.line_base + static_cast<i32>(adjusted % program.line_range));
            emit();
            continue;
        }
        switch (opcode) {
            case kExtended: {
                const u64 length = code.unsigned_leb();
                const u64 end = code.at() + length;
                const u32 extension = length ? code.byte() : 0;
                if (extension == kSetAddress) row.address = code.word();
                if (extension == kEndSequence) {
                    row.file = -1;
                    emit();
                    // What was not linked stays at 0.
                    if (rows_[first].address == 0) rows_.resize(first);
                    first = rows_.size();
                    row = kStart;
                }
                code.go_to(end);
                break;
            }
            case kCopy: emit(); break;
            case kAdvancePc: row.address += code.unsigned_leb() * program.least_length; break;
            case kAdvanceLine: row.line += static_cast<u32>(code.signed_leb()); break;
            case kSetFile: row.file = static_cast<i32>(code.unsigned_leb()); break;
            case kSetColumn: (void)code.unsigned_leb(); break;
            case kConstAddPc:
                row.address += (255 - program.opcode_base) / program.line_range * program.least_length;
                break;
            case kFixedAdvancePc: row.address += code.half(); break;
            default:
                for (u32 i = 0; i < program.operands[opcode - 1]; ++i) (void)code.unsigned_leb();
                break;
        }
    }
    rows_.resize(first);  // a sequence without an end
}

LineTable::Place LineTable::find(u32 address) const {
    const auto after = std::upper_bound(rows_.begin(), rows_.end(), address,
                                        [](u32 wanted, const Row& row) { return wanted < row.address; });
    if (after == rows_.begin() || (after - 1)->file < 0) return {};
    return place_of(*(after - 1));
}

std::string LineTable::describe(u32 address) const {
    const Place place = find(address);
    return place.file ? *place.file + ":" + std::to_string(place.line) : std::string();
}

}  // namespace kinglet::chip
