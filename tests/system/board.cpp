#include "tests/system/board.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "gtest/gtest.h"

namespace kinglet::system_test {

Bytes read_built(const char* name) {
    const std::string path = std::string(KINGLET_FIRMWARE_DIR "/") + name;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "%s is missing: build the preset `firmware` first\n", path.c_str());
        std::exit(1);
    }
    Bytes bytes(1 << 20);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
    std::fclose(file);
    return bytes;
}

const Bytes& built_rom() {
    static const Bytes bytes = read_built("rom.bin");
    return bytes;
}

const Bytes& built_image() {
    static const Bytes bytes = read_built("kinglet.bin");
    return bytes;
}

Board::Board(std::span<const u8> flash, chip::Straps straps, u32 flash_size)
    : flash_(chip::FlashContents::in_memory(flash_size)) {
    std::copy(flash.begin(), flash.end(), flash_->data());
    chip::MachineConfig config;
    config.rom = built_rom();
    config.flash = flash_.get();
    config.straps = straps;
    std::string error;
    machine_ = chip::Machine::create(config, error);
    if (machine_ == nullptr) {
        std::fprintf(stderr, "no machine: %s\n", error.c_str());
        std::exit(1);
    }
    machine_->uart0().attach(this);
}

bool Board::run_until_text(std::string_view text, u64 milliseconds) {
    awaited_ = text;
    const u64 end = machine_->stats().nanoseconds + milliseconds * 1'000'000;
    while (true) {
        const auto found = output_.find(awaited_, taken_);
        if (found != std::string::npos) {
            taken_ = found + awaited_.size();
            awaited_.clear();
            return true;
        }
        const u64 now = machine_->stats().nanoseconds;
        if (now >= end) return false;
        if (machine_->run_for(end - now) == chip::StopReason::Halted) {
            if (output_.find(awaited_, taken_) == std::string::npos) return false;
        }
    }
}

void Board::send(std::string_view text) {
    machine_->uart0().receive({reinterpret_cast<const u8*>(text.data()), text.size()});
}

u32 Board::word(u32 address) {
    u32 value = 0;
    EXPECT_TRUE(machine_->bus().peek(address, &value, sizeof value)) << std::hex << address;
    return value;
}

void Board::frame_sent(const chip::SerialFrame& frame) {
    output_.push_back(static_cast<char>(frame.byte));
    baud_ = frame.baud();
    if (!awaited_.empty() && output_.size() >= taken_ + awaited_.size() && output_.ends_with(awaited_)) {
        machine_->request_stop();
    }
}

}  // namespace kinglet::system_test
