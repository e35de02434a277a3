#include "host/kinglet/board.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <thread>
#include <vector>

#include "chip/devices/pads.hpp"
#include "chip/fault_report.hpp"
#include "device/hal/boot_record.hpp"
#include "device/hal/flash.hpp"
#include "device/hal/flash_layout.hpp"
#include "host/boards/board_library.hpp"
#include "host/files/image_volume.hpp"
#include "host/files/tree.hpp"
#include "host/kinglet/files.hpp"
#include "host/kinglet/standard_input.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace kinglet::host {

namespace {

constexpr u64 kSliceNs = 20'000'000;  // how long the chip runs before the wall clock is looked at

constexpr const char* kHowToBuild = " (make build makes it)";

/// A file of the build that this program belongs to: build/bin/kinglet finds build/firmware/NAME.
std::string built_file(const char* name) {
    char path[4096];
    const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length <= 0) return std::string("build/firmware/") + name;
    std::string folder(path, static_cast<usize>(length));
    folder.resize(folder.rfind('/'));
    return folder + "/../firmware/" + name;
}

u64 wall_ns() {
    return static_cast<u64>(std::chrono::duration_cast<std::chrono::nanoseconds>(
                                std::chrono::steady_clock::now().time_since_epoch())
                                .count());
}

/// Whether a firmware goes into the flash. What a host has put into a board's flash file stays there.
bool takes_image(const Options& options) {
    if (options.erased) return false;
    const bool is_kept = options.command == Options::Command::Board && !options.flash.empty();
    return !is_kept || !options.image.empty() || access(options.flash.c_str(), F_OK) != 0;
}

}  // namespace

std::unique_ptr<Board> Board::create(const Options& options, std::string& error) {
    std::vector<u8> rom, image;
    const bool own_rom = options.rom.empty(), own_image = options.image.empty();
    if (!read_bytes(own_rom ? built_file("rom.bin") : options.rom, rom, error)) {
        if (own_rom) error += kHowToBuild;
        return nullptr;
    }
    if (takes_image(options) &&
        !read_bytes(own_image ? built_file("kinglet.bin") : options.image, image, error)) {
        if (own_image) error += kHowToBuild;
        return nullptr;
    }
    if (rom.size() > soc::kRomSize) {
        error = "the ROM has " + std::to_string(rom.size()) + " bytes, more than 64 KiB";
        return nullptr;
    }
    std::unique_ptr<Board> board(new Board(options));
    const std::string& board_name = options.board.empty() ? kDefaultBoard : options.board;
    if (!find_board(board_name, board->file_, error)) return nullptr;
    const u32 flash_bytes = options.flash_bytes ? options.flash_bytes : board->file_.flash_bytes;
    board->rom_path_ = own_rom ? built_file("rom.bin") : options.rom;
    board->image_path_ = own_image ? built_file("kinglet.bin") : options.image;
    if (options.flash.empty()) {
        board->flash_ = chip::FlashContents::in_memory(flash_bytes);
        if (board->flash_ == nullptr) error = "no memory for the flash";
    } else {
        const bool exists = access(options.flash.c_str(), F_OK) == 0;
        board->flash_ = chip::FlashContents::of_file(options.flash, exists ? 0 : flash_bytes, error);
    }
    if (board->flash_ == nullptr) return nullptr;
    if (image.size() > board->flash_->size()) {
        error = "the image has " + std::to_string(image.size()) + " bytes and the flash only " +
                std::to_string(board->flash_->size());
        return nullptr;
    }
    if (!image.empty()) std::memcpy(board->flash_->data(), image.data(), image.size());
    if (!options.folder.empty() && !board->put_folder(error)) return nullptr;
    chip::MachineConfig config;
    config.rom = rom;
    config.flash = board->flash_.get();
    config.seed = options.seed;
    config.log = board.get();
    config.straps.gpio0 = !options.download;
    config.crystal_hz = board->file_.crystal_hz;
    config.gpio16_to_rst = board->file_.wake == BoardFile::Wake::Wired;
    board->machine_ = chip::Machine::create(config, error);
    if (board->machine_ == nullptr) return nullptr;
    board->machine_->uart0().attach(board.get());
    board->door_ = std::make_unique<chip::InputDoor>(*board->machine_);
    board->wiring_ = Wiring::create(options, board->file_, *board->machine_, error);
    if (board->wiring_ == nullptr) return nullptr;
    // A program that is given to the prompt begins later (raw_prompt.cpp).
    const bool has_prompt = options.command == Options::Command::Run && options.folder.empty();
    if (!has_prompt) board->wiring_->start();
    if (options.power_cut_cycle) board->machine_->cut_power_at(options.power_cut_cycle);
    if (options.power_cut_flash_operation)
        board->machine_->cut_power_at_flash_operation(options.power_cut_flash_operation,
                                                      options.power_cut_permille);
    if (options.inspection.is_any()) {
        const chip::SnapshotOwner owner{chip::sum_of(rom), image.empty() ? 0 : chip::sum_of(image)};
        board->inspection_ = Inspection::create(
            options.inspection, {*board->machine_, *board->door_, board->program(), owner}, error);
        if (board->inspection_ == nullptr) return nullptr;
    }
    board->started_ns_ = wall_ns();
    return board;
}

bool Board::put_folder(std::string& error) {
    const std::span<u8> flash(flash_->data(), flash_->size());
    const u32 begin = hal::flash_layout(flash_->size()).files_begin;
    const bool is_fresh = std::all_of(&flash[begin], &flash[begin] + hal::Flash::kSectorSize,
                                      [](u8 byte) { return byte == 0xFF; });
    const ImageVolume::Place place{begin, hal::Flash::kSectorSize};
    const std::unique_ptr<ImageVolume> volume =
        is_fresh ? ImageVolume::format(flash, place, error) : ImageVolume::open(flash, place, error);
    if (volume == nullptr) {
        error = "the board's filesystem: " + error;
        return false;
    }
    Report report;
    copy_in(volume->system(), options_.folder, "", false, report);
    if (report.failures() != 0) error = "not all of " + options_.folder + " is on the board";
    return report.failures() == 0;
}

