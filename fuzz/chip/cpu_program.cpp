#include "fuzz/chip/cpu_program.hpp"

#include <algorithm>
#include <random>
#include <span>

#include "chip/cpu/decoder.hpp"
#include "chip/cpu/special_register.hpp"
#include "fuzz/chip/cpu_runtime.hpp"
#include "soc/esp8266/core.hpp"
#include "soc/esp8266/interrupts.hpp"

namespace kinglet::fuzz {

using chip::Flow;
using chip::Handler;
using chip::InstructionInfo;
using chip::Opcode;
using chip::Operand;
using chip::SpecialRegister;
using chip::test::Assembler;

namespace {

constexpr u32 kRuntimeBase = kImageBase + 0xE000;
constexpr u32 kPool = kImageBase + 0x100, kPoolEnd = kRuntimeBase;  // L32R looks back only
constexpr u32 kSlots = kImageBase + 0x10000, kSlotsEnd = kImageBase + 0x2C000;
constexpr u32 kClosedEnd = 0x20000000;  // of region 0

// Special registers that random writes spare: the log needs them, they count time, or they change what is
// executed and have a plan of their own. MMID belongs to a trace port that QEMU's core has not (it raises
// IllegalInstruction).
constexpr SpecialRegister kSpared[] = {
    SpecialRegister::Excsave2, SpecialRegister::Excsave3,     SpecialRegister::Ddr,
    SpecialRegister::Vecbase,  SpecialRegister::Ccount,       SpecialRegister::Ccompare0,
    SpecialRegister::Litbase,  SpecialRegister::Icount,       SpecialRegister::Icountlevel,
    SpecialRegister::Dbreakc0, SpecialRegister::Ibreakenable, SpecialRegister::Ibreaka0,
    SpecialRegister::Dbreaka0, SpecialRegister::Mmid,
};

// And those that say where the timer struck, with the place that its handler saves into.
constexpr SpecialRegister kSparedForTheTimer[] = {SpecialRegister::Epc1, SpecialRegister::Epc3,
                                                  SpecialRegister::Exccause, SpecialRegister::Interrupt};

bool is_among(std::span<const SpecialRegister> list, u32 special) {
    return std::find(list.begin(), list.end(), static_cast<SpecialRegister>(special)) != list.end();
}

u32 number(SpecialRegister special) {
    return static_cast<u32>(special);
}

u32 later(u32 reg, u32 distance) {
    return (reg + 1 + distance % 15) % 16;
}

/// One instruction before it has a place.
struct Planned {
    enum class Literal : u8 { None, Number, Slot };

    Opcode opcode;  // Unknown: the word as it is
    u32 word;
    Literal literal = Literal::None;  // what L32R shall load: a number, or the address of a slot ahead
    u32 value = 0;
};

class Builder {
  public:
    Builder(u32 seed, Shape shape, Timer timer)
        : random_(seed),
          shape_(shape),
          timer_(timer),
          slot_size_(shape == Shape::Single ? 16 : 64),
          image_(kImageSize) {}

    Program build() {
        Assembler code(kRuntimeBase);
        runtime_ = write_runtime(code, slot_size_, timer_);
        write_vectors();
        Assembler slots(kSlots);
        write_slots(slots);
        code.align(16);
        const u32 finish = code.here();
        write_finish(code);
        slots(Opcode::J, {finish});
        const u32 entry = code.here();
        write_entry(code);
        place(code, kRuntimeBase);
        place(slots, kSlots);
        resolve();
        return {std::move(image_), entry, finish, slot_size_, kSlots, std::move(uses_)};
    }

  private:
    bool is_timed() const { return timer_ == Timer::On; }
    u32 below(u32 limit) { return static_cast<u32>(random_() % limit); }
    bool one_in(u32 n) { return below(n) == 0; }
    u32 any_register() { return below(16); }

    // Numbers that find mistakes: anything, small ones of both signs, single bits and their neighbours.
    u32 any_number() {
        switch (below(6)) {
            case 0: return below(64);
            case 1: return 0 - below(64);
            case 2: return (1u << below(32)) - below(2);
            case 3: return ~(1u << below(32));
            default: return static_cast<u32>(random_());
        }
    }

