// Division and long multiplication of integers: what the processor lacks. call0: arguments in a2-a5, result
// in a2 (a2, a3), a2-a11 free. Cycles are counted in firmware/README.md.

// ---- Division of words. A quotient of few bits is made bit by bit. A longer one is estimated from below with a
// reciprocal R of the divisor: subtract what the estimate explains, estimate again from what is left, until that is
// less than the divisor. R has about twelve good bits.
//
// With the divisor moved up to d' = d << s so that its top bit is set: R <= 2^47 / d', and
// a / d = (a * R >> 16) >> (31 - s). A table gives 2^31 / (upper half of d'), rounded down over the six bits that
// index it; one step of Newton's iteration squares its error.

    .section .iram.rodata.reciprocals, "a"
    .align 4
    .global reciprocals
reciprocals:
    .set divisor, 65
    .rept 64
    .word (1 << 22) / divisor
    .set divisor, divisor + 1
    .endr

    .equ LONG_QUOTIENT, 6       // from so many bits on the reciprocal is faster

    // In: a3 divisor, a4 its leading zeros. Out: a8 R, SAR the shift, a11 = 1. Uses a7, a9, a10.
    .macro reciprocal_of_a3
    ssl a4
    sll a7, a3
    extui a8, a7, 25, 6
    movi a9, reciprocals
    addx4 a8, a8, a9
    l32i.n a8, a8, 0
    extui a9, a7, 16, 16
    addi.n a9, a9, 1            // rounded up, so that R is rounded down
    mull a9, a9, a8
    movi.n a11, 1
    slli a10, a11, 31
    sub a9, a10, a9             // by how much the product falls short
    srli a9, a9, 9
    mul16u a9, a9, a8
    movi.n a10, 31
    sub a4, a10, a4
    extui a9, a9, 22, 10
    ssr a4
    add.n a8, a8, a9
    .endm

    // a9 = a part of the quotient a6 / a3, at least 1.
    .macro estimate
    extui a9, a6, 16, 16
    mul16u a9, a9, a8
    mul16u a10, a6, a8
    extui a10, a10, 16, 16
    add.n a9, a9, a10
    srl a9, a9
    moveqz a9, a11, a9
    .endm

    // a2 = a6 / a3, a6 = a6 % a3, for a6 >= a3 >= 2.
    .macro divide_words name
    nsau a4, a3
    nsau a5, a6
    sub a5, a4, a5              // bits of the quotient, less one
    bgei a5, LONG_QUOTIENT, .L\name\()_long
    ssl a5
    sll a3, a3
.L\name\()_bit:
    add.n a2, a2, a2
    bltu a6, a3, .L\name\()_zero
    sub a6, a6, a3
    addi.n a2, a2, 1
.L\name\()_zero:
    srli a3, a3, 1
    addi.n a5, a5, -1
    bgez a5, .L\name\()_bit
    j .L\name\()_done
.L\name\()_long:
    reciprocal_of_a3
.L\name\()_part:
    estimate
    add.n a2, a2, a9
    mull a9, a9, a3
    sub a6, a6, a9
    bgeu a6, a3, .L\name\()_part
.L\name\()_done:
    .endm

    // The same for the rest alone.
    .macro rest_of_words name
    nsau a4, a3
    nsau a5, a6
    sub a5, a4, a5
    bgei a5, LONG_QUOTIENT, .L\name\()_long
    ssl a5
    sll a3, a3
.L\name\()_bit:
    bltu a6, a3, .L\name\()_zero
    sub a6, a6, a3
.L\name\()_zero:
    srli a3, a3, 1
    addi.n a5, a5, -1
    bgez a5, .L\name\()_bit
    j .L\name\()_done
.L\name\()_long:
    reciprocal_of_a3
.L\name\()_part:
    estimate
    mull a9, a9, a3
    sub a6, a6, a9
    bgeu a6, a3, .L\name\()_part
.L\name\()_done:
    .endm

    .section .iram.text.udivsi3, "ax"
    .literal_position
    .align 4
    .global __udivsi3
__udivsi3:
    bltui a3, 2, udiv_by_0_or_1
    mov.n a6, a2
    movi.n a2, 0
    bltu a6, a3, 1f
    divide_words udiv
1:  ret.n
udiv_by_0_or_1:
    beqz.n a3, divide_by_zero
    ret.n

    .align 4
    .global __umodsi3
__umodsi3:
    bltui a3, 2, umod_by_0_or_1
    mov.n a6, a2
    bltu a2, a3, 1f
    rest_of_words umod
    mov.n a2, a6
1:  ret.n
umod_by_0_or_1:
    beqz.n a3, divide_by_zero
    movi.n a2, 0
    ret.n

// As the hardware's own division would: a fault. Callers check first.
divide_by_zero:
    ill

// i32 __divsi3(i32 a, i32 b): rounds towards zero.
    .align 4
    .global __divsi3
__divsi3:
    xor a11, a2, a3
    abs a6, a2
    abs a3, a3
    bltui a3, 2, div_by_0_or_1
    movi.n a2, 0
    bltu a6, a3, 1f
    bltz a11, 2f
    divide_words div
1:  ret.n
2:  divide_words div_negative
    neg a2, a2
    ret.n
div_by_0_or_1:
    beqz.n a3, divide_by_zero
    neg a2, a6
    movgez a2, a6, a11
    ret.n

// i32 __modsi3(i32 a, i32 b): has the sign of a.
    .align 4
    .global __modsi3
__modsi3:
    abs a6, a2
    abs a3, a3
    bltui a3, 2, umod_by_0_or_1
    bltu a6, a3, 1f
    bltz a2, 2f
    rest_of_words mod
    mov.n a2, a6
1:  ret.n
2:  rest_of_words mod_negative
    neg a2, a6
    ret.n

// ---- u64 __umulsidi3(u32 a, u32 b): four products of halves. The middle ones carry
// into bit 48, their sum into bit 16.
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
