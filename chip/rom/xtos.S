// The dispatchers behind the user vector: level-1 interrupts and exception handlers written in C.
//
// The frame, 256 bytes on the interrupted stack: EPC1 +0, PS +4, SAR +8, interrupt mask of the moment +12,
// a0 +16, a2 +20 ... a15 +72.

#define FRAME_EPC 0
#define FRAME_PS 4
#define FRAME_SAR 8
#define FRAME_VPRI 12
#define FRAME_A0 16
#define FRAME_A(n) (20 + 4 * ((n) - 2))
#define FRAME_SIZE 256
#define PS_RUNNING 0x21     // user vector mode, level 1 masked

    .macro save_rest
    s32i a0, a1, FRAME_A0
    s32i a5, a1, FRAME_A(5)
    s32i a6, a1, FRAME_A(6)
    s32i a7, a1, FRAME_A(7)
    s32i a8, a1, FRAME_A(8)
    s32i a9, a1, FRAME_A(9)
    s32i a10, a1, FRAME_A(10)
    s32i a11, a1, FRAME_A(11)
    s32i a12, a1, FRAME_A(12)
    s32i a13, a1, FRAME_A(13)
    s32i a14, a1, FRAME_A(14)
    s32i a15, a1, FRAME_A(15)
    rsr.epc1 a3
    rsr.ps a4
    rsr.sar a5
    s32i a3, a1, FRAME_EPC
    s32i a4, a1, FRAME_PS
    s32i a5, a1, FRAME_SAR
    movi a3, interrupt_masks
    l32i a3, a3, 4
    s32i a3, a1, FRAME_VPRI
    rsr.exccause a3
    movi a4, PS_RUNNING
    wsr.ps a4
    rsync
    .endm

    .equ interrupt_table_top, 0x3FFFC278

    .section .text._xtos_l1int_handler, "ax"
    .literal_position
    .global _xtos_l1int_handler, _xtos_return_from_exc
    .align 4
_xtos_l1int_handler:
    save_rest
    movi a12, interrupt_table_top
1:  rsr.interrupt a2
    rsr.intenable a3
    and a2, a2, a3
    extui a2, a2, 0, 14         // never the NMI
    beqz a2, _xtos_return_from_exc
    nsau a3, a2                 // the highest number first
    movi a4, 31
    sub a3, a4, a3
    movi a5, 1
    ssl a3
    sll a5, a5
    wsr.intclear a5
    rsync
    slli a3, a3, 3
    sub a4, a12, a3             // {handler, argument} of interrupt n at top - 8n
    l32i a5, a4, 0
    l32i a2, a4, 4
    mov a3, a1
    callx0 a5
    j 1b

_xtos_return_from_exc:
    l32i a3, a1, FRAME_EPC
    l32i a4, a1, FRAME_PS
    l32i a5, a1, FRAME_SAR
    wsr.ps a4
    rsync
    wsr.epc1 a3
    wsr.sar a5
    l32i a0, a1, FRAME_A0
    l32i a2, a1, FRAME_A(2)
    l32i a3, a1, FRAME_A(3)
    l32i a4, a1, FRAME_A(4)
    l32i a5, a1, FRAME_A(5)
    l32i a6, a1, FRAME_A(6)
    l32i a7, a1, FRAME_A(7)
    l32i a8, a1, FRAME_A(8)
    l32i a9, a1, FRAME_A(9)
    l32i a10, a1, FRAME_A(10)
    l32i a11, a1, FRAME_A(11)
    l32i a12, a1, FRAME_A(12)
    l32i a13, a1, FRAME_A(13)
    l32i a14, a1, FRAME_A(14)
    l32i a15, a1, FRAME_A(15)
    addi a1, a1, 127
    addi a1, a1, 127
    addi a1, a1, 2
    rsync
    rfe

// Calls handler(frame, cause) from the C table.
    .section .text._xtos_c_wrapper_handler, "ax"
    .literal_position
    .global _xtos_c_wrapper_handler, _xtos_cause3_handler
    .align 4