    void place(const Assembler& code, u32 address) {
        std::copy(code.bytes().begin(), code.bytes().end(), image_.begin() + (address - kImageBase));
    }
    void put(u32 address, u32 value, u32 size) {
        for (u32 i = 0; i < size; ++i) image_[address - kImageBase + i] = static_cast<u8>(value >> i * 8);
    }

    u32 literal(u32 value) {
        const u32 address = pool_;
        put(address, value, 4);
        pool_ += 4;
        return address;
    }

    // Around the slots
    // -------------------------------------------------------------------------------------------

    void write_vectors() {
        const std::pair<u32, u32> vectors[] = {{soc::kVectorDebug, runtime_.debug},
                                               {soc::kVectorKernel, runtime_.level1},
                                               {soc::kVectorUser, runtime_.level1},
                                               {soc::kVectorDouble, runtime_.twice}};
        for (auto [offset, target] : vectors) {
            Assembler jump(kImageBase + offset);
            jump(Opcode::J, {target});
            place(jump, kImageBase + offset);
        }
    }

    void load(Assembler& code, u32 reg, u32 value) { code(Opcode::L32r, {reg, literal(value)}); }

    void write_entry(Assembler& code) {
        code(Opcode::Movi, {2, 0})(Opcode::Wsr, {2, number(SpecialRegister::Litbase)});
        for (u32 i = 0; i < 256; ++i) {
            const SpecialRegister special = static_cast<SpecialRegister>(i);
            const bool skip = !(chip::special_register_info(i).access & chip::kSpecialWrite) ||
                              special == SpecialRegister::Ccompare0 || special == SpecialRegister::Mmid ||
                              special == SpecialRegister::Ps;
            if (!skip) code(Opcode::Wsr, {2, i});
        }
        load(code, 2, kImageBase);
        code(Opcode::Wsr, {2, number(SpecialRegister::Vecbase)});
        code(Opcode::Movi, {2, soc::kPsUm})(Opcode::Wsr, {2, number(SpecialRegister::Ps)})(Opcode::Rsync);
        code(Opcode::Movi, {2, 0})(Opcode::Movi, {3, 15});
        code(Opcode::Witlb, {3, 2})(Opcode::Wdtlb, {3, 2})(Opcode::Isync);
        load_cells(code, 2);
        load(code, 3, kFirstRecord);
        code(Opcode::S32i, {3, 2, kCursorCell});
        if (is_timed()) {
            load(code, 3, soc::kIrqTimerMask);
            code(Opcode::Wsr, {3, number(SpecialRegister::Intenable)});
            code(Opcode::Rsr, {3, number(SpecialRegister::Ccount)})(Opcode::Addi, {3, 3, 10});
            code(Opcode::Wsr, {3, number(SpecialRegister::Ccompare0)});
        }
        for (u32 reg = 0; reg < 16; ++reg) load(code, reg, any_number());
        code(Opcode::J, {kSlots});
    }

    // The simulator's calls, known to QEMU: write(1, log), write(1, data), exit(0).
    void write_finish(Assembler& code) {
        const auto write_out = [&] { code(Opcode::Movi, {2, 4})(Opcode::Movi, {3, 1})(Opcode::Simcall); };
        load_cells(code, 2);
        load(code, 4, kFirstRecord);
        code(Opcode::L32i, {5, 2, kCursorCell})(Opcode::Sub, {5, 5, 4});
        write_out();
        load(code, 4, kDataBase);
        load(code, 5, kDataSize);
        write_out();
        code(Opcode::Movi, {2, 1})(Opcode::Movi, {3, 0})(Opcode::Simcall);
    }

    // Slots
    // ------------------------------------------------------------------------------------------------------

