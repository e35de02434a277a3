// A kind of board, as a file in boards/ describes it: which pin is where and under which name, what is
// soldered to it, its flash, crystal and reset circuit. The form is that of statements (parts/statement.hpp);
// docs/boards.md has them all. What is soldered on (LEDs, buttons) are statements of a wiring.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host/serial/reset_circuit.hpp"
#include "parts/pins.hpp"
#include "parts/statement.hpp"
#include "parts/value.hpp"

namespace kinglet::host {

/// One hole of a header.
struct HeaderPin {
    std::string label;        // as on the board
    u32 pin = parts::kNoPin;  // or power, ground, nothing
};

struct BoardFile {
    /// What joins GPIO16 and RST, so that the chip wakes from deep sleep.
    enum class Wake : u8 { None, Jumper, Wired };

    std::string name;
    std::string title;
    std::vector<std::string> sources;  // where the facts are from
    std::vector<std::string> notes;
    u32 flash_bytes = 0;
    u32 flash_id = 0;  // what it answers to the command 9F; 0: not known
    u32 crystal_hz = 26'000'000;
    ResetCircuit auto_reset = ResetCircuit::None;
    Wake wake = Wake::None;
    u32 analog_full_scale_microvolts = 0;  // at the board's analog pin; 0: it is not brought out
    std::vector<HeaderPin> left, right, bottom;
    std::vector<parts::Statement> parts;  // what is soldered on

    /// Its labels as names of pins.
    parts::PinNames pin_names() const;
};

/// Reads a description. False with `problem` set: file, line and what is wrong.
[[nodiscard]] bool read_board(std::string_view text, const std::string& source, BoardFile& board,
                              parts::Problem& problem);

}  // namespace kinglet::host
