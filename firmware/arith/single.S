// Single-precision IEEE 754 arithmetic, rounding to nearest even: exact for every operand. These are under
// every float operation of Python and so in instruction RAM. call0: arguments in a2 and a3, result in a2,
// a2-a11 free.
//
// Inside, a mantissa stands at the left of its word: the hidden bit is bit 31, the last place bit 8, and
// below it are eight bits for rounding, the lowest of which also stands for everything that was shifted out
// (sticky). Rounding is then one addition: mantissa + 127 + (last place), whose carry may run through the
// hidden bit into the exponent.

    .macro canonical_nan reg
    movi \reg, 0x1FF
    slli \reg, \reg, 22
    .endm

    .section .iram.text.addsf3, "ax"
    .align 4
    .global __subsf3, __addsf3
__subsf3:
    movi.n a4, 1
    slli a4, a4, 31
    xor a3, a3, a4
__addsf3:
    extui a5, a2, 23, 8
    extui a6, a3, 23, 8
    movi a9, 255
    xor a4, a2, a3
    beq a5, a9, add_special
    beq a6, a9, add_special
    movi.n a8, 1
    slli a8, a8, 31
    bltz a4, subtract_magnitudes

    // The same sign: the larger exponent first.
    bgeu a5, a6, 1f
    mov.n a7, a2
    mov.n a2, a3
    mov.n a3, a7
    mov.n a7, a5
    mov.n a5, a6
    mov.n a6, a7
1:  beqz.n a6, add_subnormal
    slli a7, a2, 8
    or a7, a7, a8
    slli a3, a3, 8
    or a3, a3, a8
    sub a6, a5, a6
add_aligned:                    // a7 larger mantissa, a3 smaller, a6 its distance
    bgeui a6, 32, 2f
    movi.n a11, 0
    ssr a6
    src a11, a3, a11            // what falls out
    srl a10, a3
    add.n a10, a7, a10
    beqz.n a11, 4f
    movi.n a11, 1
    or a10, a10, a11
4:  bltu a10, a7, 3f
round:                          // a10 mantissa, a5 exponent 1-254, a2 sign, a8 bit 31
    extui a11, a10, 8, 1
    addi a11, a11, 127
    add.n a11, a10, a11
    addi.n a5, a5, -1
    bltu a11, a10, 5f
    srli a11, a11, 8
    slli a5, a5, 23
    and a2, a2, a8
    add.n a11, a11, a5
    or a2, a2, a11
    ret.n
2:  ret.n                       // too small to matter: the larger one is the nearest
3:  // A carry out of the mantissa.
    extui a11, a10, 0, 1
    srli a10, a10, 1
    addi.n a5, a5, 1
    or a10, a10, a11
    or a10, a10, a8
    bne a5, a9, round
    and a2, a2, a8              // infinity
    slli a9, a9, 23
    or a2, a2, a9
    ret.n
5:  // Rounding carried through all places: the next power of two.
    addi.n a5, a5, 2
    slli a5, a5, 23
    and a2, a2, a8
    or a2, a2, a5
    ret.n

add_subnormal:                  // a3 is zero or subnormal
    slli a10, a3, 9
    beqz.n a10, 2b
    beqz.n a5, 6f
    slli a7, a2, 8
    or a7, a7, a8
    slli a3, a3, 8
    addi.n a6, a5, -1
    j add_aligned
6:  srli a10, a10, 9            // both subnormal: plain integers, a carry makes the sum normal
    add.n a2, a2, a10
    ret.n

subtract_magnitudes:
    slli a7, a2, 1
    slli a10, a3, 1
    beq a7, a10, 9f
    bgeu a7, a10, 1f
    mov.n a7, a2
    mov.n a2, a3
    mov.n a3, a7
    mov.n a7, a5
    mov.n a5, a6
    mov.n a6, a7
1:  beqz.n a6, subtract_subnormal
    slli a7, a2, 8
    or a7, a7, a8
    slli a3, a3, 8
    or a3, a3, a8
    sub a6, a5, a6
