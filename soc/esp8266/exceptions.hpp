// The exception causes of the lx106 as EXCCAUSE shows them, in the order of the core's configuration.
// The chip raises them, the boot ROM and the firmware name them; both take the numbers from here.
#pragma once

#include "base/integers.hpp"

namespace kinglet::soc {

enum class Cause : u8 {
    IllegalInstruction = 0,
    Syscall = 1,
    InstructionFetchError = 2,
    LoadStoreError = 3,
    Level1Interrupt = 4,
    Alloca = 5,
    IntegerDivideByZero =
        6,  // never raised by the hardware: the division helpers execute an illegal instruction
    Privileged = 8,
    LoadStoreAlignment = 9,
    InstFetchProhibited = 20,
    LoadProhibited = 28,
    StoreProhibited = 29,
    None = 0xFF,  // not a cause of the hardware: "the access succeeded"
};

/// A short name for messages; "reserved" for the numbers that this core cannot raise.
constexpr const char* cause_name(Cause cause) {
    switch (cause) {
        case Cause::IllegalInstruction: return "IllegalInstruction";
        case Cause::Syscall: return "Syscall";
        case Cause::InstructionFetchError: return "InstructionFetchError";
        case Cause::LoadStoreError: return "LoadStoreError";
        case Cause::Level1Interrupt: return "Level1Interrupt";
        case Cause::Alloca: return "Alloca";
        case Cause::IntegerDivideByZero: return "IntegerDivideByZero";
        case Cause::Privileged: return "Privileged";
        case Cause::LoadStoreAlignment: return "LoadStoreAlignment";
        case Cause::InstFetchProhibited: return "InstFetchProhibited";
        case Cause::LoadProhibited: return "LoadProhibited";
        case Cause::StoreProhibited: return "StoreProhibited";
        case Cause::None: return "none";
    }
    return "reserved";
}

}  // namespace kinglet::soc
