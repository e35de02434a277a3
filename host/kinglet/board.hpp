// Board: a virtual ESP8266 with its firmware in flash, and the host's end of its serial line.
#pragma once

#include <memory>
#include <string>

#include "chip/inspect/inputs.hpp"
#include "chip/machine.hpp"
#include "chip/program_info.hpp"
#include "device/hal/chip.hpp"
#include "host/boards/board_file.hpp"
#include "host/kinglet/inspection.hpp"
#include "host/kinglet/options.hpp"
#include "host/kinglet/wiring.hpp"

namespace kinglet::host {

class StandardInput;

/// Who listens to the board's serial line. Called while the chip runs.
class SerialListener {
  public:
    /// True: the run is to end, because there is something to do.
    virtual bool on_byte(u8 byte) = 0;
    /// The same with the rate at which it came; who does not care gets bytes.
    virtual bool on_frame(const chip::SerialFrame& frame) { return on_byte(frame.byte); }

  protected:
    ~SerialListener() = default;
};

/// Why Board::run came back.
enum class RunEnd : u8 { Asked, Timeout, Halted, Reset, PowerCut, Decided };

class Board final : private chip::SerialPort, private chip::LogSink {
  public:
    /// Reads ROM, image and flash and powers the board on. Null with `error` set.
    static std::unique_ptr<Board> create(const Options& options, std::string& error);

    /// Runs until the listener asks, the --timeout is used up, the chip has halted for good, lost its power,
    /// or (if so wanted) is about to reset itself, or everything that is expected of its parts is decided.
    /// What the board does meanwhile is fed with `input`, if there is any.
    RunEnd run(SerialListener& listener, StandardInput* input = nullptr);
    /// The same for a span of virtual time at the most; RunEnd::Asked at its end.
    RunEnd run_for(SerialListener& listener, u64 nanoseconds);
    /// Sends to the board, at the line's rate.
    void send(std::string_view bytes);
    void send(std::span<const u8> bytes, const chip::LineSettings& settings);
    void send_break(const chip::LineSettings& settings);
    /// How many bytes are still on their way to the board.
    usize sending() const;
    void discard_unsent();

    /// The levels of the reset pin and of GPIO0 as something outside leaves them; false pulls one low.
    void set_reset_pin(bool level);
    void set_gpio0(bool level);

    Wiring& wiring() { return *wiring_; }
    /// The program has ended: runs on until scripts and expectations have had the times that they name.
    void wait_for_parts();
    const BoardFile& file() const { return file_; }

    /// Runs end with RunEnd::Reset before the chip resets itself.
    void stop_before_resets() { machine_->stop_before_resets(true); }
    /// At RunEnd::Reset: what the firmware gives as the reason (device/hal/boot_record.hpp), else the chip.
    hal::ResetCause reset_reason();

    /// The exception that came before a halt or a reset, with the names of the ELF files beside image and
    /// ROM.
    std::string describe_fault();
    chip::MachineStats stats() const { return machine_->stats(); }
    /// Writes the flash's file and those of parts, if there are any, and what an inspection writes at its
    /// end. False with `error` set.
    bool save(std::string& error);
    /// Null when no option asks for one.
    Inspection* inspection() { return inspection_.get(); }

  private:
    explicit Board(const Options& options) : options_(options) {}

    void frame_sent(const chip::SerialFrame& frame) override;
    void log(chip::LogLevel level, u64 nanoseconds, const char* source, const char* text) override;
    /// What Options::folder names goes into the filesystem, which is made if there is none.
    bool put_folder(std::string& error);
    const chip::ProgramInfo& program();
    /// Everything that comes from outside goes through here.
    void give(const chip::Input& input);
    u64 time_left() const;
    void keep_pace();

    const Options& options_;
    std::string rom_path_, image_path_;
    std::unique_ptr<chip::FlashContents> flash_;
    std::unique_ptr<chip::Machine> machine_;
    BoardFile file_;
    std::unique_ptr<Wiring> wiring_;
    std::unique_ptr<chip::InputDoor> door_;
    std::unique_ptr<chip::ProgramInfo> program_;
    std::unique_ptr<Inspection> inspection_;
    SerialListener* listener_ = nullptr;
    bool asked_ = false;
    u64 started_ns_ = 0;  // wall clock
};

}  // namespace kinglet::host
