// The fixed part of a random program: the routine that logs all registers, and the handlers. What a log entry
// holds.
#pragma once

#include <string>

#include "base/integers.hpp"
#include "fuzz/chip/cpu_program.hpp"
#include "tests/chip/cpu/assembler.hpp"

namespace kinglet::fuzz {

/// The size of the code that calls the log, at the end of each slot.
inline constexpr u32 kLogCallSize = 9;

struct Runtime {
    u32 level1;  // handlers, by vector
    u32 twice;
    u32 debug;
    u32 log;
};

/// Writes log routine and handlers for slots of this size (16 or 64).
Runtime write_runtime(chip::test::Assembler& code, u32 slot_size, Timer timer);
/// The call at the end of a slot; a0 is kept.
void write_log_call(chip::test::Assembler& code, const Runtime& runtime);
/// The address of the log's cells in a register, without a literal.
void load_cells(chip::test::Assembler& code, u32 reg);

// The log: cells, then entries.
inline constexpr u32 kCursorCell = 0;  // offsets from kLogBase
inline constexpr u32 kFirstRecord = 0x60001000;
inline constexpr u32 kReturnWord = 16;   // of an entry: the address behind the slot's call
inline constexpr u32 kPeriodCell = 20;   // 0, or what makes the timer's times longer: a multiple of 8
inline constexpr u32 kStrikesCell = 36;  // how often the timer did
u32 record_words();
/// The bits of an entry's word that must be the same on both sides.
u32 compared_bits(u32 word, Timer timer);
std::string record_name(u32 word);
/// The number of instructions in one call of the log.
u32 log_instructions();
/// The number of instructions that answer one interrupt of the timer, at most.
u32 timer_instructions();

}  // namespace kinglet::fuzz