    // A plan is a few instructions that belong together: what a later one needs is prepared by the earlier
    // ones. Nobody may jump into the middle, so branches go to slots that begin with a plan, and a Run slot
    // holds whole plans only.
    void write_slots(Assembler& code) {
        constexpr u32 kSlotsBehind = 24;  // for the branches of the last ones
        close_slot(code, code.here() + slot_size_ -
                             kLogCallSize);  // so that something was logged before a jump to nowhere
        while (kSlotsEnd - code.here() > (kSlotsBehind + 16) * slot_size_ && pool_ < kPoolEnd - 0x200) {
            plan_.clear();
            while (plan_.empty()) make_plan();
            if (shape_ == Shape::Single)
                write_single(code);
            else
                write_run(code);
        }
        for (u32 i = 0; i < kSlotsBehind; ++i) {
            entries_.push_back(code.here());
            close_slot(code, code.here() + slot_size_ - kLogCallSize);
        }
    }

    void write_single(Assembler& code) {
        entries_.push_back(code.here());
        for (const Planned& planned : plan_) {
            const u32 end = code.here() + slot_size_ - kLogCallSize;
            if (one_in(2)) code(Opcode::NopN);  // other alignments
            emit(code, planned, end);
            close_slot(code, end);
        }
    }

    void write_run(Assembler& code) {
        const u32 end = code.here() + slot_size_ - kLogCallSize;
        entries_.push_back(code.here());
        while (code.here() + size_of_plan() <= end && end - code.here() - size_of_plan() != 1) {
            for (const Planned& planned : plan_) emit(code, planned, end);
            plan_.clear();
            while (plan_.empty()) make_plan();
        }
        close_slot(code, end);
    }

    u32 size_of_plan() const {
        u32 size = 0;
        for (const Planned& planned : plan_) size += chip::info(planned.opcode).length;
        return size;
    }

    void close_slot(Assembler& code, u32 end) {
        while (code.here() < end) code(end - code.here() == 3 ? Opcode::Nop : Opcode::NopN);
        write_log_call(code, runtime_);
    }

    void emit(Assembler& code, const Planned& planned, u32 end) {
        const u32 pc = code.here();
        const InstructionInfo& row = chip::info(planned.opcode);
        ++uses_[static_cast<u32>(planned.opcode)];
        u32 word = planned.word;
        if (planned.literal != Planned::Literal::None) {
            const u32 address = literal(planned.value);
            static_cast<void>(chip::insert_operand(Operand::Literal, word, address, pc));
            if (planned.literal == Planned::Literal::Slot) addresses_.push_back({address, pc});
        }
        code.raw(word, row.length);
        for (Operand kind : row.operands)
            if (is_address(kind) && kind != Operand::Literal)
                branches_.push_back({kind, pc, word, row.length, end});
    }

    // Branches and addresses get their targets when all slots have their place.
    void resolve() {
        for (const Branch& branch : branches_) {
            u32 word = branch.word;
            const bool is_call = branch.kind == Operand::Call18;
            const u32 target = is_call || one_in(2) ? entry_behind(branch.pc, below(3)) : branch.end;
            if (!chip::insert_operand(branch.kind, word, target, branch.pc) &&
                !chip::insert_operand(branch.kind, word, branch.end, branch.pc))
                static_cast<void>(
                    chip::insert_operand(branch.kind, word, branch.end + kLogCallSize, branch.pc));
            put(branch.pc, word, branch.length);
        }
        for (auto [address, pc] : addresses_) put(address, entry_behind(pc, below(3)), 4);
    }

    u32 entry_behind(u32 pc, u32 skip) const {
        const auto next = std::upper_bound(entries_.begin(), entries_.end(), pc);
        return *(next + std::min<isize>(skip, entries_.end() - next - 1));
    }

    // Plans
    // ------------------------------------------------------------------------------------------------------

