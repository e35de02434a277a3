#include "chip/cpu/translator.hpp"

#include "chip/cpu/decoder.hpp"
#include "chip/cpu/protection.hpp"
#include "chip/cpu/special_register.hpp"
#include "chip/cpu/timing.hpp"

namespace kinglet::chip {

namespace {

Op& add_op(Block& block) {
    return block.code[block.slots++].op;
}

void add_exit(Block& block, u32 target) {
    block.code[block.slots++].exit = {nullptr, target, 0, 0};
}

/// The most that one instruction takes, with a probe, a breakpoint and the block's end behind it.
constexpr u32 kSlotsOfOne = 6;

u8 special_access(Handler handler) {
    return handler == Handler::Rsr   ? kSpecialRead
           : handler == Handler::Wsr ? kSpecialWrite
                                     : kSpecialExchange;
}

bool ends_block(const Instruction& instruction) {
    switch (info(instruction.opcode).handler) {
        case Handler::J:
        case Handler::Jx:
        case Handler::Call0:
        case Handler::Callx0:
        case Handler::Ret:
        case Handler::Illegal:
        case Handler::Syscall:
        case Handler::Rfe:
        case Handler::Rfde:
        case Handler::Rfi:
        case Handler::Rfdo:
        case Handler::Waiti: return true;
        default: return false;
    }
}

}  // namespace

bool Translator::can_fetch(u32 pc) const {
    return fetch(pc).cause == Cause::None;
}

Translator::Fetched Translator::fetch(u32 pc) const {
    u32 word = 0;
    u32 length = 3;
    for (u32 i = 0; i < length; ++i) {
        const u32 address = pc + i;
        if (!may_fetch(state_, address)) return {{}, Cause::InstFetchProhibited};
        u32 bytes = 0;
        const Cause cause = bus_.fetch32(address & ~3u, bytes);
        if (cause != Cause::None) return {{}, cause};
        word |= (bytes >> (address & 3) * 8 & 255) << i * 8;
        if (i == 0) length = instruction_length(word);
    }
    return {decode(word), Cause::None};
}

bool Translator::has_breakpoint(u32 pc) const {
    return state_.ibreakenable & 1 && state_.ibreaka0 == pc;
}

bool Translator::has_watched_accesses() const {
    return probe_ && probe_->wanted_accesses() == CpuProbe::Accesses::All;
}

bool Translator::is_constant(u32 address, u32& value) const {
    const Page& page = bus_.page(address);
    if (page.rights & soc::kStore32 || !(page.rights & soc::kLoad32) || !page.memory) return false;
    return bus_.peek(address, &value, sizeof value);
}

void Translator::append(Block& block, const Instruction& instruction, u32 pc) {
    const InstructionInfo& row = info(instruction.opcode);
    const Flow flow = flow_of(row.handler);
    Op& op = add_op(block);
    op = {place(row.handler), 0, 0, 0, static_cast<u8>(row.handler), 0};

    // Registers go to a, b, c in order. The number goes to imm; of two numbers the first goes to c. An
    // address that is jumped to is the Exit's.
    u8* const registers[] = {&op.a, &op.b, &op.c};
    u32 register_count = 0;
    bool has_number = false;
    u32 target = 0;
    for (Operand kind : row.operands) {
        if (kind == Operand::None) break;
        const u32 value = extract_operand(kind, instruction.word, pc);
        if (is_register(kind)) {
            *registers[register_count++] = static_cast<u8>(value);
        } else if (is_address(kind) && kind != Operand::Literal) {
            target = value;
        } else {
            if (has_number) op.c = static_cast<u8>(op.imm);
            op.imm = value;
            has_number = true;
        }
    }

    switch (row.handler) {
        case Handler::Extui: op.imm = (1u << op.imm) - 1; break;
        case Handler::Slli: op.imm &= 31; break;
        case Handler::Bbci:
        case Handler::Bbsi: op.imm = 1u << op.imm; break;
        case Handler::L32r: {
            if (state_.litbase & soc::kLitbaseEnable) {
                const u32 offset = instruction.word >> 8;
                op.imm = (state_.litbase & ~0xFFFu) + (0xFFFC0000u | offset << 2);
            }
            u32 value = 0;
            if (!has_closed_data(state_) && !(state_.dbreakc0 & soc::kDbreakLoad) &&
                !has_watched_accesses() && is_constant(op.imm, value)) {
                cache_.cover(op.imm, 4);
                op.code = place(Handler::MovImm);
                op.handler = static_cast<u8>(Handler::MovImm);
                op.imm = value;
                return;
            }
            break;
        }
        case Handler::Rsr:
        case Handler::Wsr:
        case Handler::Xsr:
            if (!(special_register_info(op.imm).access & special_access(row.handler))) {
                op.code = place(Handler::Illegal);
                op.handler = static_cast<u8>(Handler::Illegal);
            }
            break;
        case Handler::Call0:
        case Handler::Callx0: op.imm = pc + instruction.length; break;
        default: break;
    }
    const u32 watched_accesses = soc::kDbreakLoad | soc::kDbreakStore;
    if ((flow == Flow::Load || flow == Flow::Store) &&
        (has_closed_data(state_) || state_.dbreakc0 & watched_accesses || has_watched_accesses()))
        op.code = place(flow == Flow::Load ? Extra::CheckedLoad : Extra::CheckedStore);
    if (flow == Flow::Branch || row.handler == Handler::J || row.handler == Handler::Call0)
        add_exit(block, target);
}

void Translator::append_end(Block& block, u32 pc) {
    add_op(block) = {place(Extra::End), 0, 0, 0, 0, 0};
    add_exit(block, pc);
}

void Translator::fill(Block& block, u32 pc, u32 max_cycles) {
    block = {pc, 0, 0, 0, nullptr};
    const u32 start = pc;
    Fetched here = fetch(pc);
    bool ended = false;
    while (!ended) {
        if (here.cause != Cause::None) {
            sites_[block.slots] = {static_cast<u16>(pc - start), 0, 0, 0, 1};
            add_op(block) = {place(Extra::FetchFault), 0, 0, 0, 0, static_cast<u32>(here.cause)};
            ++block.cycles;
            break;
        }
        const Instruction instruction = here.instruction;
        const u32 next_pc = pc + instruction.length;
        // The instruction after this one counts for its cost only within the same page, so that code is
        // watched only where it is executed.
        const bool same_page = (next_pc ^ start) >> Bus::kPageBits == 0;
        here = same_page ? fetch(next_pc) : Fetched{decode(0), Cause::None};
        const u32 cycles =
            instruction_cycles(instruction, here.cause == Cause::None ? here.instruction : decode(0));

        if (probe_ && probe_->wants_instruction(pc)) {
            sites_[block.slots] = {static_cast<u16>(pc - start), 0, 0, 0, 0};
            add_op(block) = {place(Extra::Probe), 0, 0, 0, 0, 0};
        }
        if (has_breakpoint(pc)) {
            sites_[block.slots] = {static_cast<u16>(pc - start), 0, 0, 0, 0};
            add_op(block) = {place(Extra::InstructionBreak), 0, 0, 0, 0, 0};
        }
        const u32 slot = block.slots;
        append(block, instruction, pc);
        sites_[slot] = {static_cast<u16>(pc - start), 0, 0, instruction.length, static_cast<u8>(cycles)};
        for (u32 i = slot + 1; i < block.slots; ++i) sites_[i] = {};
        block.cycles += cycles;
        ++block.instructions;
        pc = next_pc;
        ended = ends_block(instruction);
        const bool is_full =
            block.instructions == kMaxInstructions || block.slots + kSlotsOfOne > BlockCache::kMaxSlots;
        if (ended || !same_page || is_full || block.cycles >= max_cycles) {
            if (!ended) {
                sites_[block.slots] = sites_[block.slots + 1] = {};
                append_end(block, pc);
            }
            ended = true;
        }
    }
    const u32 peeked =
        here.cause == Cause::None && (pc ^ start) >> Bus::kPageBits == 0 ? here.instruction.length : 0;
    cache_.cover(start, pc - start + peeked);
    finish(block);
}

// Charges are known from the end: what each instruction and all after it cost, and so what leaving early
// gives back.
void Translator::finish(Block& block) {
    u32 cycles = 0;
    u32 instructions = 0;
    for (u32 slot = block.slots; slot-- > 0;) {
        Site& site = sites_[slot];
        const u32 after_cycles = cycles;
        const u32 after_instructions = instructions;
        cycles += site.own_cycles;
        if (site.length) ++instructions;
        site.cycles = static_cast<u16>(cycles);
        site.instructions = static_cast<u16>(instructions);
        if (site.length && flow_of(static_cast<Handler>(block.code[slot].op.handler)) == Flow::Branch) {
            Exit& exit = block.code[slot + 1].exit;
            exit.cycles = static_cast<i16>(after_cycles) - static_cast<i16>(kJumpCycles);
            exit.instructions = static_cast<i16>(after_instructions);
        }
    }
}

Block* Translator::translate(u32 pc) {
    Block* block = cache_.begin_block();
    fill(*block, pc, ~0u);
    return cache_.add(block, sites_);
}

Block* Translator::translate_limited(u32 pc, u32 cycles) {
    Block* block = reinterpret_cast<Block*>(limited_);
    fill(*block, pc, cycles);
    block->sites = sites_;
    return block;
}

}  // namespace kinglet::chip
