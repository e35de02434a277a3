// The interpreter: the specification of what instructions do, and the way programs run. One function, because
// its speed is that of jumping from the end of one instruction straight to the code of the next.
//
// Charging: a block's cycles and instructions are charged when it is entered; `left` is what remains until
// the deadline after that. Leaving early gives back what was not executed. A block that does not fit any more
// is replaced by one that ends at the deadline. So the fast path counts nothing, and the clock is exact
// wherever somebody can look at it.
#include "chip/cpu/cpu.hpp"
#include "chip/cpu/interpret_arith.hpp"
#include "chip/cpu/interpret_branch.hpp"
#include "chip/cpu/interpret_shift.hpp"
#include "chip/cpu/protection.hpp"
#include "chip/cpu/timing.hpp"

namespace kinglet::chip {

namespace {

constexpr u64 kLongestStretch = u64{1} << 40;

template <Handler>
struct Memory;

template <u8 kAccess, class Stored, class Shown>
struct MemoryFacts {
    static constexpr u8 kRight = kAccess;
    static constexpr u32 kAlign = sizeof(Stored) - 1;
    using Type = Stored;
    using Extended = Shown;
};

// clang-format off
template <> struct Memory<Handler::L8ui>  : MemoryFacts<soc::kLoadNarrow,  u8,  u32> {};
template <> struct Memory<Handler::L16ui> : MemoryFacts<soc::kLoadNarrow,  u16, u32> {};
template <> struct Memory<Handler::L16si> : MemoryFacts<soc::kLoadNarrow,  i16, i32> {};
template <> struct Memory<Handler::L32i>  : MemoryFacts<soc::kLoad32,      u32, u32> {};
template <> struct Memory<Handler::S8i>   : MemoryFacts<soc::kStoreNarrow, u8,  u32> {};
template <> struct Memory<Handler::S16i>  : MemoryFacts<soc::kStoreNarrow, u16, u32> {};
template <> struct Memory<Handler::S32i>  : MemoryFacts<soc::kStore32,     u32, u32> {};
// clang-format on

// The host address, or null when the bus has to be asked. L32R's address is its immediate.
template <class Facts>
inline u8* direct_address(const Page* pages, u32 address) {
    const Page& page = pages[address >> Bus::kPageBits];
    if (!(page.direct & Facts::kRight) || address & Facts::kAlign) [[unlikely]]
        return nullptr;
    return page.memory + (address & Bus::kPageMask);
}

template <Handler kHandler>
inline bool load_direct(State& cpu, const Op& op, const Page* pages) {
    using Facts = Memory<kHandler>;
    const u8* memory = direct_address<Facts>(pages, cpu.a[op.b] + op.imm);
    if (!memory) [[unlikely]]
        return false;
    typename Facts::Type value;
    __builtin_memcpy(&value, memory, sizeof value);
    cpu.a[op.a] = static_cast<u32>(static_cast<typename Facts::Extended>(value));
    return true;
}

template <>
inline bool load_direct<Handler::L32r>(State& cpu, const Op& op, const Page* pages) {
    const u8* memory = direct_address<Memory<Handler::L32i>>(pages, op.imm);
    if (!memory) [[unlikely]]
        return false;
    __builtin_memcpy(&cpu.a[op.a], memory, sizeof(u32));
    return true;
}

template <Handler kHandler>
inline bool store_direct(State& cpu, const Op& op, const Page* pages) {
    using Facts = Memory<kHandler>;
    u8* memory = direct_address<Facts>(pages, cpu.a[op.b] + op.imm);
    if (!memory) [[unlikely]]
        return false;
    const auto value = static_cast<typename Facts::Type>(cpu.a[op.a]);
    __builtin_memcpy(memory, &value, sizeof value);
    return true;
}

u32 access_size(Handler handler) {
    switch (handler) {
        case Handler::L8ui:
        case Handler::S8i: return 1;
        case Handler::L16ui:
        case Handler::L16si:
        case Handler::S16i: return 2;
        default: return 4;
    }
}

}  // namespace

Block* Cpu::block_at(u32 pc) {
    Block* block = cache_.find(pc);
    return block ? block : translator_.translate(pc);
}

// An access that raises for its address is not one that a data breakpoint sees.
bool Cpu::has_data_breakpoint(Handler handler, u32 address) const {
    const u32 wanted = flow_of(handler) == Flow::Store ? soc::kDbreakStore : soc::kDbreakLoad;
    if (!(state_.dbreakc0 & wanted) || state_.interrupt_level() >= soc::kIrqLevelDebug) return false;
    const u32 size = access_size(handler);
    if (address & (size - 1) || !may_access(state_, address)) return false;
    const u32 mask = state_.dbreakc0 | ~soc::kDbreakMaskBits;
    const u32 watched = state_.dbreaka0 & mask;
    for (u32 byte = 0; byte < size; ++byte)
        if (((address + byte) & mask) == watched) return true;
    return false;
}

// A load or store by way of the bus. Breakpoints are the caller's affair.
Cause Cpu::checked_access(Handler handler, u32 address, u32& value) {
    if (!may_access(state_, address)) {
        if (address & (access_size(handler) - 1)) return Cause::LoadStoreAlignment;
        return flow_of(handler) == Flow::Store ? Cause::StoreProhibited : Cause::LoadProhibited;
    }
    switch (handler) {
        case Handler::L8ui: return bus_.load8(address, value);
        case Handler::L16ui: return bus_.load16(address, value);
        case Handler::L16si: {
            const Cause cause = bus_.load16(address, value);
            value = static_cast<u32>(static_cast<i16>(value));
            return cause;
        }
        case Handler::L32i:
        case Handler::L32r: return bus_.load32(address, value);
        case Handler::S8i: return bus_.store8(address, value & 0xFF);
        case Handler::S16i: return bus_.store16(address, value & 0xFFFF);
        case Handler::S32i: return bus_.store32(address, value);
        default: return Cause::LoadStoreError;
    }
}

void Cpu::tell_accessed(Handler handler, u32 address, u32 value) {
    probe_->accessed({.pc = state_.pc,
                      .address = address,
                      .value = value,
                      .size = static_cast<u8>(access_size(handler)),
                      .is_store = flow_of(handler) == Flow::Store});
}

bool Cpu::needs_attention(u64 generation) const {
    return stop_requested_ || cache_.generation() != generation || is_interrupt_open();
}

// NOLINTNEXTLINE(readability-function-size): see the top of the file
const void* const* Cpu::execute(Cpu* cpu, u64 deadline) {
    static const void* const kPlaces[kPlaceCount] = {
#define HANDLER(name, flow) &&place_##name,
#include "chip/cpu/xtensa.inst"
        &&place_end,          &&place_fetch_fault,   &&place_instruction_break,
        &&place_checked_load, &&place_checked_store, &&place_probe,
    };
    if (!cpu) return kPlaces;

    State& state = cpu->state_;
    Clock& clock = cpu->clock_;
    BlockCache& cache = cpu->cache_;
    const Page* const pages = cpu->bus_.pages();

    if (deadline - clock.now() > kLongestStretch) deadline = clock.now() + kLongestStretch;
    i64 left = static_cast<i64>(deadline - clock.now());
    u64 retired = state.retired;
    const Op* op = nullptr;
    Block* block = cpu->block_at(state.pc);
    // Every Block* from here on is one of this generation; making the first one may have begun it.
    const u64 known_generation = cache.generation();

#define NEXT() goto * op->code
#define ADVANCE(slots)                                                                 \
    do {                                                                               \
        op = reinterpret_cast<const Op*>(reinterpret_cast<const Slot*>(op) + (slots)); \
        NEXT();                                                                        \
    } while (0)
#define EXIT_SLOT() (reinterpret_cast<const Slot*>(op)[1].exit)

enter_block:
    left -= block->cycles;
    retired += block->instructions;
    if (left < 0) [[unlikely]]
        goto out_of_time;
run_block:
    op = &block->code[0].op;
    NEXT();

out_of_time:
    left += block->cycles;
    retired -= block->instructions;
    if (left <= 0) {
        state.pc = block->pc;
        goto leave;
    }
    block = cpu->translator_.translate_limited(block->pc, static_cast<u32>(left));
    left -= block->cycles;
    retired += block->instructions;
    goto run_block;

// Goes to the exit behind the current op, whose block is not linked yet.
link : {
    Exit& exit = const_cast<Exit&>(EXIT_SLOT());
    const u32 target = exit.target;
    Block* const next = cpu->block_at(target);
    if (cache.generation() != known_generation) {  // and the exit's block is gone
        state.pc = target;
        goto leave;
    }
    exit.block = next;
    block = next;
    goto enter_block;
}

// Goes to state.pc.
jump:
    block = cpu->block_at(state.pc);
    if (cache.generation() != known_generation) [[unlikely]]
        goto leave;
    goto enter_block;

#define TAKE_EXIT()                        \
    do {                                   \
        Block* target = EXIT_SLOT().block; \
        if (!target) [[unlikely]]          \
            goto link;                     \
        block = target;                    \
        goto enter_block;                  \
    } while (0)

#define RUN_Plain(name)                 \
    compute<Handler::name>(state, *op); \
    ADVANCE(1);
#define RUN_Load(name)                                               \
    if (!load_direct<Handler::name>(state, *op, pages)) [[unlikely]] \
        goto access;                                                 \
    ADVANCE(1);
#define RUN_Store(name)                                               \
    if (!store_direct<Handler::name>(state, *op, pages)) [[unlikely]] \
        goto access;                                                  \
    ADVANCE(1);
#define RUN_Branch(name)                                            \
    if (is_taken<Handler::name>(state, *op)) {                      \
        left += EXIT_SLOT().cycles;                                 \
        retired -= static_cast<u64>(i64{EXIT_SLOT().instructions}); \
        TAKE_EXIT();                                                \
    }                                                               \
    ADVANCE(2);
#define RUN_Jump(name) goto jump_##name;
#define RUN_System(name) goto system;
#define HANDLER(name, flow) place_##name : RUN_##flow(name)
#include "chip/cpu/xtensa.inst"

place_end:
    TAKE_EXIT();

jump_J:
    TAKE_EXIT();
jump_Call0:
    state.a[0] = op->imm;
    TAKE_EXIT();
jump_Callx0:
    state.pc = state.a[op->a];
    state.a[0] = op->imm;
    goto jump;
jump_Jx:
    state.pc = state.a[op->a];
    goto jump;
jump_Ret:
    state.pc = state.a[0];
    goto jump;

// The clock, the pc and the count of instructions as they are where this instruction begins.
#define SYNC(site)                                                       \
    clock.advance_to(deadline - static_cast<u64>(left) - (site).cycles); \
    state.pc = block->pc + (site).offset;                                \
    state.retired = retired - (site).instructions

place_checked_load:
place_checked_store : {
    const Handler handler = static_cast<Handler>(op->handler);
    const u32 address = handler == Handler::L32r ? op->imm : state.a[op->b] + op->imm;
    if (cpu->has_data_breakpoint(handler, address)) {
        const Site site = block->site(op);
        SYNC(site);
        cpu->raise_debug(soc::kDebugDbreak);
        return nullptr;
    }
    goto access;
}

access : {
    const Site site = block->site(op);
    const Handler handler = static_cast<Handler>(op->handler);
    const bool is_store = flow_of(handler) == Flow::Store;
    const u32 address = handler == Handler::L32r ? op->imm : state.a[op->b] + op->imm;
    u32& reg = state.a[op->a];
    SYNC(site);
    u32 value = reg;
    const Cause cause = cpu->checked_access(handler, address, value);
    if (cause != Cause::None) {
        cpu->raise_at(cause, address);
        return nullptr;
    }
    if (!is_store) reg = value;
    if (cpu->probe_) [[unlikely]]
        cpu->tell_accessed(handler, address, value);
    // The access may have taken time, scheduled an event, raised an interrupt or changed code.
    if (cpu->events_.next_deadline() < deadline) deadline = cpu->events_.next_deadline();
    left = static_cast<i64>(deadline - clock.now()) - site.cycles;
    if (left < 0 || cpu->needs_attention(known_generation)) {
        state.pc += site.length;
        ++state.retired;
        clock.advance(site.own_cycles);
        return nullptr;
    }
    ADVANCE(1);
}

system : {
    const Site site = block->site(op);
    SYNC(site);
    switch (cpu->execute_system(*op, state.pc + site.length)) {
        case After::Next: break;
        case After::Leave:
            ++state.retired;
            clock.advance(site.own_cycles);
            return nullptr;
        case After::Raised: return nullptr;
    }
    ADVANCE(1);
}

place_probe : {
    const Site site = block->site(op);
    SYNC(site);
    if (cpu->probe_->before_instruction()) cpu->stop();
    if (cpu->stop_requested_ || cache.generation() != known_generation) return nullptr;
    ADVANCE(1);
}

place_instruction_break : {
    if (state.interrupt_level() < soc::kIrqLevelDebug) {
        const Site site = block->site(op);
        SYNC(site);
        cpu->raise_debug(soc::kDebugIbreak);
        return nullptr;
    }
    ADVANCE(1);
}

place_fetch_fault : {
    const Site site = block->site(op);
    SYNC(site);
    if (cpu->translator_.can_fetch(state.pc))
        cache.clear();
    else
        cpu->raise_at(static_cast<Cause>(op->imm), state.pc);
    return nullptr;
}

leave:
    clock.advance_to(deadline - static_cast<u64>(left));
    state.retired = retired;
    return nullptr;
}

}  // namespace kinglet::chip
