#include "python/repl/programs.hpp"

namespace kinglet::repl {

namespace {

constexpr u16 kWindow = 128;  // half of what the other side may have on its way
constexpr u8 kMoreRoom = 0x01;
constexpr u8 kEndOfText = 0x04;
constexpr int kCtrlC = 0x03;
constexpr int kCtrlD = 0x04;

}  // namespace

usize TypedProgram::read(std::span<u8> into) {
    const usize count = rest_.size() < into.size() ? rest_.size() : into.size();
    if (count != 0) std::memcpy(into.data(), rest_.data(), count);
    rest_.remove_prefix(count);
    return count;
}

PastedProgram::PastedProgram(Terminal& terminal) : terminal_(terminal), window_left_(kWindow) {
    terminal_.write_byte(kWindow & 0xFF);
    terminal_.write_byte(kWindow >> 8);
    terminal_.write_byte(kMoreRoom);
}

usize PastedProgram::read(std::span<u8> into) {
    if (ended_ || into.empty()) return 0;
    const int byte = terminal_.read();
    if (byte == Terminal::kClosed || byte == kCtrlC || byte == kCtrlD) {
        ended_ = true;
        closed_ = byte == Terminal::kClosed;
        interrupted_ = byte != kCtrlD;
        terminal_.write_byte(kEndOfText);
        return 0;
    }
    if (--window_left_ == 0) {
        window_left_ = kWindow;
        terminal_.write_byte(kMoreRoom);
    }
    into[0] = static_cast<u8>(byte);
    return 1;
}

void PastedProgram::finish() {
    if (ended_) return;
    ended_ = true;
    terminal_.write_byte(kEndOfText);
    for (;;) {
        const int byte = terminal_.read();
        closed_ = byte == Terminal::kClosed;
        if (closed_ || byte == kCtrlC || byte == kCtrlD) return;
    }
}

}  // namespace kinglet::repl