subtract_aligned:
    bgeui a6, 32, 2b
    movi.n a11, 0
    ssr a6
    src a11, a3, a11
    srl a10, a3
    beqz.n a11, 3f
    movi.n a11, 1
    or a10, a10, a11
3:  sub a10, a7, a10
    nsau a11, a10
    ssl a11
    sll a10, a10
    sub a5, a5, a11
    bgei a5, 1, round
    movi.n a11, 9               // subnormal, and exact: both were multiples of the last place
    sub a11, a11, a5
    ssr a11
    srl a10, a10
    and a2, a2, a8
    or a2, a2, a10
    ret.n
9:  movi.n a2, 0
    ret.n

subtract_subnormal:             // a3 is zero or subnormal, a2 larger
    slli a10, a3, 9
    beqz.n a10, 2b
    beqz.n a5, 6f
    slli a7, a2, 8
    or a7, a7, a8
    slli a3, a3, 8
    addi.n a6, a5, -1
    j subtract_aligned
6:  srli a10, a10, 9
    sub a2, a2, a10
    ret.n

add_special:                    // at least one is infinite or not a number
    slli a7, a2, 9
    slli a10, a3, 9
    bne a5, a9, 1f
    bnez.n a7, 3f
    bne a6, a9, 2f
    bnez.n a10, 3f
    bltz a4, 3f                 // infinity minus infinity
2:  ret.n
1:  bnez.n a10, 3f
    mov.n a2, a3
    ret.n
3:  canonical_nan a2
    ret.n

// ---- The product of two 24-bit mantissas from four 16-bit products: high parts of 16 bits, low parts of 8.
    .section .iram.text.mulsf3, "ax"
    .align 4
    .global __mulsf3
__mulsf3:
    xor a4, a2, a3
    extui a5, a2, 23, 8
    extui a6, a3, 23, 8
    movi a9, 254
    addi.n a7, a5, -1
    bgeu a7, a9, multiply_special
    addi.n a7, a6, -1
    bgeu a7, a9, multiply_special
multiply_normal:
    extui a7, a2, 8, 15
    extui a10, a3, 8, 15
    addmi a7, a7, -32768        // the hidden bit; only 16 bits count
    addmi a10, a10, -32768
    extui a2, a2, 0, 8
    extui a3, a3, 0, 8
    mul16u a8, a7, a10
    mul16u a7, a7, a3
    mul16u a10, a2, a10
    mul16u a3, a2, a3
    add.n a7, a7, a10
    extui a10, a3, 8, 8
    extui a2, a3, 0, 8
    add.n a7, a7, a10
    extui a3, a7, 0, 8
    srli a7, a7, 8
    or a2, a2, a3               // sticky
    add.n a8, a8, a7
    add.n a5, a5, a6
    addi a5, a5, -126
    bltz a8, 1f
    slli a8, a8, 1
    addi.n a5, a5, -1
1:  beqz.n a2, 2f
    movi.n a2, 1
    or a8, a8, a2
2:  extui a4, a4, 31, 1
    addi.n a6, a5, -1
    slli a4, a4, 31
    bgeu a6, a9, multiply_range
    extui a7, a8, 8, 1
    addi a7, a7, 127
    add.n a7, a8, a7
    slli a6, a6, 23
    bltu a7, a8, 3f
    srli a7, a7, 8
    add.n a7, a7, a6
    or a2, a4, a7
    ret.n
3:  movi.n a7, 1                // rounded up to the next power of two
    slli a7, a7, 24
    add.n a7, a7, a6
    or a2, a4, a7
    ret.n

multiply_range:                 // a5 beyond 1-254, a8 mantissa, a4 sign: also the end of division
    bgei a5, 1, 2f
    movi.n a6, 1
    sub a6, a6, a5              // subnormal: so many places to the right
    bgeui a6, 32, 3f
    movi.n a7, 0
    ssr a6
    src a7, a8, a7
    srl a8, a8
    beqz.n a7, 1f
    movi.n a7, 1
    or a8, a8, a7
1:  extui a7, a8, 8, 1
    addi a7, a7, 127
    add.n a7, a8, a7
    srli a7, a7, 8
    or a2, a4, a7
    ret.n
