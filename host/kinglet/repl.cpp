// kinglet repl: the board's serial line in this terminal.
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

#include "host/kinglet/board.hpp"
#include "host/kinglet/commands.hpp"

namespace kinglet::host {

namespace {

constexpr u64 kSliceNs = 10'000'000;   // of the board's time between two looks at the keyboard
constexpr int kSliceMs = 10;           // of wall time, when the board has nothing to do
constexpr char kLeave = 0x1D;          // Ctrl-]
constexpr u64 kQuietNs = 300'000'000;  // after the end of a piped input: the board is done when it is silent for so long

/// The terminal passes every key on at once; as it was afterwards.
class RawTerminal {
  public:
    RawTerminal() {
        if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &before_) != 0) return;
        termios raw = before_;
        cfmakeraw(&raw);
        raw.c_oflag = before_.c_oflag;
        is_raw_ = tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0;
    }
    ~RawTerminal() {
        if (is_raw_) tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    }
    RawTerminal(const RawTerminal&) = delete;
    RawTerminal& operator=(const RawTerminal&) = delete;

  private:
    termios before_{};
    bool is_raw_ = false;
};

/// The prompt comes after the ROM's lines, which a user of `repl` sees with -v only.
class Screen final : public SerialListener {
  public:
    explicit Screen(bool verbose) : verbose_(verbose) {}

    bool on_byte(u8 byte) override {
        quiet_ = false;
        has_prompt_ = has_prompt_ || is_prompt_end(byte);
        if (!verbose_) std::fputc(byte, stdout);  // with -v the board has written it to standard error
        return false;
    }
    bool has_prompt() const { return has_prompt_; }
    /// No byte since the last time this was asked.
    bool take_quiet() {
        const bool was_quiet = quiet_;
        quiet_ = true;
        return was_quiet;
    }

  private:
    bool is_prompt_end(u8 byte) {
        static constexpr char kPrompt[] = ">>> ";
        matched_ = byte == static_cast<u8>(kPrompt[matched_]) ? matched_ + 1 : (byte == '>' ? 1 : 0);
        if (matched_ < 4) return false;
        matched_ = 0;
        return true;
    }

    bool verbose_;
    bool quiet_ = false;
    bool has_prompt_ = false;
    u32 matched_ = 0;
};

enum class Input : u8 { Some, None, End, Leave };

/// Hands keys to the board; waits up to `milliseconds` for one.
Input pump_keys(Board& board, int milliseconds) {
    pollfd source{STDIN_FILENO, POLLIN, 0};
    if (poll(&source, 1, milliseconds) <= 0) return Input::None;
    char keys[64];
    const ssize_t count = read(STDIN_FILENO, keys, sizeof keys);
    if (count <= 0) return Input::End;
    for (ssize_t i = 0; i < count; ++i) {
        if (keys[i] == kLeave) return Input::Leave;
        // A terminal in raw mode sends CR for Enter; a file has LF, which the prompt takes as well.
        board.send(std::string_view(&keys[i], 1));
    }
    return Input::Some;
}

int end_status(RunEnd end) {
    std::fprintf(stderr, end == RunEnd::Timeout ? "\nkinglet: out of time\n" : "\nkinglet: the chip has stopped for good\n");
    return end == RunEnd::Timeout ? kExitTimeout : kExitFault;
}

}  // namespace

int repl_command(const Options& options) {
    std::string error;
    const std::unique_ptr<Board> board = Board::create(options, error);
    if (board == nullptr) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    const RawTerminal terminal;
    Screen screen(options.verbose);
    bool input_ended = false;
    for (u64 quiet_ns = 0;;) {
        const RunEnd end = board->run_for(screen, kSliceNs);
        std::fflush(stdout);
        if (end != RunEnd::Asked) return end_status(end);
        const bool is_quiet = screen.take_quiet() && board->sending() == 0;
        quiet_ns = is_quiet ? quiet_ns + kSliceNs : 0;
        if (input_ended && quiet_ns >= kQuietNs) break;
        // Keys that come before the prompt would be lost or interrupt the boot: they wait. A file's bytes go out no faster than the board
        // takes them, so that no ring runs over.
        if (input_ended || !screen.has_prompt() || board->sending() > 16) continue;
        const Input input = pump_keys(*board, is_quiet ? kSliceMs : 0);
        if (input == Input::Leave) break;
        if (input == Input::End) input_ended = true;
    }
    if (!board->save(error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    return kExitEnded;
}

}  // namespace kinglet::host
