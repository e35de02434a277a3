// What a client of RFC 2217 may say, and what it should not: of a stream of data, commands and rubbish that
// is made here, exactly the data reaches the board, whatever the pieces are; the settings stay possible ones;
// and what the server says can be taken apart again.
//   rfc2217_fuzz [--runs N] [--seed N]
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "fuzz/random.hpp"
#include "host/serial/rfc2217.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;

struct RecordingBoard final : host::SerialBoard {
    std::string sent;
    host::ControlLines now;

    void send(std::span<const u8> bytes, const chip::LineSettings&) override {
        sent.append(bytes.begin(), bytes.end());
    }
    void send_break(const chip::LineSettings&) override {}
    void discard_unsent() override {}
    void set_lines(host::ControlLines lines) override { now = lines; }
    host::ControlLines lines() const override { return now; }
};

struct Stream {
    std::string bytes;
    std::string data;  // what of it is for the board
};

constexpr char kIac = static_cast<char>(255), kSb = static_cast<char>(250), kSe = static_cast<char>(240);

char some_byte() {
    return static_cast<char>(below(4) == 0 ? 255 - below(16) : random_word());
}

void append_suboption(Stream& stream) {
    stream.bytes += {kIac, kSb};
    if (below(8) != 0) stream.bytes += {44, static_cast<char>(below(14))};
    for (u32 left = below(16) == 0 ? below(200) : below(6); left != 0; --left) {
        const char byte = some_byte();
        stream.bytes.push_back(byte);
        if (byte == kIac) stream.bytes.push_back(byte);
    }
    stream.bytes.push_back(kIac);
    // Or something that ends it without being an end.
    stream.bytes.push_back(below(8) != 0 ? kSe : static_cast<char>(below(255)));
}

Stream some_stream() {
    Stream stream;
    for (u32 pieces = below(30); pieces != 0; --pieces) {
        switch (below(4)) {
            case 0: append_suboption(stream); break;
            case 1: stream.bytes += {kIac, static_cast<char>(251 + below(4)), some_byte()}; break;
            case 2: stream.bytes += {kIac, static_cast<char>(below(250))}; break;
            default:
                for (u32 left = below(600); left != 0; --left) {
                    const char byte = some_byte();
                    stream.data.push_back(byte);
                    stream.bytes.push_back(byte);
                    if (byte == kIac) stream.bytes.push_back(byte);
                }
        }
    }
    return stream;
}

/// Takes apart what the server says; false when it makes no sense.
bool is_well_formed(const std::string& said) {
    for (usize i = 0; i < said.size(); ++i) {
        if (said[i] != kIac) return false;  // it has no data of its own
        const u8 command = i + 1 < said.size() ? static_cast<u8>(said[++i]) : 0;
        if (command >= 251 && command <= 254) {
            if (++i >= said.size()) return false;
        } else if (command == 250) {
            const usize end = said.find("\xFF\xF0", i);
            if (end == std::string::npos || said[i + 1] != 44 || static_cast<u8>(said[i + 2]) < 100)
                return false;
            i = end + 1;
        } else {
            return false;
        }
    }
    return true;
}

const char* run_once() {
    RecordingBoard board;
    host::Rfc2217 server(board);
    std::string said;
    server.greet(said);
    const Stream stream = some_stream();
    for (usize at = 0; at < stream.bytes.size();) {
        const usize count = std::min<usize>(1 + below(100), stream.bytes.size() - at);
        server.receive({reinterpret_cast<const u8*>(stream.bytes.data()) + at, count}, said);
        at += count;
    }
    if (board.sent != stream.data) return "other data than what was sent";
    if (!is_well_formed(said)) return "nonsense said";
    const chip::LineSettings& line = server.settings();
    if (line.baud == 0 || line.baud > 10'000'000 || line.format.data_bits < 5 || line.format.data_bits > 8 ||
        line.format.stop_half_bits < 2 || line.format.stop_half_bits > 4)
        return "impossible settings";
    return nullptr;
}

}  // namespace

int main(int count, char** arguments) {
    u64 runs = 10'000;
    for (int i = 1; i + 1 < count; i += 2) {
        if (std::strcmp(arguments[i], "--runs") == 0) runs = std::strtoull(arguments[i + 1], nullptr, 0);
        if (std::strcmp(arguments[i], "--seed") == 0)
            random_state = std::strtoull(arguments[i + 1], nullptr, 0) * 2 + 1;
    }
    for (u64 i = 0; i < runs; ++i) {
        const u64 state = random_state;
        const char* const trouble = run_once();
        if (trouble == nullptr) continue;
        std::printf("run of state %llx: %s\n", static_cast<unsigned long long>(state), trouble);
        return 1;
    }
    std::printf("%llu runs\n", static_cast<unsigned long long>(runs));
    return 0;
}
