#include "fuzz/chip/cpu_runtime.hpp"

#include "chip/cpu/special_register.hpp"
#include "fuzz/chip/cpu_program.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace kinglet::fuzz {

using chip::Opcode;
using chip::SpecialRegister;
using chip::test::Assembler;

namespace {

// Cells, by their offset from kLogBase.
constexpr u32 kLastReturnCell = 4, kSumCell = 8, kSavedA1Cell = 12, kSavedA2Cell = 16;
constexpr u32 kRandomCell = 24, kTimerA1Cell = 28, kTimerA2Cell = 32;

constexpr SpecialRegister kLogged[] = {
    SpecialRegister::Sar,          SpecialRegister::Litbase,   SpecialRegister::Ps,
    SpecialRegister::Epc1,         SpecialRegister::Epc2,      SpecialRegister::Epc3,
    SpecialRegister::Eps2,         SpecialRegister::Eps3,      SpecialRegister::Excsave1,
    SpecialRegister::Depc,         SpecialRegister::Exccause,  SpecialRegister::Excvaddr,
    SpecialRegister::Vecbase,      SpecialRegister::Intenable, SpecialRegister::Interrupt,
    SpecialRegister::Debugcause,   SpecialRegister::Icount,    SpecialRegister::Icountlevel,
    SpecialRegister::Ibreakenable, SpecialRegister::Ibreaka0,  SpecialRegister::Dbreaka0,
    SpecialRegister::Dbreakc0,     SpecialRegister::Configid1,
};

constexpr u32 kRegisters = 16;
constexpr u32 kSumWord = kRegisters + 1;
constexpr u32 kFirstSpecialWord = kRegisters + 2;
constexpr u32 kRecordWords = kFirstSpecialWord + std::size(kLogged);

constexpr u32 number(SpecialRegister special) {
    return static_cast<u32>(special);
}

// a0: from an address in a slot to the end of the slot's payload, or that of a later slot.
void round_to_slot_end(Assembler& code, u32 slot_size, u32 slots_later) {
    const u32 bits = slot_size == 16 ? 4 : 6;
    code(Opcode::Srli, {0, 0, bits})(Opcode::Slli, {0, 0, bits});
    code(Opcode::Addi, {0, 0, slot_size - kLogCallSize + slots_later * slot_size});
}

// sum = 2 * sum + the register + 1. a0 points to the cells; a1 is lost.
void add_to_sum(Assembler& code, SpecialRegister pc) {
    code(Opcode::S32i, {2, 0, kSavedA2Cell});
    code(Opcode::L32i, {1, 0, kSumCell})(Opcode::Rsr, {2, number(pc)});
    code(Opcode::Addx2, {1, 1, 2})(Opcode::Addi, {1, 1, 1})(Opcode::S32i, {1, 0, kSumCell});
    code(Opcode::L32i, {2, 0, kSavedA2Cell});
}

void write_exception_handler(Assembler& code, SpecialRegister pc, Opcode back, u32 slot_size) {
    code(Opcode::Wsr, {0, number(SpecialRegister::Excsave2)})(Opcode::Wsr,
                                                              {1, number(SpecialRegister::Excsave3)});
    code(Opcode::Rsr, {0, number(SpecialRegister::Exccause)});
    const u32 interrupt_branch = code.here();
    code(Opcode::Beqi, {0, 4, interrupt_branch + 4});
    code(Opcode::Rsr, {0, number(pc)});
    // Is it within the image's megabyte?
    code(Opcode::Extui, {1, 0, 20, 12})(Opcode::Addmi, {1, 1, static_cast<u32>(-0x400)});
    const u32 wild_branch = code.here();
    code(Opcode::Bnei, {1, 1, wild_branch + 4});
    round_to_slot_end(code, slot_size, 0);
    const u32 resume = code.here();
    code(Opcode::Wsr, {0, number(pc)});
    const u32 restore = code.here();
    code(Opcode::Rsr, {0, number(SpecialRegister::Excsave2)})(Opcode::Rsr,
                                                              {1, number(SpecialRegister::Excsave3)});
    code(back);

    code.patch(wild_branch, Opcode::Bnei, {1, 1, code.here()});
    load_cells(code, 1);
    code(Opcode::L32i, {0, 1, kLastReturnCell});
    round_to_slot_end(code, slot_size, 1);
    code(Opcode::J, {resume});

    code.patch(interrupt_branch, Opcode::Beqi, {0, 4, code.here()});
    load_cells(code, 0);
    add_to_sum(code, pc);
    code(Opcode::Movi, {0, soc::kIrqSoftwareMask})(Opcode::Wsr, {0, number(SpecialRegister::Intclear)});
    code(Opcode::J, {restore});
}

// What comes before the handler of level 1 in a program that the timer interrupts, the log routine included:
// it answers both interrupts, with places of its own, and leaves exceptions to what follows.
void write_timer_handler(Assembler& code) {
    constexpr u32 kTimerBit = 6, kSoftwareBit = 7;
    const auto bit_is_set = [&](u32 bit) {
        code(Opcode::Rsr, {1, number(SpecialRegister::Interrupt)});
        code(Opcode::Rsr, {2, number(SpecialRegister::Intenable)})(Opcode::And, {1, 1, 2});
        return std::pair{code.here(), (code(Opcode::Bbci, {1, bit, code.here() + 4}), bit)};
    };
    const auto until_here = [&](std::pair<u32, u32> branch) {
        code.patch(branch.first, Opcode::Bbci, {1, branch.second, code.here()});
    };
    code(Opcode::Wsr, {0, number(SpecialRegister::Epc3)});
    code(Opcode::Rsr, {0, number(SpecialRegister::Exccause)});
    const u32 exception_branch = code.here();
    code(Opcode::Bnei, {0, 4, exception_branch + 4});
    load_cells(code, 0);
    code(Opcode::S32i, {1, 0, kTimerA1Cell})(Opcode::S32i, {2, 0, kTimerA2Cell});

    const auto timer = bit_is_set(kTimerBit);
    code(Opcode::L32i, {2, 0, kRandomCell})(Opcode::Addx4, {2, 2, 2})(Opcode::Addi, {2, 2, 77});
    code(Opcode::S32i, {2, 0, kRandomCell})(Opcode::Extui, {2, 2, 16, 16});
    code(Opcode::L32i, {1, 0, kPeriodCell})(Opcode::Addi, {1, 1, 7})(Opcode::And, {2, 2, 1});
    code(Opcode::Rsr, {1, number(SpecialRegister::Ccount)})(Opcode::Add, {2, 2, 1});
    code(Opcode::Addi, {2, 2, 5})(Opcode::Wsr, {2, number(SpecialRegister::Ccompare0)});  // not past yet
    code(Opcode::L32i, {1, 0, kStrikesCell})(Opcode::Addi, {1, 1, 1})(Opcode::S32i, {1, 0, kStrikesCell});
    until_here(timer);

    const auto software = bit_is_set(kSoftwareBit);
    code(Opcode::L32i, {1, 0, kSumCell})(Opcode::Rsr, {2, number(SpecialRegister::Epc1)});
    code(Opcode::Addx2, {1, 1, 2})(Opcode::Addi, {1, 1, 1})(Opcode::S32i, {1, 0, kSumCell});
    code(Opcode::Movi, {1, soc::kIrqSoftwareMask})(Opcode::Wsr, {1, number(SpecialRegister::Intclear)});
    until_here(software);

    code(Opcode::L32i, {2, 0, kTimerA2Cell})(Opcode::L32i, {1, 0, kTimerA1Cell});
    code(Opcode::Rsr, {0, number(SpecialRegister::Epc3)})(Opcode::Rfe);
    code.patch(exception_branch, Opcode::Bnei, {0, 4, code.here()});
    code(Opcode::Rsr, {0, number(SpecialRegister::Epc3)});
}

// May come in the middle of anything, the log routine included, so it saves into places of its own.
void write_debug_handler(Assembler& code, u32 slot_size) {
    code(Opcode::Wsr, {0, number(SpecialRegister::Ddr)});
    load_cells(code, 0);
    code(Opcode::S32i, {1, 0, kSavedA1Cell});
    add_to_sum(code, SpecialRegister::Epc2);
    code(Opcode::Movi, {1, 0});
    for (SpecialRegister off :
         {SpecialRegister::Icountlevel, SpecialRegister::Ibreakenable, SpecialRegister::Dbreakc0})
        code(Opcode::Wsr, {1, number(off)});
    // BREAK and BREAK.N are stepped over; what was interrupted otherwise is executed now.
    code(Opcode::Rsr, {1, number(SpecialRegister::Debugcause)})(Opcode::Extui, {1, 1, 3, 2});
    const u32 branch = code.here();
    code(Opcode::Beqz, {1, branch + 4});
    code(Opcode::Rsr, {0, number(SpecialRegister::Epc2)});
    round_to_slot_end(code, slot_size, 0);
    code(Opcode::Wsr, {0, number(SpecialRegister::Epc2)});
    load_cells(code, 0);
    code.patch(branch, Opcode::Beqz, {1, code.here()});
    code(Opcode::L32i, {1, 0, kSavedA1Cell})(Opcode::Rsr, {0, number(SpecialRegister::Ddr)});
    code(Opcode::Rfi, {2});
}

void write_log_routine(Assembler& code) {
    code(Opcode::Wsr, {1, number(SpecialRegister::Excsave3)});
    load_cells(code, 1);
    code(Opcode::S32i, {0, 1, kLastReturnCell})(Opcode::L32i, {1, 1, kCursorCell});
    for (u32 reg = 2; reg < kRegisters; ++reg) code(Opcode::S32i, {reg, 1, reg * 4});
    code(Opcode::S32i, {0, 1, kReturnWord * 4});
    code(Opcode::Rsr, {2, number(SpecialRegister::Excsave2)})(Opcode::S32i, {2, 1, 0});
    code(Opcode::Rsr, {2, number(SpecialRegister::Excsave3)})(Opcode::S32i, {2, 1, 4});
    for (u32 i = 0; i < std::size(kLogged); ++i)
        code(Opcode::Rsr, {2, number(kLogged[i])})(Opcode::S32i, {2, 1, (kFirstSpecialWord + i) * 4});
    load_cells(code, 2);
    code(Opcode::L32i, {2, 2, kSumCell})(Opcode::S32i, {2, 1, kSumWord * 4});
    // The cursor moves on, and what was lent comes back.
    code(Opcode::Addmi, {2, 1, 256})(Opcode::Addi, {2, 2, kRecordWords * 4 - 256});
    load_cells(code, 0);
    code(Opcode::S32i, {2, 0, kCursorCell});
    code(Opcode::L32i, {2, 1, 8})(Opcode::L32i, {0, 1, kReturnWord * 4});
    code(Opcode::L32i, {1, 1, 0})(Opcode::Wsr, {1, number(SpecialRegister::Excsave2)});
    code(Opcode::Rsr, {1, number(SpecialRegister::Excsave3)})(Opcode::Ret);
}

u32 instructions_of(void (*write)(Assembler&)) {
    Assembler code(kImageBase);
    write(code);
    u32 instructions = 0;
    for (usize at = 0; at < code.bytes().size(); ++instructions) at += (code.bytes()[at] & 15) >= 8 ? 2 : 3;
    return instructions;
}

}  // namespace

