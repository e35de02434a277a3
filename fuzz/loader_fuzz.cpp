// Whatever is said to the boot ROM's serial loader: packets right and wrong, damaged, cut, with addresses of
// every kind, and plain noise. The emulator takes no harm, and a board cannot be bricked: after a reset with
// GPIO0 low the loader answers again.
//   loader_fuzz [--boards N] [--seed N] ROM.bin
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "chip/devices/flash_contents.hpp"
#include "chip/devices/serial_line.hpp"
#include "chip/machine.hpp"
#include "fuzz/random.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;
using Bytes = std::vector<u8>;

constexpr u32 kPacketsOfABoard = 60;
constexpr u32 kBaud = 921600;
constexpr u64 kMillisecond = 1'000'000;
constexpr chip::LineSettings kLine{.baud = kBaud, .format = {}};

Bytes read_file(const char* path) {
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) {
        std::fprintf(stderr, "loader_fuzz: cannot read %s\n", path);
        std::exit(1);
    }
    Bytes bytes(1 << 16);
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
    std::fclose(file);
    return bytes;
}

void append_word(Bytes& out, u32 word) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<u8>(word >> shift));
}

/// A number as it occurs in commands.
u32 some_number() {
    constexpr u32 kInteresting[] = {0,          1,          4,          0x400,      0x1000,     0x1800,
                                    0x1801,     0x10000,    0x100000,   0x3FFE8000, 0x3FFFA000, 0x3FFFC000,
                                    0x3FFFFFFC, 0x40000000, 0x40001000, 0x40100000, 0x40108000, 0x4010FFFC,
                                    0x40200000, 0x60000000, 0x60000014, 0x60000200, 0x60000300, 0x60000700,
                                    0x60000900, 0x3FF00000, 0x3FF20000, 0xFFFFFFFF};
    const u32 kind = below(4);
    if (kind == 0) return random_word();
    if (kind == 1) return below(64);
    return kInteresting[below(std::size(kInteresting))] + (below(4) == 0 ? below(32) : 0);
}

/// Sequence, length and checksum are mostly right: wrong ones are soon refused.
Bytes data_packet(u8 opcode, u32 sequence) {
    Bytes block(below(16) == 0 ? below(0x1900) : below(64));
    for (u8& byte : block) byte = static_cast<u8>(random_word());
    u8 sum = 0xEF;
    for (const u8 byte : block) sum ^= byte;
    Bytes data;
    append_word(data, below(16) == 0 ? some_number() : static_cast<u32>(block.size()));
    append_word(data, below(16) == 0 ? some_number() : sequence);
    append_word(data, 0);
    append_word(data, 0);
    data.insert(data.end(), block.begin(), block.end());
    Bytes packet = {0, opcode, static_cast<u8>(data.size()), static_cast<u8>(data.size() >> 8)};
    append_word(packet, below(16) == 0 ? some_number() : sum);
    packet.insert(packet.end(), data.begin(), data.end());
    return packet;
}

Bytes some_packet(u32& sequence) {
    const u8 opcode = static_cast<u8>(below(8) == 0 ? random_word() : 2 + below(10));
    if ((opcode == 3 || opcode == 7) && below(4) != 0) return data_packet(opcode, sequence++);
    if (opcode == 2 || opcode == 5) sequence = 0;
    constexpr u8 kWords[] = {0, 0, 4, 4, 1, 4, 2, 5, 9, 4, 1, 6};
    const u32 words = opcode < std::size(kWords) && below(8) != 0 ? kWords[opcode] : below(12);
    Bytes data;
    for (u32 i = 0; i < words; ++i) append_word(data, some_number());
    if (opcode == 8 && below(4) != 0) {
        data = {7, 7, 0x12, 0x20};
        data.resize(36, 0x55);
    }
    if (below(16) == 0) data.resize(below(80));
    const u32 length = below(16) == 0 ? random_word() : static_cast<u32>(data.size());
    Bytes packet = {static_cast<u8>(below(32) == 0), opcode, static_cast<u8>(length),
                    static_cast<u8>(length >> 8)};
    append_word(packet, some_number());
    packet.insert(packet.end(), data.begin(), data.end());
    return packet;
}

