// What the parts of the boot ROM know of each other. The names, arguments and results are those of the chip's
// public list of entries (soc/esp8266/rom_symbols.def); programs of others call them, so they stay as they
// are. A function that is defined here or in any file of this folder under a name of the list becomes that
// entry (layout.py).
//
// Invariants: no text may be read from the ROM itself (it answers word loads only), so constants live in the
// part of data RAM that reset fills; nothing here is called before reset has done that.
#pragma once

#include <stdarg.h>

#include "base/integers.hpp"

/// A variable that stands at a fixed address without a public name; `address` is written in lower case:
/// 3fffc200.
#define ROM_RECORD(address) __attribute__((section(".at." #address), used))

namespace kinglet::rom {

/// Lets the line finish, then stops for good, in a way that the virtual chip can tell from waiting: asleep
/// with every interrupt masked.
[[noreturn]] void stop();

inline u32 cycle_count() {
    u32 count;
    asm volatile("rsr.ccount %0" : "=r"(count));
    return count;
}

/// Asleep for a millisecond at most: any interrupt ends it. Uses the CPU's timer.
void sleep_millisecond();

/// Masks interrupts below the NMI while it lives.
class InterruptLock {
  public:
    InterruptLock() { asm volatile("rsil %0, 3" : "=r"(old_) : : "memory"); }
    ~InterruptLock() { asm volatile("wsr.ps %0; rsync" : : "r"(old_) : "memory"); }
    InterruptLock(const InterruptLock&) = delete;
    InterruptLock& operator=(const InterruptLock&) = delete;

  private:
    u32 old_;
};

}  // namespace kinglet::rom

extern "C" {

using kinglet::i32;
using kinglet::u16;
using kinglet::u32;
using kinglet::u8;

// memory.cpp, strings.cpp
void* memcpy(void* to, const void* from, u32 size);
void* memmove(void* to, const void* from, u32 size);
void* memset(void* to, int value, u32 size);
u32 strlen(const char* text);

// printf.cpp
using PutCharacter = void (*)(char c);
int ets_vprintf(PutCharacter put, const char* format, va_list arguments);
__attribute__((format(printf, 1, 2))) int ets_printf(const char* format, ...);
void ets_install_putc1(PutCharacter put);
void ets_install_uart_printf();
void ets_write_char(char c);

// uart.cpp
void uartAttach();
void Uart_Init(u32 uart);
int uart_tx_one_char(u8 byte);
void ets_uart_putc1(char c);
void uart_buff_switch(u32 uart);
u8 uart_rx_one_char_block();
u32 uart_baudrate_detect(u32 line, u8 is_polling);

// slip.cpp
u32 send_packet(const u8* bytes, u32 size);
u32 recv_packet(u8* into, u32 size, u8 is_sync);

// download.cpp
using Entry = void (*)();
int UartConnCheck(u32 line);
void UartDwnLdProc(void* packet, u32 size, Entry* entry);

// interrupts.cpp, xtos.S
using Handler = void (*)(void* argument, void* frame);
using ExceptionHandler = void (*)(u32* frame, u32 cause);
void ets_isr_attach(u32 number, Handler handler, void* argument);
void ets_isr_mask(u32 mask);
void ets_isr_unmask(u32 mask);
ExceptionHandler _xtos_set_exception_handler(u32 cause, ExceptionHandler handler);
void _xtos_l1int_handler();
void _xtos_syscall_handler();
void _xtos_c_wrapper_handler();
void _xtos_unhandled_exception();
void _xtos_unhandled_interrupt(void* argument, void* frame);
void _xtos_p_none(u32* frame, u32 cause);

// exceptions.cpp
void esp_exception9(u32* frame, u32 cause);
void esp_print_exception_regs(u32* frame, u32 cause);

// tasks.cpp
struct Event {
    u32 signal;
    u32 parameter;
};
using Task = void (*)(Event* event);
void ets_task(Task task, u32 priority, Event* queue, u32 length);
u32 ets_post(u32 priority, u32 signal, u32 parameter);
[[noreturn]] void ets_run();

// time.cpp, timers.cpp
extern u32 g_ticks_per_us;
void ets_delay_us(u32 microseconds);

// spi_flash.cpp
struct FlashChip {
    u32 id;
    u32 size;
    u32 block_size;
    u32 sector_size;
    u32 page_size;
    u32 status_mask;
};
extern FlashChip* flashchip;
void spi_flash_attach();
u32 SPIRead(u32 address, void* into, u32 size);
u32 SPIWrite(u32 address, const void* from, u32 size);
u32 SPIEraseArea(u32 address, u32 size);
u32 SPILock();
u32 SPIParamCfg(u32 id, u32 size, u32 block, u32 sector, u32 page, u32 mask);

// cache.cpp
void Cache_Read_Disable();
u32 SPIReadModeCnfig(u32 mode);

// boot_from_flash.cpp
bool boot_from_flash();
extern void (*user_start_fptr)();

// main.cpp, vectors.S
[[noreturn]] void boot_from_flash_again();
[[noreturn]] void call_user(void (*entry)());
[[noreturn]] void user_code_done();

// rtc.cpp
u32 rtc_get_reset_reason();

}  // extern "C"
