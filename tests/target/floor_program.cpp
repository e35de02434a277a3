// Exercises the firmware's floor on the chip: reads one letter from the serial line, does what it stands
// for, prints the outcome. tests/system/floor_test.cpp knows what must come out.
#include <algorithm>
#include <cstring>
#include <span>
#include <string_view>

#include "base/attributes.hpp"
#include "base/flash.hpp"
#include "base/verify.hpp"
#include "device/hal/clock.hpp"
#include "device/hal/flash.hpp"
#include "device/hal/uart.hpp"
#include "firmware/boot/exceptions.hpp"

using namespace kinglet;

namespace {

hal::Uart& line() {
    return hal::Uart::console();
}

void print(const char* text) {
    for (u8 byte; (byte = flash_byte(text)) != 0; ++text) line().write_all({&byte, 1});
}

void print(u32 value) {
    char digits[11];
    char* at = digits + sizeof digits;
    *--at = 0;
    do *--at = static_cast<char>('0' + value % 10);
    while ((value /= 10) != 0);
    print(at);
}

void report(const char* name, u32 value) {
    print(name);
    print("=");
    print(value);
    print(" ");
}

// In flash; the pointers are variables so that the compiler does not see through them.
const u8 flash_bytes[] = {0x11, 0x82, 0x33, 0xF4, 0x55, 0x66};
const u16 flash_halves[] = {0x1234, 0x8765, 0xFFFE};
const u8* volatile bytes_in_flash = flash_bytes;
const u16* volatile halves_in_flash = flash_halves;

void narrow_loads() {
    const u32 before = firmware::narrow_loads().count;
    u32 sum = 0;
    for (const u8& byte : std::span(bytes_in_flash, 6)) sum = sum * 3 + byte;
    report("bytes", sum);
    sum = 0;
    for (const u16& half : std::span(halves_in_flash, 3)) sum = sum * 3 + half;
    report("halves", sum);
    i32 signed_sum = 0;
    for (const u16& half : std::span(halves_in_flash, 3))
        signed_sum = signed_sum * 3 + static_cast<i16>(half);
    report("signed", static_cast<u32>(signed_sum));
    report("emulated", firmware::narrow_loads().count - before);
}

// In a piece of RAM: the C library's functions on every pair of alignments, and from flash.
void memory_functions() {
    static const char text[] = "The quick brown fox jumps over the lazy dog, 0123456789 ABCDEF.";
    const u32 before = firmware::narrow_loads().count;
    alignas(4) u8 buffer[128];
    u32 wrong = 0;
    for (u32 from = 0; from < 4; ++from) {
        for (u32 to = 0; to < 4; ++to) {
            for (u32 size = 0; size < 40; ++size) {
                std::memset(buffer, 0xEE, sizeof buffer);
                std::memcpy(buffer + 8 + to, text + from, size);
                for (u32 i = 0; i < size; ++i) wrong += buffer[8 + to + i] != flash_byte(text + from + i);
                wrong += buffer[7 + to] != 0xEE || buffer[8 + to + size] != 0xEE;
                wrong += std::memcmp(buffer + 8 + to, text + from, size) != 0;
                std::memmove(buffer + 9 + to, buffer + 8 + to, size);
                for (u32 i = 0; i < size; ++i) wrong += buffer[9 + to + i] != flash_byte(text + from + i);
                std::memmove(buffer + 5 + to, buffer + 9 + to, size);
                for (u32 i = 0; i < size; ++i) wrong += buffer[5 + to + i] != flash_byte(text + from + i);
            }
        }
        wrong += std::strlen(text + from) != sizeof text - 1 - from;
    }
    wrong += std::memcmp("abcd", "abce", 4) >= 0;
    report("wrong", wrong);
    report("emulated", firmware::narrow_loads().count - before);
}

void flash_driver() {
    hal::Flash& flash = hal::Flash::instance();
    report("size", flash.size());
    u8 pattern[300], back[300];
    for (u32 i = 0; i < sizeof pattern; ++i) pattern[i] = static_cast<u8>(i * 5 + 1);
    // One place seen through the window and one beyond it; odd addresses, across pages.
    for (const u32 sector : {0xF0000u, 0x180000u}) {
        u32 failures = flash.erase_sector(sector) != hal::Flash::Status::Ok;
        failures += flash.read(sector, back) != hal::Flash::Status::Ok;
        failures +=
            static_cast<u32>(std::count_if(back, back + sizeof back, [](u8 byte) { return byte != 0xFF; }));
        failures += flash.program(sector + 101, pattern) != hal::Flash::Status::Ok;
        failures += flash.read(sector + 101, back) != hal::Flash::Status::Ok;
        failures += std::memcmp(pattern, back, sizeof pattern) != 0;
        static const char source[] = "from flash to flash";
        failures += flash.program(sector + 1001, {reinterpret_cast<const u8*>(source), sizeof source}) !=
                    hal::Flash::Status::Ok;
        failures += flash.read(sector + 1001, {back, sizeof source}) != hal::Flash::Status::Ok;
        failures += std::memcmp(source, back, sizeof source) != 0;
        report("failures", failures);
    }
    report("beyond", flash.read(flash.size() - 1, {back, 2}) == hal::Flash::Status::OutOfRange);
    report("misaligned", flash.erase_sector(1) == hal::Flash::Status::Misaligned);
    report("outside", flash.erase_sector(flash.size()) == hal::Flash::Status::OutOfRange);
}

void clock() {
    hal::Clock& clock = hal::system_clock();
    const u64 start = clock.microseconds();
    clock.delay(1000);
    const u64 delayed = clock.microseconds();
    report("delay", static_cast<u32>(delayed - start) / 10 * 10);
    u64 now = delayed;
    while (now < delayed + 500'000) {
        clock.sleep_until_event(delayed + 500'000 - now);
        const u64 then = clock.microseconds();
        VERIFY(then >= now);
        now = then;
    }
    report("slept", static_cast<u32>(now - delayed) / 100 * 100);
}

// Longer than the counter behind the clock can tell, without a look at it.
void long_silence() {
    hal::Clock& clock = hal::system_clock();
    const u64 start = clock.microseconds();
    for (int i = 0; i < 6; ++i) asm volatile("waiti 0");
    report("seconds", static_cast<u32>((clock.microseconds() - start) / 1'000'000));
}

volatile u32 interrupts;
IRAM void on_interrupt_byte() {
    interrupts = interrupts + 1;
}

void interrupt_byte() {
    line().set_interrupt_byte(3, on_interrupt_byte);
    print("ready ");
    while (interrupts == 0) line().wait(hal::Readiness::Readable, hal::kForever);
    u8 rest[4];
    report("stored", static_cast<u32>(line().read(rest)));
    line().set_interrupt_byte(-1, nullptr);
}

// More than every queue holds arrives while nobody reads.
void overflow() {
    print("ready ");
    const u64 start = hal::system_clock().microseconds();
    while (hal::system_clock().microseconds() - start < 200'000) {
    }
    u8 bytes[64];
    u32 total = 0;
    for (usize count; (count = line().read(bytes)) != 0;) total += static_cast<u32>(count);
    report("kept", total);
    report("dropped", line().errors().ring_full);
    report("overrun", line().errors().hardware_overrun);
}

void bulk() {
    for (u32 i = 0; i < 100; ++i) print("0123456789abcdefghijklmnopqrstuvwxyz");
    line().flush();
}

// Variables, so that the compiler does not see through them.
volatile u32 null_area = 16, odd_place = 0x3FFE8001;

[[noreturn]] void fault(char kind) {
    if (kind == 'n') *reinterpret_cast<volatile u32*>(null_area) = 1;
    if (kind == 'u') (void)*reinterpret_cast<volatile u32*>(odd_place);
    if (kind == 's') *const_cast<u8*>(bytes_in_flash) = 1;
    if (kind == 'i') asm volatile("ill");
    if (kind == 'v') VERIFY(kind == 0);
    while (true) {
    }
}

}  // namespace

extern "C" void firmware_main() {
    while (true) {
        print("> ");
        u8 letter;
        while (line().read({&letter, 1}) == 0) line().wait(hal::Readiness::Readable, hal::kForever);
        switch (letter) {
            case 'N': narrow_loads(); break;
            case 'M': memory_functions(); break;
            case 'F': flash_driver(); break;
            case 'C': clock(); break;
            case 'L': long_silence(); break;
            case 'I': interrupt_byte(); break;
            case 'O': overflow(); break;
            case 'B': bulk(); break;
            default: fault(static_cast<char>(letter));
        }
        print("done\n");
    }
}