/// On the line, sometimes damaged.
Bytes framed(const Bytes& packet) {
    Bytes line = {0xC0};
    for (const u8 byte : packet) {
        if (byte == 0xC0 || byte == 0xDB) {
            line.push_back(0xDB);
            line.push_back(byte == 0xC0 ? 0xDC : 0xDD);
        } else {
            line.push_back(byte);
        }
    }
    line.push_back(0xC0);
    if (below(8) == 0) line[below(static_cast<u32>(line.size()))] = static_cast<u8>(random_word());
    if (below(16) == 0) line.resize(below(static_cast<u32>(line.size()) + 1));
    return line;
}

class LoaderBoard final : private chip::SerialPort {
  public:
    explicit LoaderBoard(const Bytes& rom) : flash_(chip::FlashContents::in_memory(512 << 10)) {
        chip::MachineConfig config;
        config.rom = rom;
        config.flash = flash_.get();
        config.straps.gpio0 = false;
        config.seed = random_word();
        std::string error;
        machine_ = chip::Machine::create(config, error);
        if (machine_ == nullptr) std::abort();
        machine_->uart0().attach(this);
        run(50);
    }

    void run(u64 milliseconds) { (void)machine_->run_for(milliseconds * kMillisecond); }

    void send(const Bytes& line) {
        output_.clear();
        machine_->uart0().receive(line, kLine);
        run(2 + line.size() * 11'000 / kBaud);
        if (below(8) == 0) machine_->uart0().receive_break(kLine);
        if (below(16) == 0) machine_->uart0().discard_receiving();
    }

    void reset() {
        machine_->uart0().discard_receiving();
        machine_->set_reset_pin(false);
        run(1);
        machine_->set_reset_pin(true);
        run(50);
    }

    /// As a tool does it: several times, because the first is used up by the measurement of the rate.
    bool answers() {
        Bytes sync = {0xC0, 0, 8, 36, 0, 0, 0, 0, 0, 7, 7, 0x12, 0x20};
        sync.resize(sync.size() + 32, 0x55);
        sync.push_back(0xC0);
        for (int tries = 0; tries < 5; ++tries) {
            output_.clear();
            machine_->uart0().receive(sync, kLine);
            run(20);
            if (output_.find(std::string("\xC0\x01\x08\x02\x00\x07\x07\x12\x20\x00\x00\xC0", 12)) !=
                std::string::npos)
                return true;
        }
        return false;
    }
    const std::string& output() const { return output_; }

  private:
    void frame_sent(const chip::SerialFrame& frame) override {
        output_.push_back(static_cast<char>(frame.byte));
    }

    std::unique_ptr<chip::FlashContents> flash_;
    std::unique_ptr<chip::Machine> machine_;
    std::string output_;
};

/// Null, or what went wrong.
const char* torment(const Bytes& rom) {
    LoaderBoard board(rom);
    if (!board.answers()) return "no answer to the first SYNC";
    u32 sequence = 0;
    for (u32 i = 0; i < kPacketsOfABoard; ++i) {
        if (below(16) == 0) {
            Bytes noise(below(300));
            for (u8& byte : noise) byte = static_cast<u8>(random_word());
            board.send(noise);
        } else {
            board.send(framed(some_packet(sequence)));
        }
        if (below(16) != 0) continue;
        board.reset();  // a packet may have started a program
        if (!board.answers()) return "no answer after a reset";
    }
    board.reset();
    return board.answers() ? nullptr : "no answer at the end";
}

}  // namespace

int main(int count, char** arguments) {
    u64 boards = 20;
    const char* path = nullptr;
    for (int i = 1; i < count; ++i) {
        if (std::strcmp(arguments[i], "--boards") == 0 && i + 1 < count) {
            boards = std::strtoull(arguments[++i], nullptr, 0);
        } else if (std::strcmp(arguments[i], "--seed") == 0 && i + 1 < count) {
            random_state = std::strtoull(arguments[++i], nullptr, 0) * 2 + 1;
        } else {
            path = arguments[i];
        }
    }
    if (path == nullptr) {
        std::fprintf(stderr, "usage: loader_fuzz [--boards N] [--seed N] ROM.bin\n");
        return 2;
    }
    const Bytes rom = read_file(path);
    for (u64 i = 0; i < boards; ++i) {
        const u64 state = random_state;
        const char* const trouble = torment(rom);
        if (trouble == nullptr) continue;
        std::printf("board of state %llx: %s\n", static_cast<unsigned long long>(state), trouble);
        return 1;
    }
    std::printf("%llu boards\n", static_cast<unsigned long long>(boards));
    return 0;
}
