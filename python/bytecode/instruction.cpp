#include "python/bytecode/instruction.hpp"

#include <string_view>

#include "python/bytecode/operators.hpp"

namespace kinglet::bytecode {

namespace {

constexpr bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

constexpr Field field_in(std::string_view effect, std::string_view reg, std::string_view constant,
                         std::string_view is_signed) {
    if (contains(effect, reg)) return Field::Register;
    if (contains(effect, constant)) return Field::Constant;
    if (contains(effect, is_signed)) return Field::Signed;
    return Field::Number;
}

constexpr u32 pack(Form form, std::string_view effect) {
    const bool uses_b = form != Form::A && form != Form::J;
    const bool uses_c = form == Form::ABC || form == Form::ABCW || form == Form::ABCJ;
    const Field a = form == Form::J || !contains(effect, "R[A") ? Field::Unused : Field::Register;
    const Field b = !uses_b ? Field::Unused : field_in(effect, "R[B", "K[B", "sB");
    const Field c = !uses_c ? Field::Unused : field_in(effect, "R[C", "K[C", "sC");
    const Field word = !has_word(form)              ? Field::Unused
                       : contains(effect, "K[word") ? Field::Constant
                                                    : Field::Number;
    return static_cast<u32>(a) | static_cast<u32>(b) << 8 | static_cast<u32>(c) << 16 |
           static_cast<u32>(word) << 24;
}

// Words, because the table lies in flash.
constexpr u32 kFields[] = {
#define OP(name, form, effect) pack(Form::form, effect),
#include "python/bytecode/opcodes.def"
#undef OP
};

}  // namespace

Fields fields_of(Opcode op) {
    const u32 packed = kFields[static_cast<u32>(op)];
    return {static_cast<Field>(packed & 0xFFU), static_cast<Field>(packed >> 8 & 0xFFU),
            static_cast<Field>(packed >> 16 & 0xFFU), static_cast<Field>(packed >> 24)};
}

RegisterRange row_of(Instruction instruction, u32 word) {
    const u32 a = field_a(instruction);
    const u32 b = field_b(instruction);
    const u32 c = field_c(instruction);
    switch (opcode_of(instruction)) {
        case Opcode::LoadMethod:
        case Opcode::LoadMethodR: return {a, 2};
        case Opcode::PrepareRange: return {a, b < 2 ? 3 : b + 1};
        case Opcode::ForRange:
        case Opcode::ForWord:
        case Opcode::ExitArguments: return {a, 3};
        case Opcode::Call:
        case Opcode::CallKw: return {a, b + 1};
        case Opcode::CallMethod:
        case Opcode::CallMethodKw: return {a, b + 2};
        case Opcode::CallEx: return {a, 3};
        case Opcode::BuildTuple:
        case Opcode::BuildList:
        case Opcode::BuildSet:
        case Opcode::BuildString: return {b, c};
        case Opcode::BuildDict: return {b, c * 2};
        case Opcode::BuildSlice: return {b, 3};
        case Opcode::FormatValue: return {b, (c & 4U) != 0 ? 2U : 1U};
        case Opcode::Match: return {b, match_operands(c)};
        case Opcode::Unpack: return {a, c};
        case Opcode::UnpackEx: return {a, c + 1 + word};
        case Opcode::MakeFunction: return {a, 1 + (b == 3 ? 1U : 0U)};
        default: return {0, 0};
    }
}

}  // namespace kinglet::bytecode
