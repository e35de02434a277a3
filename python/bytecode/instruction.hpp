// What the fields of an instruction are: registers, constants, numbers. Taken from the texts of opcodes.def,
// so that there is one table.
#pragma once

#include "python/bytecode/opcodes.hpp"

namespace kinglet::bytecode {

enum class Field : u8 { Unused, Register, Constant, Signed, Number };

struct Fields {
    Field a, b, c;  // b is Bx in the forms that have it
    Field word;     // the word behind the instruction
};

Fields fields_of(Opcode op);

constexpr bool has_word(Form form) {
    return form == Form::ABW || form == Form::ABCW || form == Form::ABxW;
}
constexpr bool has_jump(Form form) {
    return form == Form::ABJ || form == Form::ABCJ;
}
constexpr bool has_bx(Form form) {
    return form == Form::ABx || form == Form::ABxW;
}
/// How many words it takes, with the word or jump that belongs to it.
constexpr u32 size_of(Form form) {
    return has_word(form) || has_jump(form) ? 2 : 1;
}

/// Execution does not go on behind it.
constexpr bool ends_path(Opcode op) {
    switch (op) {
        case Opcode::Jump:
        case Opcode::Return:
        case Opcode::ReturnNone:
        case Opcode::Raise:
        case Opcode::RaiseFrom:
        case Opcode::Reraise:
        case Opcode::RaiseBare:
        case Opcode::RaiseAssertion: return true;
        default: return false;
    }
}

/// Registers first .. first + count - 1.
struct RegisterRange {
    u32 first;
    u32 count;
};

/// The registers beyond the named ones that an instruction reads or writes in a row (arguments, elements,
/// pairs); count 0 if it has none. `word` is the word behind it. Not known from the instruction alone, and
/// left out: keyword values, and the cells of MakeFunction.
RegisterRange row_of(Instruction instruction, u32 word);

}  // namespace kinglet::bytecode
