#include "host/kinglet/raw_prompt.hpp"

#include <cstdio>

#include "host/kinglet/standard_input.hpp"

namespace kinglet::host {

namespace {

constexpr char kEnterRaw = 1;
constexpr char kEnd = 4;
constexpr std::string_view kRawBanner = "raw REPL; CTRL-B to exit\r\n>";
constexpr u64 kBootNs = 10'000'000'000;  // from reset to the prompt, at the most
constexpr u64 kSettleNs =
    5'000'000;  // after what looks like the prompt: a program that prints the same goes on sooner
constexpr u64 kDiscardNs = 500'000'000;
// What is kept with a snapshot: one of these, then the tail of the output.
constexpr char kKeptPlain = 'p';
constexpr char kKeptWithCr = 'r';

}  // namespace

RawPrompt::RawPrompt(Board& board) : board_(board) {
    if (board_.inspection() != nullptr) board_.inspection()->set_keeper(this);
}

RawPrompt::~RawPrompt() {
    if (board_.inspection() != nullptr) board_.inspection()->set_keeper(nullptr);
}

bool RawPrompt::on_byte(u8 byte) {
    switch (phase_) {
        case Phase::Marker: line_.push_back(static_cast<char>(byte)); return ends_with_marker();
        case Phase::Count: line_.push_back(static_cast<char>(byte)); return line_.size() >= wanted_;
        case Phase::Output: return on_output(static_cast<char>(byte));
    }
    return false;
}

/// The output ends with Ctrl-D, the exception's text with another, and then the prompt comes. But a Ctrl-D
/// may be output as well: only the last two count, so what comes after one is kept until it is clear which it
/// was. True: the prompt may have come.
bool RawPrompt::on_output(char byte) {
    if (tail_.empty() && byte != kEnd) {
        take(byte);
        return false;
    }
    tail_.push_back(byte);
    return byte == '>' && ends_at_prompt();
}

bool RawPrompt::ends_at_prompt() const {
    const usize last = tail_.rfind(kEnd);
    if (last == 0) return false;
    const std::string_view rest = std::string_view(tail_).substr(last + 1);
    // After SystemExit the board starts Python anew.
    return rest == ">" || rest.ends_with(kRawBanner);
}

/// The tail as output and exception, once it is the end.
void RawPrompt::split_tail() {
    const usize last = tail_.rfind(kEnd), first = tail_.rfind(kEnd, last - 1);
    flush_tail(first);
    for (const char byte : std::string_view(tail_).substr(first + 1, last - first - 1)) {
        if (byte != '\r') exception_.push_back(byte);
    }
}

/// The beginning of the tail was output.
void RawPrompt::flush_tail(usize count) {
    for (usize i = 0; i < count; ++i) take(tail_[i]);
    if (held_cr_) give('\r');
    held_cr_ = false;
    if (output_ != nullptr) std::fflush(output_);
}

/// The board ends a line with CR LF; a CR of the program's own stays.
void RawPrompt::take(char byte) {
    if (held_cr_ && byte != '\n') give('\r');
    held_cr_ = byte == '\r';
    if (!held_cr_) give(byte);
}

void RawPrompt::give(char byte) {
    if (output_ != nullptr) {
        std::fputc(byte, output_);
        if (byte == '\n') std::fflush(output_);
    } else {
        text_.push_back(byte);
    }
}

RawPrompt::Step RawPrompt::run_board() {
    switch (board_.run(*this, input_)) {
        case RunEnd::Asked: return Step::Done;
        case RunEnd::Timeout: return Step::Timeout;
        case RunEnd::Halted: return Step::Halted;
        case RunEnd::Reset: return Step::Reset;
        case RunEnd::PowerCut: return Step::PowerCut;
        case RunEnd::Decided: return Step::Decided;
    }
    return Step::Confused;
}

/// An image that hangs is to end the run, though nothing else limits it.
RawPrompt::Step RawPrompt::run_board_for(u64 nanoseconds) {
    const u64 end = board_.stats().nanoseconds + nanoseconds;
    while (board_.stats().nanoseconds < end) {
        const RunEnd reason = board_.run_for(*this, end - board_.stats().nanoseconds);
        if (reason == RunEnd::Timeout) return Step::Timeout;
        if (reason == RunEnd::Halted) return Step::Halted;
        if (reason == RunEnd::Reset) return Step::Reset;
        if (reason == RunEnd::PowerCut) return Step::PowerCut;
        if (ends_with_marker()) return Step::Done;
    }
    return Step::Confused;
}

bool RawPrompt::ends_with_marker() const {
    return line_.size() >= marker_.size() &&
           line_.compare(line_.size() - marker_.size(), marker_.size(), marker_) == 0;
}

RawPrompt::Step RawPrompt::wait_for(std::string_view marker, u64 nanoseconds) {
    phase_ = Phase::Marker;
    marker_ = marker;
    line_.clear();
    return nanoseconds == 0 ? run_board() : run_board_for(nanoseconds);
}

RawPrompt::Step RawPrompt::wait_for_bytes(usize count) {
    phase_ = Phase::Count;
    wanted_ = count;
    line_.clear();
    return run_board();
}

RawPrompt::Step RawPrompt::enter() {
    Step step = wait_for(">>> ", kBootNs);
    if (step != Step::Done) return step;
    board_.send(std::string_view(&kEnterRaw, 1));
    return wait_for(kRawBanner);
}

RawPrompt::Step RawPrompt::enter_again() {
    board_.send("\r\x03\x03\x01");
    return wait_for(kRawBanner, kBootNs);
}

RawPrompt::Step RawPrompt::send_program(std::string_view program) {
    board_.send(
        "\x05"
        "A\x01");
    Step step = wait_for_bytes(4);
    if (step != Step::Done) return step;
    if (line_.compare(0, 2, "R\x01") != 0) return Step::Confused;
    const usize window = static_cast<u8>(line_[2]) | static_cast<usize>(static_cast<u8>(line_[3])) << 8;
    usize allowed = window;
    while (!program.empty()) {
        const usize count = program.size() < allowed ? program.size() : allowed;
        board_.send(program.substr(0, count));
        program.remove_prefix(count);
        allowed -= count;
        if (program.empty() || allowed != 0) continue;
        step = wait_for_bytes(1);
        if (step != Step::Done) return step;
        if (line_[0] == kEnd) {
            // The board wants no more: the text is wrong, or memory ran out. It waits for the end only.
            board_.send(std::string_view(&kEnd, 1));
            return Step::Done;
        }
        allowed += window;
    }
    board_.send(std::string_view(&kEnd, 1));
    // Window grants may still be on their way.
    return wait_for(std::string_view(&kEnd, 1));
}

RawPrompt::Step RawPrompt::execute(std::string_view program, std::FILE* output, StandardInput* input) {
    held_cr_ = false;
    const Step step = send_program(program);
    if (step != Step::Done) return step;
    tail_.clear();
    board_.wiring().start();
    return run_program(output, input);
}

std::string RawPrompt::kept() const {
    return (held_cr_ ? kKeptWithCr : kKeptPlain) + tail_;
}

bool RawPrompt::resume(const std::string& kept, std::FILE* output, StandardInput* input, Step& step) {
    if (kept.empty() || (kept[0] != kKeptPlain && kept[0] != kKeptWithCr)) return false;
    held_cr_ = kept[0] == kKeptWithCr;
    tail_ = kept.substr(1);
    step = run_program(output, input);
    return true;
}

/// Until the program, which has been sent, is over.
RawPrompt::Step RawPrompt::run_program(std::FILE* output, StandardInput* input) {
    output_ = output;
    input_ = nullptr;
    text_.clear();
    exception_.clear();
    phase_ = Phase::Output;
    for (;;) {
        input_ = input;
        is_executing_ = true;
        const Step step = run_board();
        is_executing_ = false;
        input_ = nullptr;
        if (step != Step::Done) {
            flush_tail(tail_.size());
            return step;
        }
        ended_ = board_.stats();
        if (input != nullptr && input->may_be_unread()) {
            // The prompt goes on with that at once, so this must be the end.
            split_tail();
            return Step::Done;
        }
        // More may come, and look like the prompt again.
        usize size;
        do {
            ended_ = board_.stats();
            size = tail_.size();
            const RunEnd end = board_.run_for(*this, kSettleNs);
            if (end == RunEnd::Halted) return Step::Halted;
            if (end == RunEnd::Reset) return Step::Reset;
            if (end == RunEnd::PowerCut) return Step::PowerCut;
        } while (tail_.size() != size && tail_.back() == '>' && ends_at_prompt());
        if (tail_.size() != size) continue;
        split_tail();
        return Step::Done;
    }
}

void RawPrompt::discard_input() {
    phase_ = Phase::Count;
    wanted_ = ~usize{0};
    for (const char* keys : {"", "\x03"}) {
        board_.send(keys);
        (void)board_.run_for(*this, kDiscardNs);
    }
}

}  // namespace kinglet::host
