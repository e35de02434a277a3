// What the fuzzers of whole boards share: their command line, and a board of ROM and image
// whose serial output is kept.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "chip/devices/flash_contents.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"
#include "fuzz/random.hpp"

namespace kinglet::fuzz {

using Bytes = std::vector<u8>;

/// NAME [OPTION AMOUNT] [--seed N] ROM.bin KINGLET.bin
struct BoardCommand {
    u64 amount;
    Bytes rom;
    Bytes image;
};
/// Reads the command line and both files; ends the program, with a word about it, if that fails.
BoardCommand read_command(int count, char** arguments, const char* name, const char* option, u64 amount);

class RecordedBoard : private chip::SerialPort {
  public:
    RecordedBoard(const Bytes& rom, const Bytes& image);
    virtual ~RecordedBoard() = default;
    RecordedBoard(const RecordedBoard&) = delete;
    RecordedBoard& operator=(const RecordedBoard&) = delete;

    chip::Machine& machine() { return *machine_; }
    const chip::Machine& machine() const { return *machine_; }
    /// What the board has sent.
    std::string output;

  private:
    void frame_sent(const chip::SerialFrame& frame) override {
        output.push_back(static_cast<char>(frame.byte));
    }

    std::unique_ptr<chip::FlashContents> flash_;
    std::unique_ptr<chip::Machine> machine_;
};

}  // namespace kinglet::fuzz
