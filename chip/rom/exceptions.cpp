// What the ROM installs for a program that crashes: it says where, and waits for ever.
#include "chip/rom/rom.hpp"

namespace {

void print_registers() {
    u32 epc1, epc2, epc3, address, depc;
    asm volatile("rsr.epc1 %0" : "=r"(epc1));
    asm volatile("rsr.epc2 %0" : "=r"(epc2));
    asm volatile("rsr.epc3 %0" : "=r"(epc3));
    asm volatile("rsr.excvaddr %0" : "=r"(address));
    asm volatile("rsr.depc %0" : "=r"(depc));
    ets_printf("epc1=0x%08x, epc2=0x%08x, epc3=0x%08x, excvaddr=0x%08x, depc=0x%08x\n", epc1, epc2, epc3,
               address, depc);
}

}  // namespace

extern "C" {

void esp_print_exception_regs(u32*, u32 cause) {
    ets_printf("Fatal exception (%d): \n", cause);
    print_registers();
    kinglet::rom::stop();
}

/// An unaligned access: the interrupted stack is printed as well, since the ROM's frame hides it.
void esp_exception9(u32* frame, u32 cause) {
    const u32* stack = frame + 64;
    ets_printf("sp %p \n", static_cast<const void*>(stack));
    for (int i = 0; i < 2; ++i) {
        ets_printf("sf_dump[%d] a0: 0x%08x  a1: 0x%08x  a2: 0x%08x  a3: 0x%08x \n", i, stack[4 * i],
                   stack[4 * i + 1], stack[4 * i + 2], stack[4 * i + 3]);
    }
    esp_print_exception_regs(frame, cause);
}

}  // extern "C"
