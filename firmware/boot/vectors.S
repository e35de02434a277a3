// The exception vectors of the firmware, at the start of instruction RAM, and what they lead to.
//
// Two ways out of the user vector: a level-1 interrupt saves only what a C function may destroy; every
// other cause saves everything, because the handler may have to change a register (a narrow load that is
// emulated) or print them all (a fault).

#define CAUSE_LEVEL1 4
#define PS_HANDLER 0x21         // user vector mode, level 1 masked, exceptions allowed

    .section .vectors, "ax"
    .global vectors
    .align 256
vectors:
    .org 0x10                   // level 2: BREAK without a debugger
    wsr.excsave2 a0
    j debug_exception

    .org 0x20                   // NMI: nothing enables it
    rfi 3

    .org 0x30                   // kernel exception: the same as user, PS.UM decides which
    wsr.excsave1 a0
    rsr.exccause a0
    beqi a0, CAUSE_LEVEL1, to_interrupt
    j exception

    .org 0x50                   // user exception
    wsr.excsave1 a0
    rsr.exccause a0
    beqi a0, CAUSE_LEVEL1, to_interrupt
    j exception
to_interrupt:
    j level1_interrupt

    .org 0x70                   // double exception: before a frame was complete
    wsr.excsave1 a0
    rsr.depc a0
    j double_exception

// ---- interrupts

#define INTERRUPT_FRAME 64

    .section .iram.text.level1, "ax"
    .literal_position
    .align 4
level1_interrupt:
    addi a1, a1, -INTERRUPT_FRAME
    s32i a2, a1, 4
    s32i a3, a1, 8
    rsr.excsave1 a2
    s32i a4, a1, 12
    s32i a5, a1, 16
    rsr.epc1 a3
    s32i a6, a1, 20
    s32i a7, a1, 24
    rsr.ps a4
    s32i a8, a1, 28
    s32i a9, a1, 32
    rsr.sar a5
    s32i a10, a1, 36
    s32i a11, a1, 40
    s32i a2, a1, 0
    s32i a3, a1, 44
    s32i a4, a1, 48
    s32i a5, a1, 52
    movi a2, PS_HANDLER
    wsr.ps a2
    rsync
    call0 dispatch_interrupts
    l32i a4, a1, 48
    l32i a3, a1, 44
    wsr.ps a4                   // EXCM was set when this was saved
    l32i a5, a1, 52
    rsync
    wsr.epc1 a3
    wsr.sar a5
    l32i a0, a1, 0
    l32i a2, a1, 4
    l32i a3, a1, 8
    l32i a4, a1, 12
    l32i a5, a1, 16
    l32i a6, a1, 20
    l32i a7, a1, 24
    l32i a8, a1, 28
    l32i a9, a1, 32
    l32i a10, a1, 36
    l32i a11, a1, 40
    addi a1, a1, INTERRUPT_FRAME
    rsync
    rfe

// ---- all other exceptions. The frame is struct ExceptionFrame of exceptions.hpp.

#define FRAME_PC 64
#define FRAME_PS 68
#define FRAME_SAR 72
#define FRAME_CAUSE 76
#define FRAME_ADDRESS 80
#define FRAME_SIZE 96

    .section .iram.text.exception, "ax"
    .literal_position
    .align 4
exception:                      // a0 is in EXCSAVE1
    addi a1, a1, -FRAME_SIZE
    s32i a2, a1, 8
    s32i a3, a1, 12
    s32i a4, a1, 16
    s32i a5, a1, 20
    s32i a6, a1, 24
    s32i a7, a1, 28
    s32i a8, a1, 32
    s32i a9, a1, 36
    s32i a10, a1, 40
    s32i a11, a1, 44
    s32i a12, a1, 48
    s32i a13, a1, 52
    s32i a14, a1, 56
    s32i a15, a1, 60
    rsr.excsave1 a2
    s32i a2, a1, 0
    addi a3, a1, FRAME_SIZE
    s32i a3, a1, 4
    rsr.epc1 a2
    s32i a2, a1, FRAME_PC
    rsr.ps a3
    s32i a3, a1, FRAME_PS
    rsr.sar a2
    s32i a2, a1, FRAME_SAR
    rsr.exccause a2
    s32i a2, a1, FRAME_CAUSE
    rsr.excvaddr a2
    s32i a2, a1, FRAME_ADDRESS
    // What was masked stays masked, and level 1 with it.
    extui a3, a3, 0, 4
    movi a2, 1
    bgeu a3, a2, 1f
    mov a3, a2
1:  movi a2, 0x20
    or a3, a3, a2
    wsr.ps a3
    rsync
    mov a2, a1
    call0 handle_exception
    l32i a2, a1, FRAME_PS
    wsr.ps a2
    rsync
    l32i a3, a1, FRAME_PC
    l32i a4, a1, FRAME_SAR
    wsr.epc1 a3
    wsr.sar a4
    l32i a0, a1, 0
    l32i a2, a1, 8
    l32i a3, a1, 12
    l32i a4, a1, 16
    l32i a5, a1, 20
    l32i a6, a1, 24
    l32i a7, a1, 28
    l32i a8, a1, 32
    l32i a9, a1, 36
    l32i a10, a1, 40
    l32i a11, a1, 44
    l32i a12, a1, 48
    l32i a13, a1, 52
    l32i a14, a1, 56
    l32i a15, a1, 60
    l32i a1, a1, 4              // after the emulation of a load into a1 this is the loaded value
    rsync
    rfe

// The stack is where no memory is: a fault, reported on a new one.
    .section .iram.text.double, "ax"
    .literal_position
    .align 4
double_exception:
    wsr.epc1 a0
    movi a1, _stack_top
    j exception

// BREAK: made to look like an exception with a cause of its own, and never returns.
    .section .iram.text.debug, "ax"
    .literal_position
    .align 4
    .global debug_exception
debug_exception:
    rsr.epc2 a0
    wsr.epc1 a0
    movi a0, 63                 // kCauseBreak
    wsr.exccause a0
    rsr.excsave2 a0
    wsr.excsave1 a0
    j exception
