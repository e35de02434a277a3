// Where code and data live on the chip, and other promises to the compiler. On the desktop the placement
// macros mean nothing.
//
// On the ESP8266, code runs from the flash window through a cache (a miss costs about 600 cycles at DIO 40
// MHz) unless it is placed in the 32 KiB of instruction RAM. Flash and instruction RAM answer 32-bit loads
// only: constants that are read by bytes either go through the accessor for flash, or are marked DRAM_CONST
// and cost data RAM. firmware/boot/image.ld.in is the other half of these names.
#pragma once

#define KINGLET_TEXT_OF(x) #x
#define KINGLET_TEXT(x) KINGLET_TEXT_OF(x)

#if defined(__XTENSA__)
// A section for each use, so that what nobody calls is still thrown away by the linker.
/// This function runs from instruction RAM: interrupt handlers, code that works while the flash is busy, the
/// hottest loops.
#define IRAM __attribute__((section(".iram.text." KINGLET_TEXT(__COUNTER__)), noinline))
/// A constant of whole words in instruction RAM: readable by 32-bit loads only, costs no data RAM (dispatch
/// tables).
#define IRAM_CONST __attribute__((section(".iram.rodata." KINGLET_TEXT(__COUNTER__)), aligned(4)))
/// A variable of whole words in instruction RAM. It begins as rubbish.
#define IRAM_DATA __attribute__((section(".iram.bss." KINGLET_TEXT(__COUNTER__))))
/// A constant that is read by bytes and so must be copied to data RAM.
#define DRAM_CONST __attribute__((section(".dram.rodata." KINGLET_TEXT(__COUNTER__))))
/// A variable that a reset without power loss leaves as it is.
#define NO_INIT __attribute__((section(".noinit." KINGLET_TEXT(__COUNTER__))))
#else
#define IRAM
#define IRAM_CONST
#define IRAM_DATA
#define DRAM_CONST
#define NO_INIT
#endif

#define NOINLINE __attribute__((noinline))
#define ALWAYS_INLINE __attribute__((always_inline)) inline
#define NORETURN [[noreturn]]
#define LIKELY(condition) __builtin_expect(!!(condition), 1)
#define UNLIKELY(condition) __builtin_expect(!!(condition), 0)
