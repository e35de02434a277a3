// Interrupt and exception handlers of programs: the tables behind ets_isr_* and _xtos_set_*.
#include "chip/rom/rom.hpp"

namespace {

constexpr u32 kInterrupts = 15;
constexpr u32 kHighestLevel = 3;  // handlers of this level and above need vectors of their own

void write_enable(u32 mask) {
    asm volatile("wsr.intenable %0; rsync" : : "r"(mask));
}

struct Slot {
    Handler handler;
    void* argument;
};

}  // namespace

extern "C" {

// What programs enabled, and which of it the present virtual priority lets through.
struct {
    u32 enabled;
    u32 allowed;
} interrupt_masks ROM_RECORD(3fffc200) = {0, ~u32{0}};

// Interrupt n is the n-th slot from the end, so that interrupt_table_top - 8n is its address.
Slot interrupt_table[kInterrupts] ROM_RECORD(3fffc208) = {
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}, {_xtos_unhandled_interrupt, nullptr},
    {_xtos_unhandled_interrupt, nullptr}};

u8 interrupt_levels[16] ROM_RECORD(3fffd650) = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 0};

u32 saved_interrupt_state ROM_RECORD(3fffdcc0);

extern void (*_xtos_exc_handler_table[64])();
extern ExceptionHandler _xtos_c_handler_table[64];

u32 _xtos_ints_on(u32 mask) {
    const kinglet::rom::InterruptLock lock;
    const u32 old = interrupt_masks.enabled;
    interrupt_masks.enabled = old | mask;
    write_enable(interrupt_masks.enabled & interrupt_masks.allowed);
    return old;
}

u32 _xtos_ints_off(u32 mask) {
    const kinglet::rom::InterruptLock lock;
    const u32 old = interrupt_masks.enabled;
    interrupt_masks.enabled = old & ~mask;
    write_enable(interrupt_masks.enabled & interrupt_masks.allowed);
    return old;
}

u32 _xtos_set_vpri(u32 allowed) {
    const kinglet::rom::InterruptLock lock;
    const u32 old = interrupt_masks.allowed;
    interrupt_masks.allowed = allowed;
    write_enable(interrupt_masks.enabled & allowed);
    return old;
}

/// Returns the old handler, or null when the interrupt has none or may not have one.
Handler _xtos_set_interrupt_handler_arg(u32 number, Handler handler, void* argument) {
    if (number >= kInterrupts || interrupt_levels[number] >= kHighestLevel) return nullptr;
    const kinglet::rom::InterruptLock lock;
    Slot& slot = interrupt_table[kInterrupts - 1 - number];
    const Handler old = slot.handler;
    slot.handler = handler != nullptr ? handler : _xtos_unhandled_interrupt;
    slot.argument = handler != nullptr ? argument : nullptr;
    return old == _xtos_unhandled_interrupt ? nullptr : old;
}

Handler _xtos_set_interrupt_handler(u32 number, Handler handler) {
    return _xtos_set_interrupt_handler_arg(number, handler, reinterpret_cast<void*>(number));
}

ExceptionHandler _xtos_set_exception_handler(u32 cause, ExceptionHandler handler) {
    if (cause >= 64) return nullptr;
    const ExceptionHandler old = _xtos_c_handler_table[cause];
    _xtos_c_handler_table[cause] = handler != nullptr ? handler : _xtos_p_none;
    _xtos_exc_handler_table[cause] = handler != nullptr ? _xtos_c_wrapper_handler : _xtos_unhandled_exception;
    return old == _xtos_p_none ? nullptr : old;
}

void ets_isr_attach(u32 number, Handler handler, void* argument) {
    _xtos_set_interrupt_handler_arg(number, handler, argument);
}

void ets_isr_mask(u32 mask) {
    _xtos_ints_off(mask);
}
void ets_isr_unmask(u32 mask) {
    _xtos_ints_on(mask);
}

}  // extern "C"
