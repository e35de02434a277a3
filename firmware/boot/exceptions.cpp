// All of this is in instruction RAM, texts included: a fault may happen while the flash window is closed.
#include "firmware/boot/exceptions.hpp"

#include "base/attributes.hpp"
#include "base/flash.hpp"
#include "base/verify.hpp"
#include "device/hal/boot_record.hpp"
#include "device/hal/uart.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/exceptions.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/dport.hpp"

namespace kinglet::firmware {
namespace {

NarrowLoads emulated;
void (*fault_witness)();
bool is_recording;  // what is printed is kept for the next start
bool is_silent;     // and only that
bool is_reporting;  // a fault meanwhile is one of the report's own

/// Byte by byte with word loads, so that the text may lie anywhere.
IRAM void print(const char* text) {
    for (u8 c; (c = flash_byte(text)) != 0; ++text) report_byte(c);
}

IRAM void print_hex(u32 value) {
    for (int shift = 28; shift >= 0; shift -= 4) {
        const u32 digit = value >> shift & 15;
        report_byte(static_cast<u8>(digit < 10 ? '0' + digit : 'a' + digit - 10));
    }
}

IRAM_CONST const char kFault[] = "fault: cause ";
IRAM_CONST const char kBreak[] = "fault: break";
IRAM_CONST const char kAt[] = " at 0x";
IRAM_CONST const char kAddress[] = ", address 0x";
IRAM_CONST const char kCaller[] = ", from 0x";
IRAM_CONST const char kGap[] = "\n\n";
IRAM_CONST const char kRegisters[] = "ps, sar, a0-a15:";
IRAM_CONST const char kStack[] = "\nstack:";
IRAM_CONST const char kLine[] = "\n";
IRAM_CONST const char kSpace[] = " ";
IRAM_CONST const char kVerify[] = "failed: ";
IRAM_CONST const char kHang[] = "watchdog: no sign of life";
IRAM_CONST const char kColon[] = ":";

IRAM void begin_record() {
    if (is_recording) return;
    if (!is_silent) print(kGap);
    hal::BootRecord::begin_text();
    is_recording = true;
}

/// Needs the flash window.
IRAM void call_witness() {
    if (fault_witness != nullptr) fault_witness();
    is_recording = false;
}

IRAM [[noreturn]] void end_report(hal::ResetCause cause) {
    hal::BootRecord::end_text();
    hal::BootRecord::ends_by(cause);
    if (fault_witness != nullptr) hal::Chip::reset();
    halt();
}

IRAM void print_decimal(u32 value) {
    u32 unit = 1;
    for (u32 rest = value; rest >= 10; rest /= 10) unit *= 10;
    for (; unit != 0; unit /= 10) report_byte(static_cast<u8>('0' + value / unit % 10));
}

IRAM void print_words(const u32* words, u32 count) {
    for (u32 i = 0; i < count; ++i) {
        print(i % 8 == 0 ? kLine : kSpace);
        print_hex(words[i]);
    }
}

/// True for memory that answers word loads only.
ALWAYS_INLINE bool is_word_memory(u32 address) {
    return address >= soc::kRomBase && address < soc::kFlashWindowBase + soc::kFlashWindowSize;
}

/// Carries out the load at the frame's pc if it is one of L8UI, L16UI, L16SI (Xtensa ISA, RRI8 format).
IRAM bool emulate_narrow_load(ExceptionFrame& frame) {
    const auto* code = reinterpret_cast<const u8*>(frame.pc);
    const u32 instruction = flash_byte(code) | flash_byte(code + 1) << 8 | flash_byte(code + 2) << 16;
    constexpr u32 kOpcodeMask = 0x00F00F, kL8ui = 0x000002, kL16ui = 0x001002, kL16si = 0x009002;
    const u32 opcode = instruction & kOpcodeMask;
    const u32 offset = instruction >> 16;
    const u32 base = frame.a[instruction >> 8 & 15];
    u32 value;
    if (opcode == kL8ui) {
        if (!is_word_memory(base + offset)) return false;
        value = flash_byte(reinterpret_cast<const u8*>(base + offset));
    } else if (opcode == kL16ui || opcode == kL16si) {
        const auto* address = reinterpret_cast<const u8*>(base + offset * 2);
        if (!is_word_memory(reinterpret_cast<u32>(address))) return false;
        value = flash_byte(address) | flash_byte(address + 1) << 8;
        if (opcode == kL16si) value = static_cast<u32>(static_cast<i32>(value << 16) >> 16);
    } else {
        return false;
    }
    emulated.count += 1;
    emulated.last_pc = frame.pc;
    frame.a[instruction >> 4 & 15] = value;
    frame.pc += 3;
    return true;
}

IRAM [[noreturn]] void report_fault(const ExceptionFrame& frame) {
    if (is_reporting) end_report(hal::ResetCause::Fault);
    is_reporting = true;
    begin_record();
    if (frame.cause == kCauseBreak) {
        print(kBreak);
    } else {
        print(kFault);
        print_decimal(frame.cause);
    }
    print(kAt);
    print_hex(frame.pc);
    print(kAddress);
    print_hex(frame.address);
    print(kCaller);
    print_hex(frame.a[0]);
    print(kLine);
    if (soc::read_field(soc::kDportBase + soc::dport::CACHE_FLASH_CTRL, soc::dport::CACHE_ENABLE) != 0)
        call_witness();
    is_recording = false;
    print(kRegisters);
    print_words(&frame.ps, 2);
    print_words(frame.a, 16);
    constexpr u32 kDramEnd = soc::kDramBase + soc::kDramSize;
    const u32 stack = frame.a[1] & ~u32{3};
    if (stack >= soc::kDramBase && stack < kDramEnd) {
        const u32 words = (kDramEnd - stack) / 4;
        print(kStack);
        print_words(reinterpret_cast<const u32*>(stack), words < 64 ? words : 64);
    }
    print(kLine);
    end_report(hal::ResetCause::Fault);
}

}  // namespace

IRAM void report_byte(u8 byte) {
    if (!is_silent) {
        if (byte == '\n') hal::Uart::send_from_fault('\r');
        hal::Uart::send_from_fault(byte);
    }
    if (is_recording) hal::BootRecord::append(byte);
}

void set_fault_witness(void (*witness)()) {
    fault_witness = witness;
}

void report_hang(u32 address) {
    is_reporting = true;
    begin_record();
    print(kHang);
    print(kAt);
    print_hex(address);
    print(kLine);
    call_witness();
    end_report(hal::ResetCause::Watchdog);
}

void record_watchdog() {
    is_silent = true;
    begin_record();
    print("watchdog: interrupts were off\n");
    hal::BootRecord::end_text();
    is_recording = is_silent = false;
}

IRAM void halt() {
    hal::Uart::drain_from_fault();
    while (true) asm volatile("waiti 15");
}

const NarrowLoads& narrow_loads() {
    return emulated;
}

extern "C" IRAM void handle_exception(ExceptionFrame* frame) {
    if (frame->cause == static_cast<u32>(soc::Cause::LoadStoreError) && emulate_narrow_load(*frame)) return;
    report_fault(*frame);
}

}  // namespace kinglet::firmware

namespace kinglet {

/// The program itself is wrong: says where, then stops like any fault.
IRAM void verify_failed(const char* condition, const char* file, u32 line) {
    using namespace firmware;
    begin_record();
    print(kVerify);
    print(file);
    print(kColon);
    print_decimal(line);
    print(kColon);
    print(kSpace);
    print(condition);
    print(kLine);
    asm volatile("break 1, 13");
    halt();
}

}  // namespace kinglet
