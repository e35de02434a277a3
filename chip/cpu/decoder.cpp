#include "chip/cpu/decoder.hpp"

#include "chip/cpu/special_register.hpp"

namespace kinglet::chip {

namespace {

// Rows are found through a bucket of at most a few dozen: the low four bits, which every row fixes, and the
// four that tell most rows with the same low bits apart (op1 of the wide ones, r of the narrow ones).
constexpr u32 kBuckets = 256;

constexpr u32 bucket_of(u32 word) {
    const u32 op0 = word & 15;
    return op0 << 4 | (op0 >= 8 ? word >> 12 & 15 : word >> 16 & 15);
}

struct Buckets {
    std::array<u16, kBuckets + 1> first{};
    std::array<u8, 2048> rows{};
};

Buckets make_buckets() {
    Buckets buckets;
    u32 count = 0;
    for (u32 bucket = 0; bucket < kBuckets; ++bucket) {
        buckets.first[bucket] = static_cast<u16>(count);
        const u32 op0 = bucket >> 4;
        const u32 shift = op0 >= 8 ? 12 : 16;
        const u32 known = 15u | 15u << shift;
        const u32 word = op0 | (bucket & 15) << shift;
        for (u32 row = 0; row < kOpcodeCount; ++row) {
            const InstructionInfo& candidate = instruction_table()[row];
            if (((word ^ candidate.match) & candidate.fixed & known) == 0)
                buckets.rows[count++] = static_cast<u8>(row);
        }
    }
    buckets.first[kBuckets] = static_cast<u16>(count);
    return buckets;
}

// RSR, WSR and XSR are instructions only with a register that has them, or that binutils believes to have
// them.
bool has_special_register(const InstructionInfo& row, u32 word) {
    for (Operand kind : row.operands) {
        if (!is_special(kind)) continue;
        const u8 access = special_register_info(extract_operand(kind, word, 0)).spelled;
        if (kind == Operand::SpecialRead) return access & kSpecialRead;
        if (kind == Operand::SpecialWrite) return access & kSpecialWrite;
        return access & kSpecialExchange;
    }
    return true;
}

}  // namespace

Instruction decode(u32 word) {
    static const Buckets buckets = make_buckets();
    const u32 length = instruction_length(word);
    word &= (1u << length * 8) - 1;
    const u32 bucket = bucket_of(word);
    for (u32 i = buckets.first[bucket]; i < buckets.first[bucket + 1]; ++i) {
        const InstructionInfo& row = instruction_table()[buckets.rows[i]];
        if ((word & row.fixed) == row.match && has_special_register(row, word))
            return {static_cast<Opcode>(buckets.rows[i]), static_cast<u8>(length), word};
    }
    return {Opcode::Unknown, static_cast<u8>(length), word};
}

}  // namespace kinglet::chip
