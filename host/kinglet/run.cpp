// kinglet run FILE.py. A folder: run_folder.cpp.
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "host/kinglet/commands.hpp"
#include "host/kinglet/raw_prompt.hpp"
#include "host/kinglet/standard_input.hpp"

namespace kinglet::host {

namespace {

bool read_program(const std::string& path, std::string& text) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return false;
    char buffer[65536];
    usize count;
    while ((count = std::fread(buffer, 1, sizeof buffer, file)) != 0) text.append(buffer, count);
    const bool fine = std::ferror(file) == 0;
    const int error = errno;
    std::fclose(file);
    errno = error;
    return fine;
}

/// A prompt takes two bytes as keys wherever they stand. A program that has one in a literal can write it
/// otherwise.
bool has_key(const std::string& path, const std::string& program) {
    const usize at = program.find_first_of("\x03\x04");
    if (at == std::string::npos) return false;
    usize line = 1;
    for (usize i = 0; i < at; ++i) line += program[i] == '\n';
    const int byte = program[at];
    std::fprintf(
        stderr,
        "kinglet: %s, line %zu: the byte 0x%02x would reach the board's prompt as Ctrl-%c; write \\x%02x\n",
        path.c_str(), line, byte, byte + '@', byte);
    return true;
}

/// The figures of the board's heap, asked for through the prompt after the program has ended.
struct HeapUse {
    unsigned long used = 0;
    unsigned long free = 0;
};

HeapUse ask_heap(RawPrompt& prompt) {
    HeapUse use;
    if (prompt.execute("import gc\nprint(gc.mem_alloc(), gc.mem_free())\n", nullptr) != RawPrompt::Step::Done)
        return use;
    if (std::sscanf(prompt.text().c_str(), "%lu %lu", &use.used, &use.free) != 2) return HeapUse();
    return use;
}

/// A program may end itself by a reset; what the firmware had to end is a fault.
int report_reset(Board& board) {
    switch (board.reset_reason()) {
        case hal::ResetCause::Watchdog:
            std::fprintf(stderr, "\nkinglet: the watchdog has reset the board\n");
            return kExitFault;
        case hal::ResetCause::Fault:
            std::fprintf(stderr, "\nkinglet: the chip has hit a fault\n%s", board.describe_fault().c_str());
            return kExitFault;
        default: std::fprintf(stderr, "kinglet: the program has reset the board\n"); return kExitEnded;
    }
}

/// What a step that did not end well means for the user.
int report(RawPrompt::Step step, const RawPrompt& prompt, Board& board, const Options& options) {
    std::fflush(stdout);
    switch (step) {
        case RawPrompt::Step::Timeout:
            std::fprintf(stderr, "kinglet: out of time after %g s of the board's time\n",
                         options.timeout_seconds);
            return kExitTimeout;
        case RawPrompt::Step::PowerCut:
            std::fprintf(stderr, "kinglet: the power was cut at cycle %llu\n",
                         static_cast<unsigned long long>(board.stats().cycles));
            return kExitPowerCut;
        case RawPrompt::Step::Halted:
            if (!options.verbose) std::fprintf(stderr, "%s", prompt.line().c_str());
            std::fprintf(stderr, "\nkinglet: the chip has stopped for good\n%s",
                         board.describe_fault().c_str());
            return kExitFault;
        case RawPrompt::Step::Reset: return report_reset(board);
        default:
            if (!options.verbose) std::fprintf(stderr, "%s", prompt.line().c_str());
            std::fprintf(stderr, "\nkinglet: the board does not answer as a Python prompt does\n");
            return kExitFault;
    }
}

/// What was kept with the snapshot that the board went on from; null without one.
const std::string* restored_state(Board& board) {
    const Inspection* const inspection = board.inspection();
    return inspection != nullptr && inspection->restored() ? &*inspection->restored() : nullptr;
}

/// Shows an exception. What sys.exit() was given is an exit status, or a text to show.
int exception_status(std::string_view text, const Options& options) {
    constexpr std::string_view kExit = "SystemExit: ";
    if (text.starts_with(kExit)) {
        text.remove_prefix(kExit.size());
        const std::string value(text.substr(0, text.find('\n')));
        char* end = nullptr;
        const long status = std::strtol(value.c_str(), &end, 10);
        if (!value.empty() && *end == '\0') return static_cast<int>(status & 0xFF);
    }
    if (!options.verbose) std::fwrite(text.data(), 1, text.size(), stderr);
    return kExitException;
}

/// Whether the outcome is that of the expectations.
bool is_for_expectations(RawPrompt::Step step, const RawPrompt& prompt, Board& board) {
    if (step == RawPrompt::Step::Timeout) return board.wiring().has_expectations();
    return step == RawPrompt::Step::Decided || (step == RawPrompt::Step::Done && prompt.exception().empty());
}

/// The program from its beginning, or on from where a snapshot was made.
RawPrompt::Step run_on(Board& board, RawPrompt& prompt, const Options& options, const std::string& program,
                       StandardInput& input) {
    const std::string* const kept = restored_state(board);
    RawPrompt::Step step = RawPrompt::Step::Done;
    if (kept != nullptr && options.path.empty()) {
        if (prompt.resume(*kept, stdout, &input, step)) return step;
        std::fprintf(stderr, "kinglet: no program was running when the snapshot was made; name one\n");
        return RawPrompt::Step::Confused;
    }
    step = kept != nullptr ? prompt.enter_again() : prompt.enter();
    return step == RawPrompt::Step::Done ? prompt.execute(program, stdout, &input) : step;
}

}  // namespace