    void add(Opcode opcode, std::initializer_list<u32> operands) {
        plan_.push_back({opcode, chip::test::encode(opcode, operands, 0)});
    }
    void add_number(u32 reg, u32 value) {
        plan_.push_back(
            {Opcode::L32r, chip::info(Opcode::L32r).match | reg << 4, Planned::Literal::Number, value});
    }
    void add_slot_address(u32 reg) {
        plan_.push_back({Opcode::L32r, chip::info(Opcode::L32r).match | reg << 4, Planned::Literal::Slot, 0});
    }
    // What the chip's registers hold. QEMU's have all bits, and those of options that this core has not.
    static u32 width_of(SpecialRegister special) {
        switch (special) {
            case SpecialRegister::Ps:
            case SpecialRegister::Eps2:
            case SpecialRegister::Eps3: return soc::kPsMask;
            case SpecialRegister::Intenable: return soc::kIrqMask;
            case SpecialRegister::Exccause: return 0x3F;
            default: return ~0u;
        }
    }
    void add_set_special(u32 reg, SpecialRegister special, u32 value) {
        add_number(reg, value & width_of(special));
        add(Opcode::Wsr, {reg, number(special)});
    }
    u32 random_word(Opcode opcode) {
        const InstructionInfo& row = chip::info(opcode);
        return row.match | (static_cast<u32>(random_()) & ~row.fixed & ((1u << row.length * 8) - 1));
    }
    void add_random(Opcode opcode) { plan_.push_back({opcode, random_word(opcode)}); }

    void make_plan() {
        if (is_timed() && one_in(8)) return plan_let_the_timer_strike();
        switch (below(24)) {
            case 0: return plan_special_register();
            case 1: return plan_jump();
            case 2: return plan_return();
            case 3: return plan_interrupt();
            case 4:
            case 5:
            case 6:
            case 7: return plan_memory();
            case 8: return plan_protection();
            case 9: return plan_debug();
            case 10: return plan_literal_base();
            case 11: return add_number(any_register(), any_number());
            case 12: return plan_unknown();
            default: return plan_any();
        }
    }

    // Any row that needs no preparation.
    void plan_any() {
        const Opcode opcode = static_cast<Opcode>(below(chip::kOpcodeCount));
        switch (chip::info(opcode).handler) {
            case Handler::L32r:
            case Handler::Jx:
            case Handler::Callx0:
            case Handler::Ret:
            case Handler::Rsr:
            case Handler::Wsr:
            case Handler::Xsr:
            case Handler::Waiti:
            case Handler::Rfe:
            case Handler::Rfde:
            case Handler::Rfi:
            case Handler::Witlb:
            case Handler::Wdtlb: return;  // with what they need, elsewhere
            default: break;
        }
        if (is_left_out(opcode)) return;
        const Flow flow = chip::flow_of(chip::info(opcode).handler);
        if (flow != Flow::Load && flow != Flow::Store) add_random(opcode);
    }

    void plan_memory() {
        u32 address = kDataBase + below(kDataSize - 4);
        if (!one_in(8)) address &= ~3u;
        if (one_in(12)) address = below(kClosedEnd);
        plan_memory_at(address);
    }

    void plan_memory_at(u32 address) {
        while (true) {
            const Opcode opcode = static_cast<Opcode>(below(chip::kOpcodeCount));
            const Flow flow = chip::flow_of(chip::info(opcode).handler);
            if ((flow != Flow::Load && flow != Flow::Store) || opcode == Opcode::L32r) continue;
            const u32 word = random_word(opcode);
            const u32 offset = chip::extract_operand(chip::info(opcode).operands[2], word, 0);
            add_number(chip::extract_operand(Operand::S, word, 0), address - offset);
            plan_.push_back({opcode, word});
            return;
        }
    }

    void plan_special_register() {
        const u32 special = below(256);
        if (is_among(kSpared, special) || (is_timed() && is_among(kSparedForTheTimer, special))) return;
        // Most numbers are no register's.
        if (!chip::special_register_info(special).access && !one_in(20)) return;
        static constexpr Opcode kAccesses[] = {Opcode::Rsr, Opcode::Wsr, Opcode::Xsr};
        const Opcode opcode = kAccesses[below(3)];
        const u32 reg = any_register();
        const u32 width = width_of(static_cast<SpecialRegister>(special));
        if (opcode != Opcode::Rsr && (one_in(2) || width != ~0u)) add_number(reg, any_number() & width);
        plan_.push_back({opcode, chip::info(opcode).match | special << 8 | reg << 4});
    }

