#include "firmware/boot/interrupts.hpp"

#include "base/attributes.hpp"
#include "device/hal/uart.hpp"
#include "firmware/drivers/uart.hpp"

namespace kinglet::firmware {
namespace {

volatile u32 handled;
InterruptHandler handlers[soc::kIrqCount];

}  // namespace

void attach_interrupt(soc::Irq irq, InterruptHandler handler) {
    const InterruptLock lock;
    handlers[static_cast<u32>(irq)] = handler;
    asm volatile("wsr.intclear %0; rsync" : : "r"(soc::irq_bit(irq)));
    enable_only(enabled_interrupts() | soc::irq_bit(irq));
}

void detach_interrupt(soc::Irq irq) {
    const InterruptLock lock;
    enable_only(enabled_interrupts() & ~soc::irq_bit(irq));
}

u32 interrupt_count() {
    return handled;
}

/// Called by the vector with everything saved that C may destroy. The serial line comes first: its queue is
/// the one that overflows.
extern "C" IRAM void dispatch_interrupts() {
    u32 pending;
    asm volatile("rsr.interrupt %0" : "=r"(pending));
    pending &= enabled_interrupts() & ~soc::kIrqNmiMask;
    handled = handled + 1;
    if ((pending & soc::irq_bit(soc::Irq::Uart)) != 0) {
        handle_console_interrupt();
        pending &= ~soc::irq_bit(soc::Irq::Uart);
    }
    while (pending != 0) {
        const u32 number = 31 - static_cast<u32>(__builtin_clz(pending));
        const u32 bit = u32{1} << number;
        asm volatile("wsr.intclear %0; rsync" : : "r"(bit));
        handlers[number]();
        pending &= ~bit;
    }
}

}  // namespace kinglet::firmware
