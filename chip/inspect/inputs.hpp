// What comes to a board from outside, as data: one door for all of it, so that a session can be written down
// and played back to the cycle.
//
// Recording, a text with a line for each event; see docs/spec/recording.md:
//   kinglet recording 1
//   start cycle=0 state=0123456789abcdef
//   in 52000000 uart0 115200 8n1 0301
//   out 52013000 3e
//   end 104000000
#pragma once

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "chip/core/wires.hpp"
#include "chip/devices/pads.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"

namespace kinglet::chip {

struct Input {
    enum class Kind : u8 {
        Bytes,     // to UART0
        Break,     // likewise
        Discard,   // what the host has not begun to send is taken back
        ResetPin,  // `level`
        Pad,       // `number`, `strength`, `level`
        Voltage,   // at the ADC, `number` in microvolts
        Power,     // off and on
    };
    Kind kind;
    std::vector<u8> bytes;
    LineSettings settings;
    u32 number = 0;
    Strength strength = Strength::None;
    bool level = false;

    bool operator==(const Input&) const;
    /// As a recording has it, without time and newline; and back, false when it is none.
    std::string text() const;
    [[nodiscard]] bool parse(std::string_view text);
};

/// Where the outside touches the machine.
class InputDoor {
  public:
    explicit InputDoor(Machine& machine);
    void apply(const Input& input);

  private:
    Machine& machine_;
    std::array<std::unique_ptr<WireDriver>, Pads::kCount> pads_;
};

/// A number that stands for everything the machine is now.
u64 state_hash(Machine& machine);

class Recorder {
  public:
    /// From now on. The file outlives it.
    Recorder(Machine& machine, std::FILE* file);
    void input(const Input& input);
    /// The machine has sent a byte now.
    void output(u8 byte);
    /// The last call.
    void finish();

  private:
    Machine& machine_;
    std::FILE* file_;
};

class Replay {
  public:
    /// Reads a recording; false with `error` set, which names the line.
    [[nodiscard]] bool load(std::string_view text, std::string& error);
    /// Whether the machine is the one that the recording began with; false with `error` set.
    [[nodiscard]] bool fits(Machine& machine, std::string& error) const;

    /// Gives the machine what is due now; then says until which cycle it may run.
    u64 advance(Machine& machine, InputDoor& door);
    bool is_at_end(const Machine& machine) const;
    /// The machine has sent a byte now.
    void output(const Machine& machine, u8 byte);
    /// At the end: what did not go as it was recorded; empty when everything did.
    const std::string& difference() const { return difference_; }
    /// The last call: bytes that did not come are a difference too.
    void finish();
    usize outputs() const { return output_count_; }

  private:
    struct Timed {
        u64 cycle;
        Input input;
    };
    struct Sent {
        u64 cycle;
        u8 byte;
    };

    bool parse_line(std::string_view line, u32 number);

    std::vector<Timed> inputs_;
    std::vector<Sent> outputs_;
    u64 start_cycle_ = 0;
    u64 state_ = 0;
    u64 end_cycle_ = 0;
    bool has_start_ = false;
    bool has_end_ = false;
    usize input_count_ = 0;
    usize output_count_ = 0;
    std::string difference_;
};

}  // namespace kinglet::chip
