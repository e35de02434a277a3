#include "python/repl/terminal.hpp"

#include "base/flash.hpp"

namespace kinglet::repl {

namespace {

constexpr usize kPieceSize = 32;
constexpr usize kFewColumns = 4;

}  // namespace

int Terminal::read() {
    for (;;) {
        u8 byte;
        if (stream_.read({&byte, 1}) == 1) return byte;
        if (!stream_.is_open()) return kClosed;
        const u64 free_time = executor_.idle();
        stream_.wait(hal::Readiness::Readable, free_time);
    }
}

void Terminal::write(std::string_view text) {
    while (!text.empty()) {
        u8 piece[kPieceSize];
        const usize count = text.size() < kPieceSize ? text.size() : kPieceSize;
        flash_copy(piece, text.data(), count);
        stream_.write_all({piece, count});
        text.remove_prefix(count);
    }
}

void Terminal::write(const char* text) {
    write(std::string_view(text, flash_length(text)));
}

void Terminal::write_byte(u8 byte) {
    stream_.write_all({&byte, 1});
}

void Terminal::move_left(usize columns) {
    if (columns <= kFewColumns) {
        while (columns-- != 0) write_byte('\b');
        return;
    }
    u8 digits[10];
    usize count = 0;
    for (; columns != 0; columns /= 10) digits[count++] = static_cast<u8>('0' + columns % 10);
    write("\x1b[");
    while (count != 0) write_byte(digits[--count]);
    write_byte('D');
}

void Terminal::move_back(usize columns) {
    write("\x1b[?45h");
    while (columns-- != 0) write_byte('\b');
    write("\x1b[?45l");
}

void Terminal::erase_to_end_of_line() {
    write("\x1b[K");
}

}  // namespace kinglet::repl