_xtos_c_wrapper_handler:
_xtos_cause3_handler:
    save_rest
    movi a4, _xtos_c_handler_table
    addx4 a4, a3, a4
    l32i a4, a4, 0
    mov a2, a1
    callx0 a4
    j _xtos_return_from_exc

// Nobody asked for this exception: stop where a debugger, or the virtual chip, can look at it.
    .section .text._xtos_unhandled_exception, "ax"
    .global _xtos_unhandled_exception, _xtos_alloca_handler, _xtos_unhandled_interrupt
    .align 4
_xtos_unhandled_exception:
_xtos_alloca_handler:
_xtos_unhandled_interrupt:
    break 1, 15
    j _xtos_unhandled_exception

// The SYSCALL instruction does nothing but answer -1.
    .section .text._xtos_syscall_handler, "ax"
    .global _xtos_syscall_handler
    .align 4
_xtos_syscall_handler:
    rsr.epc1 a3
    addi a3, a3, 3
    wsr.epc1 a3
    movi a2, -1
    l32i a3, a1, FRAME_A(3)
    l32i a4, a1, FRAME_A(4)
    addi a1, a1, 127
    addi a1, a1, 127
    addi a1, a1, 2
    rsync
    rfe

    .section .text._xtos_p_none, "ax"
    .global _xtos_p_none
_xtos_p_none:
    ret

// u32 _xtos_set_intlevel(level): returns the old PS.
    .section .text._xtos_set_intlevel, "ax"
    .global _xtos_set_intlevel
    .align 4
_xtos_set_intlevel:
    rsr.ps a3
    srli a4, a3, 4
    slli a4, a4, 4
    extui a2, a2, 0, 4
    or a4, a4, a2
    wsr.ps a4
    rsync
    mov a2, a3
    ret

// The same, but never lowers the level.
    .section .text._xtos_set_min_intlevel, "ax"
    .global _xtos_set_min_intlevel
    .align 4
_xtos_set_min_intlevel:
    rsr.ps a3
    extui a4, a3, 0, 4
    extui a2, a2, 0, 4
    bgeu a4, a2, 1f
    sub a4, a2, a4
    add a4, a3, a4
    wsr.ps a4
    rsync
1:  mov a2, a3
    ret

    .section .text._xtos_restore_intlevel, "ax"
    .global _xtos_restore_intlevel
    .align 4
_xtos_restore_intlevel:
    wsr.ps a2
    rsync
    ret

    .section .text.ets_intr_lock, "ax"
    .literal_position
    .global ets_intr_lock, ets_intr_unlock
    .align 4
ets_intr_lock:
    rsil a2, 3
    movi a3, saved_interrupt_state
    s32i a2, a3, 0
    ret
ets_intr_unlock:
    rsil a2, 0
    ret

    .section .text.xthal_registers, "ax"
    .global xthal_get_ccount, xthal_set_ccompare, xthal_get_ccompare, xthal_get_interrupt, xthal_set_intclear
    .align 4
xthal_get_ccount:
    rsr.ccount a2
    ret
xthal_set_ccompare:             // (comparator, value); there is one comparator
    bnez a2, 1f
    wsr.ccompare0 a3
    esync
1:  ret
xthal_get_ccompare:
    rsr.ccompare0 a2
    ret
xthal_get_interrupt:
    rsr.interrupt a2
    ret
xthal_set_intclear:
    wsr.intclear a2
    rsync
    ret

// There are no register windows to spill.
    .section .text.xthal_window_spill, "ax"
    .global xthal_window_spill, xthal_window_spill_nw
xthal_window_spill:
xthal_window_spill_nw:
    ret

// The entry of a function that this ROM does not have: the name follows the call, the caller is in a15.
    .section .text.report_missing, "ax"
    .literal_position
    .global report_missing
    .align 4
report_missing:
    addi a2, a0, 3
    srli a2, a2, 2
    slli a2, a2, 2
    mov a3, a15
    call0 print_missing
1:  break 1, 14
    waiti 15
    j 1b
