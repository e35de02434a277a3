// far_calls.def says why these exist. a8 is no argument and nobody's to keep.

    .macro far name
    .section .text.far.\name, "ax"
    .literal_position
    .align 4
    .global far.\name
far.\name:
    movi a8, \name
    jx a8
    .endm

#define FAR(name) far name
#include "firmware/libc/far_calls.def"
