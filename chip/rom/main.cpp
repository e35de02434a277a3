// What the ROM does after reset: says why it started, chooses by the strapping pins what to run, loads it and
// calls it. The order and the texts are the silicon's (docs/boot.md has a boot line by line).
#include "chip/rom/rom.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/exceptions.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/gpio.hpp"
#include "soc/esp8266/regs/rtc.hpp"

namespace {

namespace gpio = kinglet::soc::gpio;
using kinglet::soc::Cause;
using kinglet::soc::rtc::ResetCause;

// Values of the strapping pins GPIO15, GPIO0, GPIO2.
enum BootMode : u32 { kDownload = 1, kJump = 2, kFlash = 3, kFirstSdio = 4 };
constexpr u32 kSdioPinsForUart1 = 2;  // these modes then mean download over UART1

constexpr u32 kPins = kinglet::soc::kGpioBase + gpio::IN;

u32 boot_mode() {
    return kinglet::soc::read_field(kPins, gpio::STRAP_BOOT);
}
u32 sdio_mode() {
    return kinglet::soc::read_field(kPins, gpio::STRAP_SDIO);
}

[[noreturn]] void stop_at_line(u32 line) {
    ets_printf("%s %d \n", "ets_main.c", line);
    kinglet::rom::stop();
}

/// Modes that need a host on a serial line; the SDIO modes are such with certain pins.
bool is_download(u32 mode) {
    return mode == kDownload || (mode >= kFirstSdio && sdio_mode() == kSdioPinsForUart1);
}

/// Obeys a host until it starts a program.
void download(u32 line) {
    constexpr u32 kPacketBuffer = 0x3FFFA000;
    constexpr u32 kPacketSize = 0x2000;
    if (line != 0) Uart_Init(line);
    user_start_fptr = nullptr;
    if (UartConnCheck(line) == 0)
        UartDwnLdProc(reinterpret_cast<void*>(kPacketBuffer), kPacketSize, &user_start_fptr);
}

/// Prepares for what the straps choose. Modes that need a host wait for it here.
void select_boot() {
    const u32 mode = boot_mode();
    if (mode == kFlash) {
        spi_flash_attach();
        user_start_fptr = nullptr;
    } else if (mode == kJump) {
        user_start_fptr = reinterpret_cast<void (*)()>(kinglet::soc::kIramBase);
    } else if (is_download(mode)) {
        download(mode == kDownload ? 0 : 1);
    } else {
        if (mode >= kFirstSdio) ets_printf("waiting for host\n");  // the SDIO host, who never comes
        while (true) asm volatile("waiti 0");
    }
}

void check_reset_cause(u32 cause) {
    switch (static_cast<ResetCause>(cause)) {
        case ResetCause::Watchdog: ets_printf("wdt reset\n"); [[fallthrough]];
        case ResetCause::PowerOn:
        case ResetCause::External: select_boot(); return;
        case ResetCause::Software:
        case ResetCause::DeepSleep:
        case ResetCause::Sdio: return;  // the flash's pins stay as they are
    }
    ets_printf("unknown reset\n");
    stop_at_line(187);
}

void install_fatal_handlers() {
    _xtos_set_exception_handler(static_cast<u32>(Cause::LoadStoreAlignment), esp_exception9);
    static constexpr Cause kFatal[] = {Cause::IllegalInstruction, Cause::InstructionFetchError,
                                       Cause::LoadStoreError,     Cause::LoadProhibited,
                                       Cause::StoreProhibited,    Cause::Privileged};
    for (const Cause cause : kFatal)
        _xtos_set_exception_handler(static_cast<u32>(cause), esp_print_exception_regs);
}

[[noreturn]] void run_program() {
    if (user_start_fptr != nullptr) call_user(user_start_fptr);
    user_code_done();
}

}  // namespace

extern "C" {

/// Loads the flash's program and runs it; also where a flasher's stub comes back to.
void boot_from_flash_again() {
    if (!boot_from_flash()) stop_at_line(181);
    run_program();
}

void user_code_done() {
    ets_printf("user code done\n");
    ets_run();
}

int main() {
    uartAttach();
    Uart_Init(0);
    ets_install_uart_printf();
    // The silicon does this after loading; a segment that may not go where it wants would then hang without a
    // word.
    install_fatal_handlers();
    const u32 cause = rtc_get_reset_reason();
    ets_printf("\n ets %s,rst cause:%d, boot mode:(%d,%d)\n\n", "Jan  8 2013", cause, boot_mode(),
               sdio_mode());
    check_reset_cause(cause);
    if (boot_mode() == kFlash || (is_download(boot_mode()) && user_start_fptr == nullptr))
        boot_from_flash_again();
    run_program();
}

void ets_set_user_start(void (*entry)()) {
    user_start_fptr = entry;
}

}  // extern "C"
