#include "chip/cpu/operand.hpp"

namespace kinglet::chip {

namespace {

// clang-format off
constexpr u32 kConstants[16]         = {~0u,   1,     2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256};
constexpr u32 kUnsignedConstants[16] = {32768, 65536, 2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 32, 64, 128, 256};
// clang-format on

constexpr u32 bits(u32 word, u32 low, u32 count) {
    return (word >> low) & ((1u << count) - 1);
}

constexpr u32 sign_extend(u32 value, u32 count) {
    const u32 sign = 1u << (count - 1);
    return (value ^ sign) - sign;
}

constexpr u32 field_r(u32 word) {
    return bits(word, 12, 4);
}
constexpr u32 field_s(u32 word) {
    return bits(word, 8, 4);
}
constexpr u32 field_t(u32 word) {
    return bits(word, 4, 4);
}

constexpr void put(u32& word, u32 low, u32 count, u32 value) {
    const u32 mask = ((1u << count) - 1) << low;
    word = (word & ~mask) | ((value << low) & mask);
}

// An instruction lies anywhere; literals and call targets are words.
constexpr u32 literal_address(u32 offset, u32 pc) {
    return ((pc + 3) & ~3u) + (0xFFFC0000u | offset << 2);
}

constexpr u32 index_of(const u32 (&table)[16], u32 value) {
    for (u32 i = 0; i < 16; ++i)
        if (table[i] == value) return i;
    return 0;
}

// Puts the bits that extract_operand() would read for a value that has an encoding; any bits otherwise.
void insert_unchecked(Operand kind, u32& word, u32 value, u32 pc) {
    const u32 distance = value - pc - 4;
    switch (kind) {
        case Operand::None: break;
        case Operand::R:
        case Operand::OutR:
        case Operand::InoutR: put(word, 12, 4, value); break;
        case Operand::S:
        case Operand::OutS:
        case Operand::HiddenS:
        case Operand::ImmS: put(word, 8, 4, value); break;
        case Operand::T:
        case Operand::OutT:
        case Operand::InoutT:
        case Operand::HiddenT:
        case Operand::HiddenOutT:
        case Operand::ImmT: put(word, 4, 4, value); break;
        case Operand::Imm8:
        case Operand::Offset8: put(word, 16, 8, value); break;
        case Operand::Imm8x256: put(word, 16, 8, value >> 8); break;
        case Operand::Imm12:
            put(word, 16, 8, value);
            put(word, 8, 4, value >> 8);
            break;
        case Operand::ImmAddiN: put(word, 4, 4, value == ~0u ? 0 : value); break;
        case Operand::Imm7:
            put(word, 12, 4, value);
            put(word, 4, 3, value >> 4);
            break;
        case Operand::Constant: put(word, 12, 4, index_of(kConstants, value)); break;
        case Operand::ConstantU: put(word, 12, 4, index_of(kUnsignedConstants, value)); break;
        case Operand::BitNumber:
            put(word, 4, 4, value);
            put(word, 12, 1, value >> 4);
            break;
        case Operand::ShiftLeft:
            put(word, 4, 4, 32 - value);
            put(word, 20, 1, (32 - value) >> 4);
            break;
        case Operand::ShiftRight5:
            put(word, 8, 4, value);
            put(word, 20, 1, value >> 4);
            break;
        case Operand::ShiftRight4: put(word, 8, 4, value); break;
        case Operand::ShiftAmount:
            put(word, 8, 4, value);
            put(word, 4, 1, value >> 4);
            break;
        case Operand::FieldShift:
            put(word, 8, 4, value);
            put(word, 16, 1, value >> 4);
            break;
        case Operand::FieldWidth: put(word, 20, 4, value - 1); break;
        case Operand::Offset16: put(word, 16, 8, value >> 1); break;
        case Operand::Offset32: put(word, 16, 8, value >> 2); break;
        case Operand::OffsetN: put(word, 12, 4, value >> 2); break;
        case Operand::SpecialRead:
        case Operand::SpecialWrite:
        case Operand::SpecialExchange: put(word, 8, 8, value); break;
        case Operand::Branch6:
            put(word, 12, 4, distance);
            put(word, 4, 2, distance >> 4);
            break;
        case Operand::Branch8: put(word, 16, 8, distance); break;
        case Operand::Branch12: put(word, 12, 12, distance); break;
        case Operand::Jump18: put(word, 6, 18, distance); break;
        case Operand::Call18: put(word, 6, 18, (value - (pc & ~3u) - 4) >> 2); break;
        case Operand::Literal: put(word, 8, 16, (value - ((pc + 3) & ~3u)) >> 2); break;
    }
}

}  // namespace

u32 extract_operand(Operand kind, u32 word, u32 pc) {
    switch (kind) {
        case Operand::None: return 0;
        case Operand::R:
        case Operand::OutR:
        case Operand::InoutR: return field_r(word);
        case Operand::S:
        case Operand::OutS:
        case Operand::HiddenS:
        case Operand::ImmS: return field_s(word);
        case Operand::T:
        case Operand::OutT:
        case Operand::InoutT:
        case Operand::HiddenT:
        case Operand::HiddenOutT:
        case Operand::ImmT: return field_t(word);
        case Operand::Imm8: return sign_extend(bits(word, 16, 8), 8);
        case Operand::Imm8x256: return sign_extend(bits(word, 16, 8), 8) << 8;
        case Operand::Imm12: return sign_extend(field_s(word) << 8 | bits(word, 16, 8), 12);
        case Operand::ImmAddiN: return field_t(word) ? field_t(word) : ~0u;
        case Operand::Imm7: {
            const u32 value = bits(word, 4, 3) << 4 | field_r(word);
            return value >= 96 ? value - 128 : value;
        }
        case Operand::Constant: return kConstants[field_r(word)];
        case Operand::ConstantU: return kUnsignedConstants[field_r(word)];
        case Operand::BitNumber: return bits(word, 12, 1) << 4 | field_t(word);
        case Operand::ShiftLeft: return 32 - (bits(word, 20, 1) << 4 | field_t(word));
        case Operand::ShiftRight5: return bits(word, 20, 1) << 4 | field_s(word);
        case Operand::ShiftRight4: return field_s(word);
        case Operand::ShiftAmount: return bits(word, 4, 1) << 4 | field_s(word);
        case Operand::FieldShift: return bits(word, 16, 1) << 4 | field_s(word);
        case Operand::FieldWidth: return bits(word, 20, 4) + 1;
        case Operand::Offset8: return bits(word, 16, 8);
        case Operand::Offset16: return bits(word, 16, 8) << 1;
        case Operand::Offset32: return bits(word, 16, 8) << 2;
        case Operand::OffsetN: return field_r(word) << 2;
        case Operand::SpecialRead:
        case Operand::SpecialWrite:
        case Operand::SpecialExchange: return bits(word, 8, 8);
        case Operand::Branch6: return pc + 4 + (bits(word, 4, 2) << 4 | field_r(word));
        case Operand::Branch8: return pc + 4 + sign_extend(bits(word, 16, 8), 8);
        case Operand::Branch12: return pc + 4 + sign_extend(bits(word, 12, 12), 12);
        case Operand::Jump18: return pc + 4 + sign_extend(bits(word, 6, 18), 18);
        case Operand::Call18: return (pc & ~3u) + 4 + (sign_extend(bits(word, 6, 18), 18) << 2);
        case Operand::Literal: return literal_address(bits(word, 8, 16), pc);
    }
    return 0;
}

bool insert_operand(Operand kind, u32& word, u32 value, u32 pc) {
    u32 result = word;
    insert_unchecked(kind, result, value, pc);
    if (extract_operand(kind, result, pc) != value) return false;
    word = result;
    return true;
}

}  // namespace kinglet::chip