void Board::frame_sent(const chip::SerialFrame& frame) {
    if (options_.verbose) std::fputc(frame.byte, stderr);
    if (inspection_) inspection_->output(frame);
    if (listener_ != nullptr && listener_->on_frame(frame)) {
        asked_ = true;
        machine_->request_stop();
    }
}

void Board::log(chip::LogLevel level, u64 nanoseconds, const char* source, const char* text) {
    if (inspection_) inspection_->message(source, text);
    if (!options_.verbose || level != chip::LogLevel::Warning) return;
    std::fprintf(stderr, "[%llu us] %s: %s\n", static_cast<unsigned long long>(nanoseconds / 1000), source,
                 text);
}

u64 Board::time_left() const {
    if (options_.timeout_seconds <= 0) return wiring_->time_left();
    const u64 limit = static_cast<u64>(options_.timeout_seconds * 1e9);
    const u64 now = machine_->stats().nanoseconds;
    return now < limit ? limit - now : 0;
}

void Board::keep_pace() {
    if (!options_.realtime) return;
    const u64 wall = wall_ns() - started_ns_, board = machine_->stats().nanoseconds;
    if (board > wall) std::this_thread::sleep_for(std::chrono::nanoseconds(board - wall));
}

RunEnd Board::run(SerialListener& listener, StandardInput* input) {
    for (;;) {
        const RunEnd end = run_for(listener, kSliceNs);
        if (end != RunEnd::Asked || asked_) return end;
        if (input != nullptr) input->feed(*this);
    }
}

RunEnd Board::run_for(SerialListener& listener, u64 nanoseconds) {
    listener_ = &listener;
    asked_ = false;
    const u64 left = time_left();
    if (left == 0) return RunEnd::Timeout;
    const u64 span = left < nanoseconds ? left : nanoseconds;
    const chip::StopReason reason = inspection_ ? inspection_->run(span) : machine_->run_for(span);
    listener_ = nullptr;
    keep_pace();
    if (asked_) return RunEnd::Asked;
    if (reason == chip::StopReason::PowerCut) return RunEnd::PowerCut;
    if (reason == chip::StopReason::Reset) return RunEnd::Reset;
    if (wiring_->is_over()) return RunEnd::Decided;
    return reason == chip::StopReason::Halted ? RunEnd::Halted : RunEnd::Asked;
}

hal::ResetCause Board::reset_reason() {
    using hal::BootRecord;
    if (machine_->coming_reset() == chip::ResetCause::Watchdog) return hal::ResetCause::Watchdog;
    u32 state = 0, check = 0;
    (void)machine_->bus().load32(soc::kRtcMemoryBase, state);
    (void)machine_->bus().load32(soc::kRtcMemoryBase + sizeof state, check);
    const u32 end = state >> BootRecord::kEndShift;
    if (check != (~state ^ BootRecord::kMark) || end == 0) return hal::ResetCause::Software;
    return static_cast<hal::ResetCause>(end - 1);
}

void Board::wait_for_parts() {
    /// Hears what the board says after its program, and does not care.
    class Deaf final : public SerialListener {
        bool on_byte(u8) override { return false; }
    };
    constexpr u64 kLookNs = 1'000'000;
    Deaf listener;
    RunEnd end = RunEnd::Asked;
    while (wiring_->waits() && (end == RunEnd::Asked || end == RunEnd::Reset))
        end = run_for(listener, kLookNs);
}

const chip::ProgramInfo& Board::program() {
    if (program_) return *program_;
    // Without these files there are fewer names.
    program_ = std::make_unique<chip::ProgramInfo>();
    std::string error;
    for (const std::string& path : {image_path_, rom_path_}) {
        std::vector<u8> elf;
        if (!read_bytes(path.substr(0, path.rfind('.')) + ".elf", elf, error)) continue;
        (void)program_->symbols.add_elf(elf, error);
        program_->lines.add_elf(elf);
    }
    program_->symbols.add_rom_entries();
    return *program_;
}

std::string Board::describe_fault() {
    return chip::describe_fault(*machine_, program());
}

void Board::give(const chip::Input& input) {
    if (inspection_) inspection_->input(input);
    door_->apply(input);
}

void Board::send(std::string_view bytes) {
    send({reinterpret_cast<const u8*>(bytes.data()), bytes.size()}, {});
}

void Board::send(std::span<const u8> bytes, const chip::LineSettings& settings) {
    give({.kind = chip::Input::Kind::Bytes, .bytes = {bytes.begin(), bytes.end()}, .settings = settings});
}

void Board::send_break(const chip::LineSettings& settings) {
    give({.kind = chip::Input::Kind::Break, .settings = settings});
}

void Board::discard_unsent() {
    give({.kind = chip::Input::Kind::Discard});
}

void Board::set_reset_pin(bool level) {
    give({.kind = chip::Input::Kind::ResetPin, .level = level});
}

void Board::set_gpio0(bool level) {
    const chip::Strength strength = level ? chip::Strength::None : chip::Strength::Push;
    give({.kind = chip::Input::Kind::Pad, .number = 0, .strength = strength});
}

bool Board::save(std::string& error) {
    if (inspection_ && !inspection_->finish(error)) return false;
    return flash_->sync(error) && wiring_->save(error);
}

usize Board::sending() const {
    return machine_->uart0().receiving();
}

}  // namespace kinglet::host
