// Vectors and reset of the boot ROM. Everything here is entered at a public address, so each piece is a
// section of its own that layout.py puts there; constants for l32r stand in the gaps before their users.

#define EXCCAUSE_TABLE 0x3FFFC000
#define USER_FRAME 256

    .section .fixed._DebugExceptionVector, "ax"
    .global _DebugExceptionVector
_DebugExceptionVector:
    waiti 2
    j _DebugExceptionVector

    .section .fixed._NMIExceptionVector, "ax"
    .global _NMIExceptionVector
_NMIExceptionVector:
    rfi 3

    .section .fixed._KernelExceptionVector, "ax"
    .global _KernelExceptionVector
_KernelExceptionVector:
    break 1, 0
    j _KernelExceptionVector

    .section .at.40000048, "ax"
    .align 4
exception_table_address:
    .word EXCCAUSE_TABLE

// All level-1 interrupts come here too. The handlers in the table find a2, a3 and a4 saved in a frame on
// the stack.
    .section .fixed._UserExceptionVector, "ax"
    .global _UserExceptionVector
_UserExceptionVector:
    addi a1, a1, -USER_FRAME
    s32i a2, a1, 20
    s32i a3, a1, 24
    s32i a4, a1, 28
    rsr.exccause a2
    l32r a3, exception_table_address
    addx4 a2, a2, a3
    l32i a2, a2, 0
    jx a2

    .section .fixed._DoubleExceptionVector, "ax"
    .global _DoubleExceptionVector
_DoubleExceptionVector:
    break 1, 4
    j _DoubleExceptionVector

    .section .fixed._ResetVector, "ax"
    .global _ResetVector, rom_software_reboot
_ResetVector:
rom_software_reboot:
    j _ResetHandler

    .section .at.40000084, "a"
    .align 4
vectors_address:    .word 0x40000000
attributes:         .word 0x2222211F    // a nibble per 512 MiB: none at all, normal, normal, bypass ...
copy_table_address: .word _rom_store_table
bss_start_address:  .word _bss_start
bss_end_address:    .word _bss_end
stack_address:      .word 0x40000000
user_stack_address: .word 0x3FFFFFF0

    .section .fixed._ResetHandler, "ax"
    .global _ResetHandler
_ResetHandler:
    movi a0, 0
    wsr.intenable a0
    wsr.litbase a0
    l32r a2, vectors_address
    wsr.vecbase a2
    rsil a2, 1
    rsync

    // Region protection: one attribute for fetches and one for data, eight times.
    l32r a3, attributes
    movi a4, 0
    movi a5, 8
    movi a7, 1
    slli a7, a7, 29
1:  extui a6, a3, 0, 4
    witlb a6, a4
    wdtlb a6, a4
    isync
    srli a3, a3, 4
    add a4, a4, a7
    addi a5, a5, -1
    bnez a5, 1b
    dsync

    // The records and strings that the ROM's code expects in data RAM: triples of start, end, source.
    l32r a3, copy_table_address
2:  l32i a4, a3, 0
    l32i a5, a3, 4
    l32i a6, a3, 8
    addi a3, a3, 12
    beqz a5, 4f
3:  l32i a7, a6, 0
    s32i a7, a4, 0
    addi a6, a6, 4
    addi a4, a4, 4
    bltu a4, a5, 3b
    j 2b
4:
    movi a2, 0x20
    wsr.ps a2
    rsync
    l32r a1, stack_address

    l32r a4, bss_start_address
    l32r a5, bss_end_address
5:  s32i a0, a4, 0
    addi a4, a4, 4
    bltu a4, a5, 5b
    call0 main
    j _ResetHandler

// The flasher's RUN_USER_CODE jumps here: what reset would load, without a reset.
    .section .at.400010a8, "ax"
    .global boot_again
boot_again:
    j boot_from_flash_again

// void call_user(entry): the program gets the stack from its top, and 0x40001100 as its return address.
    .section .at.400010f4, "ax"
    .global call_user
call_user:
    l32r a1, user_stack_address
    .begin no-transform
    _addi a3, a1, 0
    _addi a3, a1, 0
    .end no-transform
    callx0 a2
    j user_code_done

// Read by host tools to recognise the chip.
    .section .at.40001000, "a"
    .align 4
    .word 0xFFF0C101
