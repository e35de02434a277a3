// Records in data RAM that programs know by address (the chip's fact sheet: "DRAM use by the boot ROM").
// Those that belong to one part of the ROM are beside its code.
#include "chip/rom/rom.hpp"

#include "soc/esp8266/interrupts.hpp"

#define X4(x) x, x, x, x
#define X16(x) X4(x), X4(x), X4(x), X4(x)

extern "C" {

void (*_xtos_exc_handler_table[64])() __attribute__((section(".at.3fffc000"), used)) = {
    _xtos_unhandled_exception,
    _xtos_syscall_handler,
    _xtos_unhandled_exception,
    _xtos_unhandled_exception,
    _xtos_l1int_handler,
    _xtos_unhandled_exception,
    _xtos_unhandled_exception,
    _xtos_unhandled_exception,
    X4(_xtos_unhandled_exception),
    X4(_xtos_unhandled_exception),
    X16(_xtos_unhandled_exception),
    X16(_xtos_unhandled_exception),
    X16(_xtos_unhandled_exception),
};

ExceptionHandler _xtos_c_handler_table[64] __attribute__((section(".at.3fffc100"), used)) = {
    X16(_xtos_p_none), X16(_xtos_p_none), X16(_xtos_p_none), X16(_xtos_p_none)};

}  // extern "C"