2:  movi a7, 255                // infinity
    slli a7, a7, 23
    or a2, a4, a7
    ret.n
3:  mov.n a2, a4                // zero
    ret.n

multiply_special:
    extui a8, a4, 31, 1
    slli a8, a8, 31             // sign
    slli a7, a2, 1              // magnitudes
    slli a10, a3, 1
    movi a11, 255
    slli a11, a11, 24           // that of infinity
    bltu a11, a7, 8f
    bltu a11, a10, 8f
    beq a7, a11, 6f
    beq a10, a11, 7f
    beqz.n a7, 9f
    beqz.n a10, 9f
    bnez.n a5, 1f
    slli a7, a2, 9              // subnormal: bring its first bit to where the hidden bit belongs
    nsau a5, a7
    addi.n a5, a5, 1
    ssl a5
    sll a2, a2
    neg a5, a5
    addi.n a5, a5, 1
1:  bnez.n a6, 2f
    slli a7, a3, 9
    nsau a6, a7
    addi.n a6, a6, 1
    ssl a6
    sll a3, a3
    neg a6, a6
    addi.n a6, a6, 1
2:  j multiply_normal
6:  beqz.n a10, 8f              // infinity times zero
    srli a2, a11, 1
    or a2, a2, a8
    ret.n
7:  beqz.n a7, 8f
    srli a2, a11, 1
    or a2, a2, a8
    ret.n
8:  canonical_nan a2
    ret.n
9:  mov.n a2, a8
    ret.n

// ---- Division: the reciprocal of integer.S gives twelve bits of the quotient at a time, from
// below; what is left is exact.
    .section .iram.text.divsf3, "ax"
    .literal_position
    .align 4
    .global __divsf3
__divsf3:
    xor a4, a2, a3
    extui a5, a2, 23, 8
    extui a6, a3, 23, 8
    movi a9, 254
    addi.n a7, a5, -1
    bgeu a7, a9, divide_special
    addi.n a7, a6, -1
    bgeu a7, a9, divide_special
divide_normal:
    sub a5, a5, a6
    movi a7, 127
    movi.n a10, 1
    slli a10, a10, 23
    slli a2, a2, 9
    slli a3, a3, 9
    srli a2, a2, 9
    srli a3, a3, 9
    or a2, a2, a10
    or a3, a3, a10
    add.n a5, a5, a7
    bgeu a2, a3, 1f
    slli a2, a2, 1              // now 1 <= quotient < 2
    addi.n a5, a5, -1
1:  extui a8, a3, 17, 6
    movi a7, reciprocals
    addx4 a8, a8, a7
    l32i.n a8, a8, 0
    extui a7, a3, 8, 16
    addi.n a7, a7, 1
    mull a7, a7, a8
    slli a10, a10, 8
    sub a7, a10, a7
    srli a7, a7, 9
    mul16u a7, a7, a8
    extui a7, a7, 22, 10
    add.n a8, a8, a7            // R <= 2^39 / divisor
    extui a7, a2, 9, 16
    mul16u a7, a7, a8
    slli a2, a2, 12
    extui a7, a7, 18, 14        // quotient * 2^12, a few too small
    mull a10, a7, a3
    sub a2, a2, a10             // less than four times the divisor
    slli a10, a7, 12
    extui a7, a2, 10, 16
    mul16u a7, a7, a8
    slli a2, a2, 12
    extui a7, a7, 17, 15
    mull a6, a7, a3
    add.n a8, a10, a7           // quotient * 2^24
    sub a2, a2, a6
    bltu a2, a3, 2f
1:  sub a2, a2, a3
    addi.n a8, a8, 1
    bgeu a2, a3, 1b
2:  slli a8, a8, 7
    beqz.n a2, 3f
    movi.n a7, 1
    or a8, a8, a7
3:  extui a4, a4, 31, 1
    addi.n a6, a5, -1
    slli a4, a4, 31
    bgeu a6, a9, 5f
    extui a7, a8, 8, 1
    addi a7, a7, 127
    add.n a7, a8, a7
    slli a6, a6, 23
    bltu a7, a8, 4f
    srli a7, a7, 8
    add.n a7, a7, a6
    or a2, a4, a7
    ret.n
