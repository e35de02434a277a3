#include "python/bytecode/opcodes.hpp"

#include "base/flash.hpp"

namespace kinglet::bytecode {

namespace {

// Words, because the tables lie in flash.
constexpr u32 kForms[] = {
#define OP(name, form, effect) static_cast<u32>(Form::form),
#include "python/bytecode/opcodes.def"
#undef OP
};

constexpr const char* kNames[] = {
#define OP(name, form, effect) #name,
#include "python/bytecode/opcodes.def"
#undef OP
};

}  // namespace

// Not a plain load: the compiler would read just the byte that is kept.
Form form_of(Opcode op) {
    return static_cast<Form>(flash_word(&kForms[static_cast<u32>(op)]));
}

const char* name_of(Opcode op) {
    return kNames[static_cast<u32>(op)];
}

}  // namespace kinglet::bytecode
