// kinglet run FOLDER: the folder becomes the board's filesystem, the board boots, and standard output is its
// serial line from reset. It ends when the prompt is there: main.py has ended. Resets belong to a board's
// life.
#include <cstdio>
#include <string>

#include "host/kinglet/board.hpp"
#include "host/kinglet/commands.hpp"
#include "host/kinglet/standard_input.hpp"

namespace kinglet::host {

namespace {

/// Shows the line and knows when the prompt is there.
class Line final : public SerialListener {
  public:
    bool on_byte(u8 byte) override {
        std::fputc(byte, stdout);
        if (byte == '\n') std::fflush(stdout);
        text_.push_back(static_cast<char>(byte));
        if (text_.size() > 2 * kKept) text_.erase(0, kKept);
        return text_.ends_with(kPrompt);
    }

    /// What came before the prompt ends with an exception: a traceback, of whose lines all but the last are
    /// indented.
    bool ends_with_exception() const {
        constexpr std::string_view kHead = "Traceback (most recent call last):\r\n";
        const std::string_view all = text_;
        const usize banner = all.rfind(kBanner);
        if (banner == std::string_view::npos) return false;
        std::string_view before = all.substr(0, banner);
        const usize head = before.rfind(kHead);
        if (head == std::string_view::npos) return false;
        before.remove_prefix(head + kHead.size());
        while (before.starts_with("  ")) {
            const usize end = before.find('\n');
            if (end == std::string_view::npos) return false;
            before.remove_prefix(end + 1);
        }
        const usize end = before.find('\n');
        return end != std::string_view::npos && end + 1 == before.size();
    }

  private:
    static constexpr usize kKept = 16384;
    static constexpr std::string_view kBanner = "Kinglet v";
    static constexpr std::string_view kPrompt = "Type \"help()\" for more information.\r\n>>> ";

    std::string text_;
};

int end_status(RunEnd end, Board& board, const Options& options) {
    std::fflush(stdout);
    switch (end) {
        case RunEnd::Timeout:
            std::fprintf(stderr, "\nkinglet: out of time after %g s of the board's time\n",
                         options.timeout_seconds);
            return kExitTimeout;
        case RunEnd::PowerCut:
            std::fprintf(stderr, "\nkinglet: the power was cut at cycle %llu\n",
                         static_cast<unsigned long long>(board.stats().cycles));
            return kExitPowerCut;
        default:
            std::fprintf(stderr, "\nkinglet: the chip has stopped for good\n%s",
                         board.describe_fault().c_str());
            return kExitFault;
    }
}

/// True for a reset that nobody wanted; says what it was.
bool is_accident(Board& board) {
    const hal::ResetCause reason = board.reset_reason();
    if (reason != hal::ResetCause::Fault && reason != hal::ResetCause::Watchdog) return false;
    std::fflush(stdout);
    const bool is_fault = reason == hal::ResetCause::Fault;
    std::fprintf(stderr, "\nkinglet: the %s has reset the board\n%s", is_fault ? "firmware" : "watchdog",
                 is_fault ? board.describe_fault().c_str() : "");
    return true;
}

}  // namespace

int run_folder(const Options& options) {
    std::string error;
    const std::unique_ptr<Board> board = Board::create(options, error);
    if (board == nullptr) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    board->stop_before_resets();
    Line line;
    StandardInput input;
    bool had_accident = false;
    RunEnd end;
    while ((end = board->run(line, &input)) == RunEnd::Reset)
        had_accident = is_accident(*board) || had_accident;
    int status = kExitEnded;
    const bool is_decided =
        end == RunEnd::Decided || (end == RunEnd::Timeout && board->wiring().has_expectations());
    if (end != RunEnd::Asked && !is_decided)
        status = end_status(end, *board, options);
    else if (had_accident)
        status = kExitFault;
    else if (line.ends_with_exception())
        status = kExitException;
    std::fputc('\n', stdout);
    std::fflush(stdout);
    if (status == kExitEnded) {
        if (end == RunEnd::Asked) board->wait_for_parts();
        if (!board->wiring().conclude()) status = kExitExpectation;
    }
    if (options.stats) {
        const chip::MachineStats stats = board->stats();
        std::fprintf(stderr, "stats: instructions=%llu cycles=%llu virtual_ms=%.3f\n",
                     static_cast<unsigned long long>(stats.instructions),
                     static_cast<unsigned long long>(stats.cycles),
                     static_cast<double>(stats.nanoseconds) / 1e6);
    }
    if (!board->save(error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        if (status == kExitEnded) status = kExitUsage;
    }
    return status;
}

}  // namespace kinglet::host
