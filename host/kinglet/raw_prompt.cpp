#include "host/kinglet/raw_prompt.hpp"

#include <cstdio>

namespace kinglet::host {

namespace {

constexpr char kEnterRaw = 1;
constexpr char kEnd = 4;

}  // namespace

bool RawPrompt::on_byte(u8 byte) {
    switch (phase_) {
        case Phase::Marker:
            line_.push_back(static_cast<char>(byte));
            return line_.size() >= marker_.size() && line_.compare(line_.size() - marker_.size(), marker_.size(), marker_) == 0;
        case Phase::Count: line_.push_back(static_cast<char>(byte)); return line_.size() >= wanted_;
        case Phase::Output:
        case Phase::Exception:
            if (byte == kEnd) return true;
            take(byte);
            return false;
    }
    return false;
}

/// The board ends a line with CR LF; a CR of the program's own stays.
void RawPrompt::take(u8 byte) {
    if (held_cr_ && byte != '\n') give('\r');
    held_cr_ = byte == '\r';
    if (!held_cr_) give(static_cast<char>(byte));
}

void RawPrompt::give(char byte) {
    if (phase_ == Phase::Exception) {
        exception_.push_back(byte);
    } else if (output_ != nullptr) {
        std::fputc(byte, output_);
        if (byte == '\n') std::fflush(output_);
    } else {
        text_.push_back(byte);
    }
}

RawPrompt::Step RawPrompt::run_board() {
    switch (board_.run(*this)) {
        case RunEnd::Asked: return Step::Done;
        case RunEnd::Timeout: return Step::Timeout;
        case RunEnd::Halted: return Step::Halted;
    }
    return Step::Confused;
}

RawPrompt::Step RawPrompt::wait_for(std::string_view marker) {
    phase_ = Phase::Marker;
    marker_ = marker;
    line_.clear();
    return run_board();
}

RawPrompt::Step RawPrompt::wait_for_bytes(usize count) {
    phase_ = Phase::Count;
    wanted_ = count;
    line_.clear();
    return run_board();
}

RawPrompt::Step RawPrompt::enter() {
    Step step = wait_for(">>> ");
    if (step != Step::Done) return step;
    board_.send(std::string_view(&kEnterRaw, 1));
    return wait_for("raw REPL; CTRL-B to exit\r\n>");
}

RawPrompt::Step RawPrompt::send_program(std::string_view program) {
    board_.send("\x05"
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

RawPrompt::Step RawPrompt::execute(std::string_view program, std::FILE* output) {
    output_ = output;
    text_.clear();
    exception_.clear();
    held_cr_ = false;
    Step step = send_program(program);
    if (step != Step::Done) return step;
    for (const Phase phase : {Phase::Output, Phase::Exception}) {
        phase_ = phase;
        step = run_board();
        if (held_cr_) give('\r');
        held_cr_ = false;
        if (output_ != nullptr) std::fflush(output_);
        if (step != Step::Done) return step;
    }
    return wait_for(">");
}

}  // namespace kinglet::host