4:  movi.n a7, 1
    slli a7, a7, 24
    add.n a7, a7, a6
    or a2, a4, a7
    ret.n
5:  j multiply_range

divide_special:
    extui a8, a4, 31, 1
    slli a8, a8, 31
    slli a7, a2, 1
    slli a10, a3, 1
    movi a11, 255
    slli a11, a11, 24
    bltu a11, a7, 8f
    bltu a11, a10, 8f
    beq a7, a11, 6f
    beq a10, a11, 9f            // finite by infinite
    beqz.n a10, 7f
    beqz.n a7, 9f
    bnez.n a5, 1f
    slli a7, a2, 9
    nsau a5, a7
    addi.n a5, a5, 1
    ssl a5
    sll a2, a2
    neg a5, a5
    addi.n a5, a5, 1
1:  bnez.n a6, 2f
    slli a7, a3, 9
    nsau a6, a7
    addi.n a6, a6, 1
    ssl a6
    sll a3, a3
    neg a6, a6
    addi.n a6, a6, 1
2:  j divide_normal
6:  beq a10, a11, 8f            // infinite by infinite
    srli a2, a11, 1
    or a2, a2, a8
    ret.n
7:  beqz.n a7, 8f               // zero by zero
    srli a2, a11, 1
    or a2, a2, a8
    ret.n
8:  canonical_nan a2
    ret.n
9:  mov.n a2, a8
    ret.n

// ---- Conversions. Out of range: the nearest; NaN: the largest.
    .section .iram.text.floatsisf, "ax"
    .align 4
    .global __floatunsisf, __floatsisf
__floatunsisf:
    movi.n a4, 0
    j 1f
    .align 4
__floatsisf:
    extui a4, a2, 31, 1
    slli a4, a4, 31
    abs a2, a2
1:  beqz.n a2, 3f
    nsau a5, a2
    ssl a5
    sll a2, a2
    movi a6, 157                // exponent of 2^31, less one for the hidden bit
    sub a6, a6, a5
    extui a7, a2, 8, 1
    addi a7, a7, 127
    add.n a7, a2, a7
    slli a6, a6, 23
    bltu a7, a2, 2f
    srli a7, a7, 8
    add.n a7, a7, a6
    or a2, a4, a7
    ret.n
2:  movi.n a7, 1
    slli a7, a7, 24
    add.n a7, a7, a6
    or a2, a4, a7
3:  ret.n

    .section .iram.text.fixsfsi, "ax"
    .align 4
    .global __fixsfsi, __fixunssfsi
__fixsfsi:
    extui a4, a2, 23, 8
    slli a5, a2, 8
    movi.n a7, 1
    slli a7, a7, 31
    or a5, a5, a7               // the mantissa at the left
    movi a6, 158
    sub a6, a6, a4              // places to the right for the integer
    blti a6, 1, 2f
    bgeui a6, 32, 1f
    ssr a6
    srl a5, a5
    neg a6, a5
    movltz a5, a6, a2
    mov.n a2, a5
    ret.n
1:  movi.n a2, 0
    ret.n
2:  // 2^31 or more: the end of the range; NaN counts as positive.
    slli a5, a2, 1
    movi a6, 255
    slli a6, a6, 24
    bltu a6, a5, 3f
    bltz a2, 4f
3:  addi.n a7, a7, -1
4:  mov.n a2, a7
    ret.n

    .align 4
__fixunssfsi:
    extui a4, a2, 23, 8
    slli a5, a2, 8
    movi.n a7, 1
    slli a7, a7, 31
    or a5, a5, a7
    movi a6, 158
    sub a6, a6, a4
    bltz a6, 2f
    bgeui a6, 32, 1f
    bltz a2, 1f
    ssr a6
    srl a2, a5
    ret.n
1:  movi.n a2, 0
    ret.n
2:  slli a5, a2, 1
    movi a6, 255
    slli a6, a6, 24
    bltu a6, a5, 3f
    bltz a2, 1b
3:  movi.n a2, -1
    ret.n
