#include "python/runtime/printer.hpp"

#include "base/flash.hpp"
#include "base/wide.hpp"

namespace kinglet::runtime {

void Printer::write_text(const char* text) {
    do_write(text, flash_length(text));
}

void Printer::write_unsigned(Word n, u32 base) {
    char digits[sizeof(Word) * 8];
    usize start = sizeof digits;
    do {
        const Word rest = base == 10 ? divide_by_ten(n) : base == 16 ? n >> 4 : n / base;
        const u32 digit = static_cast<u32>(n - rest * base);
        n = rest;
        digits[--start] = static_cast<char>(digit < 10 ? '0' + digit : 'a' + digit - 10);
    } while (n != 0);
    do_write(digits + start, sizeof digits - start);
}

void Printer::write_signed(SignedWord n) {
    if (n < 0) write_byte('-');
    write_unsigned(n < 0 ? Word{0} - static_cast<Word>(n) : static_cast<Word>(n));
}

void Printer::fill(char byte, usize count) {
    char block[16];
    if (count == 0 || (count > sizeof block && !do_reserve(count))) return;
    std::memset(block, byte, sizeof block);
    for (; count > sizeof block; count -= sizeof block) do_write(block, sizeof block);
    do_write(block, count);
}

}  // namespace kinglet::runtime
