// Where a program for tests starts: at `main_loop` under QEMU, at `chip_entry` on the chip, where it runs
// one batch and halts.

    .section .iram.text.entry, "ax"
    .literal_position
    .align 4
    .global qemu_entry, chip_entry
qemu_entry:
    movi a1, _stack_top
    movi a2, 0x20
    wsr.ps a2
    rsync
    call0 main_loop
chip_entry:
    rsil a2, 15
    movi a1, _stack_top
    call0 run_batch
1:  waiti 15
    j 1b
