// kinglet repl: the board's serial line in this terminal, or between two pipes.
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <string>

#include "host/kinglet/board.hpp"
#include "host/kinglet/commands.hpp"

namespace kinglet::host {

namespace {

constexpr u64 kSliceNs = 10'000'000;        // of the board's time between two looks at the keyboard
constexpr int kSliceMs = 10;                // of wall time, when the board has nothing to do
constexpr u64 kIdleInstructions = 100'000;  // in a slice, at the most: the board waits
constexpr char kLeave = 0x1D;               // Ctrl-]
// Of a piped input, all in the board's time:
constexpr u64 kPromptNs =
    300'000'000;  // after its end the board is done when the prompt has been there for so long,
constexpr u64 kForgottenNs = 60'000'000'000;  // or it has waited for so long for something else
constexpr u64 kLineNs = 2'000'000'000;  // the next line goes out when the prompt is there, or when the board
                                        // has waited for so long (input())
constexpr u64 kInterruptNs =
    100'000'000;  // Ctrl-C may stop a program that is busy in silence for so long, or prints

constexpr u64 kBootNs = 10'000'000'000;  // who has no prompt by then gets none; Ctrl-] works from here on

volatile std::sig_atomic_t stop_signal = 0;

void on_stop_signal(int number) {
    stop_signal = number;
}

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

/// Shows what the board sends, and knows whether it ends with a prompt. With -v the board has written it to
/// standard error.
class Screen final : public SerialListener {
  public:
    explicit Screen(bool verbose) : verbose_(verbose) {}

    bool on_byte(u8 byte) override {
        is_quiet_ = false;
        last_.push_back(static_cast<char>(byte));
        if (last_.size() > 8) last_.erase(0, 4);
        has_started_ = has_started_ || last_.ends_with(">>> ");
        if (!verbose_) std::fputc(byte, stdout);
        return false;
    }
    /// Python has prompted once.
    bool has_started() const { return has_started_; }
    bool is_at_prompt() const {
        for (const char* prompt : {">>> ", "... ", "=== ", "\n>", "\x04>"}) {
            if (last_.ends_with(prompt)) return true;
        }
        return false;
    }
    /// No byte since the last time this was asked.
    bool take_quiet() {
        const bool was_quiet = is_quiet_;
        is_quiet_ = true;
        return was_quiet;
    }

  private:
    bool verbose_;
    bool is_quiet_ = false;
    bool has_started_ = false;
    std::string last_;
};

/// How long the board has done nothing visible.
struct Silence {
    u64 silent_ns = 0;   // no byte in either direction
    u64 waiting_ns = 0;  // and no work
};

enum class Input : u8 { Open, End, Leave };

/// Hands what comes from standard input to the board. A person's keys go out at once; a file or a pipe line
/// by line, so that nothing runs over while the board is busy.
class Keys {
  public:
    explicit Keys(Board& board) : board_(board), is_terminal_(isatty(STDIN_FILENO) != 0) {}

    bool is_terminal() const { return is_terminal_; }

    Input pump(const Screen& screen, const Silence& silence) {
        if (keys_.empty() && !fill(silence.waiting_ns != 0 ? kSliceMs : 0)) return Input::End;
        if (is_terminal_) return send_all();
        held_ns_ += kSliceNs;
        if (!keys_.empty() && (!held_ || may_go_on(screen, silence))) send_line();
        return Input::Open;
    }

  private:
    /// False at the end of the input.
    bool fill(int milliseconds) {
        pollfd source{STDIN_FILENO, POLLIN, 0};
        if (poll(&source, 1, milliseconds) <= 0) return true;
        char bytes[64];
        const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        if (count > 0) keys_.assign(bytes, static_cast<usize>(count));
        return count > 0;
    }

    Input send_all() {
        const usize leave = keys_.find(kLeave);
        if (leave != std::string::npos) return Input::Leave;
        board_.send(keys_);
        keys_.clear();
        return Input::Open;
    }

    bool may_go_on(const Screen& screen, const Silence& silence) const {
        if (screen.is_at_prompt() && silence.silent_ns != 0) return true;
        const bool is_interrupt = keys_[0] == 3;
        return silence.waiting_ns >= kLineNs ||
               (is_interrupt && (silence.silent_ns >= kInterruptNs || held_ns_ >= kLineNs));
    }

    /// Up to the next key that has the board do something. Enter is CR or LF: the prompt takes both.
    void send_line() {
        static constexpr char kActing[] = "\r\n\x01\x02\x03\x04\x05";
        const usize end = keys_.find_first_of(kActing);
        held_ = end != std::string::npos;
        held_ns_ = 0;
        const usize count = held_ ? end + 1 : keys_.size();
        board_.send(std::string_view(keys_).substr(0, count));
        keys_.erase(0, count);
    }

    Board& board_;
    bool is_terminal_;
    bool held_ = false;  // a line has gone out,
    u64 held_ns_ = 0;    // so long ago
    std::string keys_;
};

int end_status(RunEnd end) {
    if (end == RunEnd::PowerCut) {
        std::fprintf(stderr, "\nkinglet: the power was cut\n");
        return kExitPowerCut;
    }
    std::fprintf(stderr, end == RunEnd::Timeout ? "\nkinglet: out of time\n"
                                                : "\nkinglet: the chip has stopped for good\n");
    return end == RunEnd::Timeout ? kExitTimeout : kExitFault;
}

/// Until the user leaves, the input is at its end, or the board is.
int converse(Board& board, const Options& options) {
    const RawTerminal terminal;
    Screen screen(options.verbose);
    Keys keys(board);
    Silence silence;
    bool input_ended = false;
    while (stop_signal == 0 && std::ferror(stdout) == 0) {
        const u64 instructions = board.stats().instructions;
        const RunEnd end = board.run_for(screen, kSliceNs);
        std::fflush(stdout);
        if (end != RunEnd::Asked) return end_status(end);
        const bool is_silent = screen.take_quiet() && board.sending() == 0;
        const bool is_waiting = is_silent && board.stats().instructions - instructions < kIdleInstructions;
        silence.silent_ns = is_silent ? silence.silent_ns + kSliceNs : 0;
        silence.waiting_ns = is_waiting ? silence.waiting_ns + kSliceNs : 0;
        if (input_ended && silence.waiting_ns >= (screen.is_at_prompt() ? kPromptNs : kForgottenNs)) break;
        // Keys that come before the prompt would be lost or interrupt the boot: they wait. No more go out
        // than the board takes.
        const bool has_booted = screen.has_started() || board.stats().nanoseconds >= kBootNs;
        if (input_ended || !has_booted || board.sending() > 16) continue;
        const Input input = keys.pump(screen, silence);
        if (input == Input::Leave || (input == Input::End && keys.is_terminal())) break;
        input_ended = input == Input::End;
    }
    return kExitEnded;
}

}  // namespace

int repl_command(const Options& options) {
    std::string error;
    const std::unique_ptr<Board> board = Board::create(options, error);
    if (board == nullptr) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    // Whatever ends the program, the terminal is to be as it was and the flash is to be kept.
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, on_stop_signal);
    std::signal(SIGPIPE, SIG_IGN);
    int status = converse(*board, options);
    if (!board->save(error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        if (status == kExitEnded) status = kExitUsage;
    }
    if (stop_signal != 0) {
        std::signal(stop_signal, SIG_DFL);
        std::raise(stop_signal);
    }
    return status;
}

}  // namespace kinglet::host