void load_cells(Assembler& code, u32 reg) {
    code(Opcode::Movi, {reg, kLogBase >> 28})(Opcode::Slli, {reg, reg, 28});
}

Runtime write_runtime(Assembler& code, u32 slot_size, Timer timer) {
    Runtime runtime;
    runtime.level1 = code.here();
    if (timer == Timer::On) write_timer_handler(code);
    write_exception_handler(code, SpecialRegister::Epc1, Opcode::Rfe, slot_size);
    runtime.twice = code.here();
    write_exception_handler(code, SpecialRegister::Depc, Opcode::Rfde, slot_size);
    runtime.debug = code.here();
    write_debug_handler(code, slot_size);
    code.align(4);
    runtime.log = code.here();
    write_log_routine(code);
    return runtime;
}

void write_log_call(Assembler& code, const Runtime& runtime) {
    code(Opcode::Wsr, {0, number(SpecialRegister::Excsave2)});
    code(Opcode::Call0, {runtime.log});
    code(Opcode::Rsr, {0, number(SpecialRegister::Excsave2)});
}

u32 record_words() {
    return kRecordWords;
}

u32 compared_bits(u32 word, Timer timer) {
    if (timer == Timer::Off || word < kFirstSpecialWord) return ~0u;
    switch (kLogged[word - kFirstSpecialWord]) {
        case SpecialRegister::Epc1:
        case SpecialRegister::Exccause:
        case SpecialRegister::Epc3: return 0;
        case SpecialRegister::Interrupt: return ~soc::kIrqTimerMask;
        default: return ~0u;
    }
}

std::string record_name(u32 word) {
    if (word < kRegisters) return "a" + std::to_string(word);
    if (word == kReturnWord) return "place";
    if (word == kSumWord) return "sum of interrupts";
    return chip::special_register_info(number(kLogged[word - kFirstSpecialWord])).read_name;
}

u32 log_instructions() {
    static const u32 count = 3 + instructions_of(write_log_routine);
    return count;
}

u32 timer_instructions() {
    static const u32 count = instructions_of(write_timer_handler);
    return count;
}

}  // namespace kinglet::fuzz
