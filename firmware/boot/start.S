// Where the boot ROM jumps to. The stack, the vectors and zeroed variables; then C++.

    .section .iram.text.start, "ax"
    .literal_position
    .align 4
    .global kinglet_start
kinglet_start:
    rsil a2, 15
    movi a0, 0
    wsr.intenable a0
    movi a2, vectors
    wsr.vecbase a2
    movi a2, 0x2F               // user vector mode, everything masked until the drivers are ready
    wsr.ps a2
    rsync
    movi a1, _stack_top
    movi a2, _bss_start
    movi a3, _bss_end
    bgeu a2, a3, 2f
1:  s32i a0, a2, 0
    addi a2, a2, 4
    bltu a2, a3, 1b
2:  call0 start
    // start() does not return.
    break 1, 13
