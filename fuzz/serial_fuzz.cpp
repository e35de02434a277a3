// Bytes of every kind on the serial line of a running board, in the friendly, raw and raw-paste prompt: the
// chip takes no fault, and afterwards there is a prompt with the memory that there was.
//   serial_fuzz [--bytes N] [--seed N] ROM.bin KINGLET.bin
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string>

#include "fuzz/board_fuzz.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;

constexpr u32 kPieceBytes = 200;              // fits the ring, so that most of it is read
constexpr u64 kPieceNs = 30'000'000;          // what a piece takes on the line, and a little more
constexpr u64 kBytesOfABoard = 20'000;        // then the next one is started
constexpr u64 kPatienceNs = 120'000'000'000;  // for a program that came about by chance and prints much

/// What a prompt has to do something for.
constexpr const char* kWords[] = {"\r",
                                  "\n",
                                  "\x01",
                                  "\x02",
                                  "\x03",
                                  "\x04",
                                  "\x05",
                                  "\t",
                                  "\x1b[A",
                                  "\x1b[B",
                                  "\x1b[C",
                                  "\x1b[D",
                                  "\x1b[3~",
                                  "\x1b[H",
                                  "\x1b"
                                  "f",
                                  "\x08",
                                  "\x7f",
                                  "\x05"
                                  "A\x01",
                                  "print(",
                                  "1/0",
                                  "'''",
                                  "\"",
                                  "(",
                                  ")",
                                  "[x for x in range(99)]",
                                  "def f():",
                                  "    ",
                                  "lambda: ",
                                  "f'{1}'",
                                  "import gc",
                                  "gc.",
                                  "x = 1",
                                  "\\",
                                  "while 1: pass",
                                  "raise",
                                  "input()",
                                  "é",
                                  "\xff",
                                  "#"};

std::string some_bytes() {
    std::string out;
    const u32 kind = below(4);
    while (out.size() < kPieceBytes) {
        if (kind == 0 || (kind == 1 && below(2) == 0)) {
            out.push_back(static_cast<char>(random_word()));
        } else if (below(4) == 0) {
            out.push_back(static_cast<char>(' ' + below(95)));
        } else {
            out += kWords[below(std::size(kWords))];
        }
    }
    return out;
}

class FuzzedBoard final : public RecordedBoard {
  public:
    using RecordedBoard::RecordedBoard;

    bool wait_for(const char* text, u64 nanoseconds) {
        const u64 end = machine().stats().nanoseconds + nanoseconds;
        while (output.find(text) == std::string::npos) {
            if (machine().stats().nanoseconds >= end || is_halted_) return false;
            run(10'000'000);
        }
        return true;
    }

    void run(u64 nanoseconds) { is_halted_ = machine().run_for(nanoseconds) == chip::StopReason::Halted; }

    void send(const std::string& bytes) {
        output.clear();
        machine().uart0().receive({reinterpret_cast<const u8*>(bytes.data()), bytes.size()});
    }

    /// Back to a friendly prompt, as tools do it, and to a fresh Python. False when the board does not
    /// answer.
    bool recover() {
        // Twice: the first may be one of a program's own handlers.
        for (int tries = 0; tries < 4; ++tries) {
            send("\x03");
            settle();
        }
        send("\x03\r\x02");
        if (!wait_for(">>> ", kPatienceNs)) return false;
        run(100'000'000);
        send("\x03\x04");
        return wait_for("soft reboot", kPatienceNs) && wait_for(">>> ", kPatienceNs);
    }

    /// Lets the board work off what it was sent: echoing a long line takes longer than sending it. Something
    /// that prints for ever ends the wait.
    void settle() {
        for (int tries = 0; tries < 50; ++tries) {
            const usize size = output.size();
            run(100'000'000);
            if (output.size() == size) return;
        }
    }

    /// The heap's free bytes; empty when there is no sensible answer.
    std::string free_memory() {
        send("import gc; gc.collect(); print('<%d>' % gc.mem_free())\r");
        if (!wait_for(">\r\n>>> ", 2'000'000'000)) return {};
        const usize begin = output.rfind("\n<") + 1;
        return output.substr(begin, output.find('>', begin) - begin);
    }

    /// Nothing when all is well.
    const char* trouble() const {
        if (is_halted_) return "the chip has stopped";
        if (machine().last_exception().has_value()) return "an exception";
        return nullptr;
    }

  private:
    bool is_halted_ = false;
};

/// Null, or what went wrong.
const char* torment(FuzzedBoard& board, u64 bytes) {
    if (!board.wait_for(">>> ", 2'000'000'000)) return "no first prompt";
    // The first start, which makes the filesystem, has loaded more than any later one.
    if (!board.recover()) return "no second prompt";
    const std::string before = board.free_memory();
    if (before.empty()) return "no first answer";
    for (u64 sent = 0; sent < bytes;) {
        const std::string piece = some_bytes();
        board.send(piece);
        board.run(kPieceNs);
        if (below(8) == 0) {
            board.send("\x03");
            board.run(kPieceNs);
        }
        if (board.trouble() != nullptr) return board.trouble();
        sent += piece.size();
    }
    if (!board.recover()) return board.trouble() != nullptr ? board.trouble() : "no prompt";
    if (board.free_memory() != before) return "memory is not what it was";
    return board.trouble();
}

}  // namespace

int main(int count, char** arguments) {
    const auto [bytes, rom, image] = read_command(count, arguments, "serial_fuzz", "--bytes", 100'000);
    for (u64 sent = 0; sent < bytes; sent += kBytesOfABoard) {
        const u64 state = random_state;
        FuzzedBoard board(rom, image);
        const char* const trouble = torment(board, std::min(kBytesOfABoard, bytes - sent));
        if (trouble == nullptr) continue;
        std::printf("board of state %llx: %s\n%s\n", static_cast<unsigned long long>(state), trouble,
                    board.output.c_str());
        if (const auto& exception = board.machine().last_exception())
            std::printf("cause %u at %x for %x, called from %x\n", static_cast<u32>(exception->cause),
                        exception->pc, exception->address, exception->a[0]);
        return 1;
    }
    std::printf("%llu bytes sent\n", static_cast<unsigned long long>(bytes));
    return 0;
}
