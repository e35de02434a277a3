// A random program for the processor, the same bytes for both sides of the comparison.
//
// The program is a row of slots of equal size. A slot holds random instructions from xtensa.inst and ends
// with a call that writes every register to a log in memory. Whatever exception an instruction raises, the
// handler goes on at the end of the slot in which it lies; after a jump to nowhere it goes on at the end of
// the slot behind the last one that was logged. Interrupts and debug exceptions are taken, noted in a sum
// that is logged as well, and returned from.
//
// Memory: everything is RAM with all rights, because QEMU's lx106 has no others: vectors, handlers, literals
// and slots from 0x40100000, data for loads and stores at 0x3FFE8000, the log at 0x60000000. Region 0 is
// closed, as the boot ROM leaves it.
//
// The timer (CCOMPARE0) cannot strike both sides at the same place, their clocks being different. A program
// that it interrupts is one to which it must not matter where: the timer's handler leaves no trace but in the
// few registers that such a program neither reads nor logs (compared_bits).
#pragma once

#include <vector>

#include "base/integers.hpp"
#include "chip/cpu/instruction.hpp"

namespace kinglet::fuzz {

inline constexpr u32 kImageBase = 0x40100000, kImageSize = 0x40000;
inline constexpr u32 kDataBase = 0x3FFE8000, kDataSize = 0x1000;
inline constexpr u32 kLogBase = 0x60000000, kLogSize = 0x1000000;

/// What the slots are like.
enum class Shape : u8 {
    Single,  // one instruction each: a difference names its instruction
    Run,     // about fifteen, with branches among them: blocks as real code has them
};

/// What interrupts the program besides itself.
enum class Timer : u8 {
    Off,
    On,  // again and again, after random times
};

struct Program {
    std::vector<u8> image;  // for kImageBase
    u32 entry;
    u32 finish;  // QEMU writes out the log and the data from here; the other side stops
    u32 slot_size;
    u32 slots_base;
    std::vector<u32> uses;  // of each Opcode
};

/// Rows of the table that are never in a program: the comparison would say nothing. The reasons are in the
/// .cpp.
bool is_left_out(chip::Opcode opcode);

Program make_program(u32 seed, Shape shape, Timer timer);

}  // namespace kinglet::fuzz