int run_command(const Options& options) {
    std::error_code ignored;
    if (std::filesystem::is_directory(options.path, ignored)) {
        Options with_folder = options;
        with_folder.folder = options.path;
        return run_folder(with_folder);
    }
    std::string program;
    if (!options.path.empty() && !read_program(options.path, program)) {
        std::fprintf(stderr, "kinglet: can't open %s: %s\n", options.path.c_str(), std::strerror(errno));
        return kExitUsage;
    }
    if (has_key(options.path, program)) return kExitUsage;
    std::string error;
    const auto started = std::chrono::steady_clock::now();
    const std::unique_ptr<Board> board = Board::create(options, error);
    if (board == nullptr) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        return kExitUsage;
    }
    board->stop_before_resets();
    RawPrompt prompt(*board);
    StandardInput input;
    const RawPrompt::Step step = run_on(*board, prompt, options, program, input);
    const chip::MachineStats stats = step == RawPrompt::Step::Done ? prompt.stats_at_end() : board->stats();
    const auto wall = std::chrono::steady_clock::now() - started;
    int status = kExitEnded;
    if (is_for_expectations(step, prompt, *board)) {
        if (step == RawPrompt::Step::Done) board->wait_for_parts();
        std::fflush(stdout);
        if (!board->wiring().conclude()) status = kExitExpectation;
    } else if (step != RawPrompt::Step::Done) {
        status = report(step, prompt, *board, options);
    } else if (!prompt.exception().empty()) {
        std::fflush(stdout);
        status = exception_status(prompt.exception(), options);
    }
    if (options.stats) {
        if (input.may_be_unread()) prompt.discard_input();
        const HeapUse heap = step == RawPrompt::Step::Done ? ask_heap(prompt) : HeapUse();
        std::fprintf(
            stderr,
            "stats: instructions=%llu cycles=%llu virtual_ms=%.3f wall_ms=%.3f heap_used=%lu heap_free=%lu\n",
            static_cast<unsigned long long>(stats.instructions),
            static_cast<unsigned long long>(stats.cycles), static_cast<double>(stats.nanoseconds) / 1e6,
            std::chrono::duration<double, std::milli>(wall).count(), heap.used, heap.free);
    }
    if (!board->save(error)) {
        std::fprintf(stderr, "kinglet: %s\n", error.c_str());
        if (status == kExitEnded) status = kExitUsage;
    }
    return status;
}

}  // namespace kinglet::host
