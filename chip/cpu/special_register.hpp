// The special registers that exist, from special_registers.def: numbers, names, and which of RSR, WSR and XSR
// they take. The rest of the 256 numbers raise IllegalInstruction.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

enum class SpecialRegister : u8 {
#define SPECIAL_REGISTER(name, number, access, spelled, read_text, write_text) name = number,
#include "chip/cpu/special_registers.def"
};

enum SpecialAccess : u8 { kSpecialRead = 1, kSpecialWrite = 2, kSpecialExchange = 4 };

struct SpecialRegisterInfo {
    const char* read_name;   // null: no register has this number
    const char* write_name;  // differs for INTERRUPT, which is INTSET when written
    u8 access;               // SpecialAccess bits: what the core executes
    u8 spelled;              // the same and what only the assembler knows
};

const SpecialRegisterInfo& special_register_info(u32 number);

}  // namespace kinglet::chip