    void plan_jump() {
        const u32 reg = any_register();
        if (one_in(3))
            add_number(reg, below(kClosedEnd));
        else
            add_slot_address(reg);
        switch (below(3)) {
            case 0: return add(Opcode::Jx, {reg});
            case 1: return add(Opcode::Callx0, {reg});
            default: add(Opcode::MovN, {0, reg}); return add(one_in(2) ? Opcode::Ret : Opcode::RetN, {});
        }
    }

    void plan_return() {
        const u32 reg = any_register();
        const u32 level = is_timed() ? 2 : 2 + below(2);
        switch (is_timed() ? 1 + below(2) : below(3)) {
            case 0:
                add_slot_address(reg);
                add(Opcode::Wsr, {reg, number(SpecialRegister::Epc1)});
                return add(Opcode::Rfe, {});
            case 1:
                add_slot_address(reg);
                add(Opcode::Wsr, {reg, number(SpecialRegister::Depc)});
                return add(Opcode::Rfde, {});
            default:
                add_set_special(reg, SpecialRegister::Icountlevel, 0);  // whose exception would change EPC2
                add_set_special(reg, static_cast<SpecialRegister>(number(SpecialRegister::Eps2) + level - 2),
                                any_number());
                add_slot_address(reg);
                add(Opcode::Wsr, {reg, number(SpecialRegister::Epc2) + level - 2});
                return add(Opcode::Rfi, {level});
        }
    }

    void plan_interrupt() {
        const u32 reg = any_register();
        if (one_in(4)) {
            // A sleep that ends at once. QEMU does not count WAITI in ICOUNT.
            add_set_special(reg, SpecialRegister::Icountlevel, 0);
            add_set_special(reg, SpecialRegister::Intenable, soc::kIrqSoftwareMask);
            add_set_special(reg, SpecialRegister::Ps, soc::kPsUm | 1);
            add_set_special(reg, SpecialRegister::Interrupt, soc::kIrqSoftwareMask);
            return add(Opcode::Waiti, {0});
        }
        add_set_special(reg, SpecialRegister::Intenable, one_in(4) ? any_number() : soc::kIrqSoftwareMask);
        if (one_in(2)) add(Opcode::Rsil, {any_register(), below(16)});
        add_set_special(reg, SpecialRegister::Interrupt, any_number());
        if (one_in(2)) add_set_special(reg, SpecialRegister::Ps, any_number() & ~soc::kPsExcm);
        if (one_in(3)) add(Opcode::Wsr, {reg, number(SpecialRegister::Intclear)});
    }

    void plan_let_the_timer_strike() {
        const u32 reg = any_register();
        add_set_special(reg, SpecialRegister::Intenable,
                        soc::kIrqTimerMask | (one_in(2) ? soc::kIrqSoftwareMask : 0));
        if (one_in(2))
            add_set_special(reg, SpecialRegister::Ps, soc::kPsUm);
        else
            add(Opcode::Rsil, {reg, 0});
    }

    // Regions 4 to 7 hold nothing, so their attributes may be anything; what a closed one refuses is tried.
    void plan_protection() {
        const u32 address = any_register();
        const u32 value = later(address, below(15));
        add_number(address, (4 + below(4)) << soc::kRegionBits | (any_number() & 0x1FFFFFFC));
        const u32 closed = one_in(2) ? 15 : 6 + below(8);
        switch (below(4)) {
            case 0:
                add_number(value, closed);
                add(Opcode::Wdtlb, {value, address});
                return add(one_in(2) ? Opcode::L32i : Opcode::S32i, {value, address, 0});
            case 1:
                add_number(value, closed);
                add(Opcode::Witlb, {value, address});
                return add(Opcode::Jx, {address});
            case 2:
                add_number(value, any_number());
                return add(one_in(2) ? Opcode::Wdtlb : Opcode::Witlb, {value, address});
            default: {
                static constexpr Opcode kReads[] = {Opcode::Ritlb0, Opcode::Ritlb1, Opcode::Rdtlb0,
                                                    Opcode::Rdtlb1, Opcode::Pitlb,  Opcode::Pdtlb};
                if (one_in(2)) add_number(address, any_number());
                return add(kReads[below(6)], {value, address});
            }
        }
    }

