#include "fuzz/board_fuzz.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace kinglet::fuzz {

namespace {

Bytes read_file(const char* name, const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "%s: cannot read %s\n", name, path);
        std::exit(1);
    }
    Bytes bytes(1 << 20);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
    std::fclose(file);
    return bytes;
}

}  // namespace

BoardCommand read_command(int count, char** arguments, const char* name, const char* option, u64 amount) {
    std::vector<const char*> paths;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], option) == 0 && i + 1 < count) {
            amount = std::strtoull(arguments[++i], nullptr, 0);
        } else if (std::strcmp(arguments[i], "--seed") == 0 && i + 1 < count) {
            random_state = std::strtoull(arguments[++i], nullptr, 0) * 2 + 1;
        } else {
            paths.push_back(arguments[i]);
        }
    }
    if (paths.size() != 2) {
        std::fprintf(stderr, "usage: %s [%s N] [--seed N] ROM.bin KINGLET.bin\n", name, option);
        std::exit(2);
    }
    return {amount, read_file(name, paths[0]), read_file(name, paths[1])};
}

RecordedBoard::RecordedBoard(const Bytes& rom, const Bytes& image)
    : flash_(chip::FlashContents::in_memory(1 << 20)) {
    std::copy(image.begin(), image.end(), flash_->data());
    chip::MachineConfig config;
    config.rom = rom;
    config.flash = flash_.get();
    std::string error;
    machine_ = chip::Machine::create(config, error);
    if (machine_ == nullptr) std::abort();
    machine_->uart0().attach(this);
}

}  // namespace kinglet::fuzz
