// A virtual board for tests: the project's ROM, a flash that the test fills, and the serial line recorded.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "chip/devices/flash_contents.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"

namespace kinglet::system_test {

using Bytes = std::vector<u8>;

/// A file of build/firmware. Stops the test run with a message when it has not been built.
Bytes read_built(const char* name);

/// The built ROM and image.
const Bytes& built_rom();
const Bytes& built_image();

class Board final : private chip::SerialPort {
  public:
    explicit Board(std::span<const u8> flash, chip::Straps straps = {}, u32 flash_size = 1 << 20);

    /// Runs for at most so long, of the board's time.
    chip::StopReason run(u64 milliseconds) { return machine_->run_for(milliseconds * 1'000'000); }

    /// Runs until the line has said `text` after what was taken; false when the time is up first.
    bool run_until_text(std::string_view text, u64 milliseconds);

    void send(std::string_view text);

    /// The word of memory at an address; fails the test when there is none.
    u32 word(u32 address);

    chip::Machine& machine() { return *machine_; }
    u8* flash() { return flash_->data(); }

    /// Everything sent so far.
    const std::string& output() const { return output_; }
    /// The bit rate of the latest byte.
    u32 baud() const { return baud_; }

  private:
    void frame_sent(const chip::SerialFrame& frame) override;

    std::unique_ptr<chip::FlashContents> flash_;
    std::unique_ptr<chip::Machine> machine_;
    std::string output_;
    std::string awaited_;
    usize taken_ = 0;
    u32 baud_ = 0;
};

}  // namespace kinglet::system_test