    void plan_debug() {
        const u32 reg = any_register();
        switch (is_timed() ? 1 + below(2) : below(3)) {
            case 0:  // somewhere in the next two hundred instructions
                add_set_special(reg, SpecialRegister::Icount, 0 - 1 - below(200));
                return add_set_special(reg, SpecialRegister::Icountlevel, any_number());
            case 1:  // at one of the next slots
                add_slot_address(reg);
                add(Opcode::Wsr, {reg, number(SpecialRegister::Ibreaka0)});
                return add_set_special(reg, SpecialRegister::Ibreakenable, any_number());
            default: {
                // Not at level 2 or above, and not for longer than this: QEMU hangs in a watched access when
                // debug exceptions are off. A mask with holes means something else to it.
                const u32 place = kDataBase + below(kDataSize - 16);
                add_set_special(reg, SpecialRegister::Ps, soc::kPsUm | below(2));
                add_set_special(reg, SpecialRegister::Dbreaka0, place);
                add_set_special(reg, SpecialRegister::Dbreakc0,
                                below(4) << 30 | (soc::kDbreakMaskBits << below(7) & soc::kDbreakMaskBits));
                // An unaligned access would leave a Run slot before the end of the plan.
                plan_memory_at((place & ~7u) + (shape_ == Shape::Run ? below(4) * 4 : below(16)));
                add(Opcode::Movi, {reg, 0});
                return add(Opcode::Wsr, {reg, number(SpecialRegister::Dbreakc0)});
            }
        }
    }

    // L32R from an absolute place, in the data; switched off again.
    void plan_literal_base() {
        const u32 reg = any_register();
        add_set_special(reg, SpecialRegister::Litbase, (kDataBase + kDataSize) | (any_number() & 0xFFE) | 1);
        plan_.push_back({Opcode::L32r, chip::info(Opcode::L32r).match | (0xFFFF - below(kDataSize / 4)) << 8 |
                                           any_register() << 4});
        add(Opcode::Movi, {reg, 0});
        add(Opcode::Wsr, {reg, number(SpecialRegister::Litbase)});
    }

    void plan_unknown() {
        const u32 word = (static_cast<u32>(random_()) & 0xFFFFF0) | (one_in(2) ? 0 : 2 + below(5));
        if (chip::decode(word).opcode == Opcode::Unknown) plan_.push_back({Opcode::Unknown, word});
    }

    using isize = std::ptrdiff_t;
    struct Branch {
        Operand kind;
        u32 pc;
        u32 word;
        u32 length;
        u32 end;
    };

    std::mt19937 random_;
    Shape shape_;
    Timer timer_;
    u32 slot_size_;
    std::vector<u8> image_;
    std::vector<u32> uses_ = std::vector<u32>(chip::kOpcodeCount + 1);
    Runtime runtime_{};
    u32 pool_ = kPool;
    std::vector<Planned> plan_;
    std::vector<u32> entries_;  // slots that begin with a plan
    std::vector<Branch> branches_;
    std::vector<std::pair<u32, u32>> addresses_;  // of literals that hold a slot's address, with their L32R
};

}  // namespace

bool is_left_out(Opcode opcode) {
    switch (opcode) {
        case Opcode::Simcall:
            return true;  // QEMU obeys it; on the chip it is illegal
        // The table that QEMU and binutils have of this core gives these no operands: QEMU always reads into
        // a0.
        case Opcode::Rer:
        case Opcode::Wer: return true;
        default: return false;
    }
}

Program make_program(u32 seed, Shape shape, Timer timer) {
    return Builder(seed, shape, timer).build();
}

}  // namespace kinglet::fuzz
