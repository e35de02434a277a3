// RawPrompt: runs a program on the board through the raw prompt of its serial line, as mpremote and other
// tools do, in raw-paste mode: the board says how much it can take, so that nothing is lost
// (docs/spec/prompt.md).
#pragma once

#include <string>
#include <string_view>

#include "host/kinglet/board.hpp"

namespace kinglet::host {

class RawPrompt final : private SerialListener, private SnapshotKeeper {
  public:
    explicit RawPrompt(Board& board);
    ~RawPrompt();

    /// What a step ended with.
    enum class Step : u8 { Done, Timeout, Halted, Reset, PowerCut, Decided, Confused };

    /// From reset to the raw prompt.
    Step enter();
    /// The same of a board that is at some prompt already, or at work.
    Step enter_again();

    /// Sends a program and lets it run. What it prints goes to `output` (a file of the C library) as it
    /// comes, or is collected in text() if that is nullptr; the exception's text, if there is one, is in
    /// exception() afterwards. Lines end with LF. While it runs it is fed with `input`, if there is any.
    Step execute(std::string_view program, std::FILE* output, StandardInput* input = nullptr);

    /// Goes on with the program that was running when the board's snapshot was made (Inspection::restored()).
    /// False when none was.
    [[nodiscard]] bool resume(const std::string& kept, std::FILE* output, StandardInput* input, Step& step);

    /// Lets the prompt take what a program has left of its input, and makes it forget that.
    void discard_input();

    const std::string& text() const { return text_; }
    const std::string& exception() const { return exception_; }
    /// The chip's figures when the last program had ended.
    const chip::MachineStats& stats_at_end() const { return ended_; }
    /// What the board sent since the last step began, for error messages.
    const std::string& line() const { return line_; }

  private:
    enum class Phase : u8 { Marker, Count, Output };

    bool on_byte(u8 byte) override;
    bool may_save() const override { return phase_ == Phase::Output && is_executing_; }
    std::string kept() const override;
    Step run_program(std::FILE* output, StandardInput* input);
    bool on_output(char byte);
    bool ends_at_prompt() const;
    void split_tail();
    void flush_tail(usize count);
    void take(char byte);
    void give(char byte);
    Step run_board();
    Step run_board_for(u64 nanoseconds);
    bool ends_with_marker() const;
    Step wait_for(std::string_view marker, u64 nanoseconds = 0);
    Step wait_for_bytes(usize count);
    Step send_program(std::string_view program);

    Board& board_;
    Phase phase_ = Phase::Marker;
    std::string marker_;
    usize wanted_ = 0;
    std::string line_;
    std::string text_;
    std::string exception_;
    std::string tail_;  // from the first Ctrl-D on that may be the end of the output
    chip::MachineStats ended_;
    std::FILE* output_ = nullptr;
    StandardInput* input_ = nullptr;  // of the program that runs
    bool held_cr_ = false;
    bool is_executing_ = false;  // a program runs, and its end has not been seen
};

}  // namespace kinglet::host
