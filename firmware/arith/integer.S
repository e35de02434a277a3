// Division and long multiplication of integers: what the processor lacks. call0: arguments in a2-a5, result in a2 (a2, a3), a2-a11 free.
// Cycles are counted in firmware/README.md.

// ---- u32 __udivsi3(u32 a, u32 b), __umodsi3: shift and subtract over the bits of the quotient only.
    .section .iram.text.udivsi3, "ax"
    .align 4
    .global __udivsi3
__udivsi3:
    bltui a3, 2, udiv_by_0_or_1
    mov.n a6, a2
    movi.n a2, 0
    bltu a6, a3, 3f
    nsau a5, a6
    nsau a4, a3
    sub a4, a4, a5              // bits of the quotient, less one
    ssl a4
    sll a3, a3
1:  add.n a2, a2, a2
    bltu a6, a3, 2f
    sub a6, a6, a3
    addi.n a2, a2, 1
2:  srli a3, a3, 1
    addi.n a4, a4, -1
    bgez a4, 1b
3:  ret.n
udiv_by_0_or_1:
    beqz.n a3, divide_by_zero
    ret.n

    .align 4
    .global __umodsi3
__umodsi3:
    bltui a3, 2, umod_by_0_or_1
    bltu a2, a3, 3f
    nsau a5, a2
    nsau a4, a3
    sub a4, a4, a5
    ssl a4
    sll a3, a3
1:  bltu a2, a3, 2f
    sub a2, a2, a3
2:  srli a3, a3, 1
    addi.n a4, a4, -1
    bgez a4, 1b
3:  ret.n
umod_by_0_or_1:
    beqz.n a3, divide_by_zero
    movi.n a2, 0
    ret.n

// As the hardware's own division would: a fault. Callers check first.
divide_by_zero:
    ill

// ---- i32 __divsi3(i32 a, i32 b): rounds towards zero.
    .align 4
    .global __divsi3
__divsi3:
    xor a7, a2, a3              // sign of the result
    abs a6, a2
    abs a3, a3
    bltui a3, 2, div_by_0_or_1
    movi.n a2, 0
    bltu a6, a3, 3f
    nsau a5, a6
    nsau a4, a3
    sub a4, a4, a5
    ssl a4
    sll a3, a3
1:  add.n a2, a2, a2
    bltu a6, a3, 2f
    sub a6, a6, a3
    addi.n a2, a2, 1
2:  srli a3, a3, 1
    addi.n a4, a4, -1
    bgez a4, 1b
    neg a3, a2
    movltz a2, a3, a7
3:  ret.n
div_by_0_or_1:
    beqz.n a3, divide_by_zero
    neg a2, a6
    movgez a2, a6, a7
    ret.n

// ---- i32 __modsi3(i32 a, i32 b): has the sign of a.
    .align 4
    .global __modsi3
__modsi3:
    mov.n a7, a2
    abs a2, a2
    abs a3, a3
    bltui a3, 2, umod_by_0_or_1
    bltu a2, a3, 3f
    nsau a5, a2
    nsau a4, a3
    sub a4, a4, a5
    ssl a4
    sll a3, a3
1:  bltu a2, a3, 2f
    sub a2, a2, a3
2:  srli a3, a3, 1
    addi.n a4, a4, -1
    bgez a4, 1b
3:  neg a3, a2
    movltz a2, a3, a7
    ret.n

// ---- u64 __umulsidi3(u32 a, u32 b): four products of halves. The middle ones carry into bit 48, their sum into bit 16.
    .section .iram.text.umulsidi3, "ax"
    .align 4
    .global __umulsidi3
__umulsidi3:
    extui a4, a2, 16, 16
    extui a5, a3, 16, 16
    mul16u a6, a2, a3           // low, low
    mul16u a7, a4, a3
    mul16u a8, a2, a5
    mul16u a3, a4, a5           // high, high
    add.n a7, a7, a8
    bltu a7, a8, 2f
1:  slli a8, a7, 16
    extui a7, a7, 16, 16
    add.n a2, a6, a8
    add.n a3, a3, a7
    bltu a2, a6, 3f
    ret.n
2:  movi.n a9, 1
    slli a9, a9, 16
    add.n a3, a3, a9
    j 1b
3:  addi.n a3, a3, 1
    ret.n

// ---- u64 __muldi3(u64 a, u64 b)
    .align 4
    .global __muldi3
__muldi3:
    mull a9, a3, a4             // what the upper words add
    mull a10, a2, a5
    mov.n a3, a4
    add.n a9, a9, a10
    extui a4, a2, 16, 16
    extui a5, a3, 16, 16
    mul16u a6, a2, a3
    mul16u a7, a4, a3
    mul16u a8, a2, a5
    mul16u a3, a4, a5
    add.n a7, a7, a8
    add.n a3, a3, a9
    bltu a7, a8, 2f
1:  slli a8, a7, 16
    extui a7, a7, 16, 16
    add.n a2, a6, a8
    add.n a3, a3, a7
    bltu a2, a6, 3f
    ret.n
2:  movi.n a9, 1
    slli a9, a9, 16
    add.n a3, a3, a9
    j 1b
3:  addi.n a3, a3, 1
    ret.n
