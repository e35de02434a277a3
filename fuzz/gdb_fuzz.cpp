// Whatever a debugger says: packets right and wrong, damaged and cut, at any moment. The emulator takes no
// harm, every answer is a packet, and who connects afterwards is answered.
//   gdb_fuzz [--sessions N] [--seed N] ROM.bin KINGLET.bin
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iterator>

#include "chip/gdb/session.hpp"
#include "fuzz/board_fuzz.hpp"

namespace {

using namespace kinglet;
using namespace kinglet::fuzz;
using chip::gdb::PacketReader;

constexpr u32 kPackets = 200;
constexpr u64 kMostCycles = 30'000;
constexpr unsigned kMostSeconds = 120;

std::string hex(u32 number) {
    char text[16];
    std::snprintf(text, sizeof text, "%x", number);
    return text;
}

u32 some_number() {
    constexpr u32 kInteresting[] = {0,          1,          2,          0x20,       0x2E6,
                                    0x3FF00000, 0x3FFE8000, 0x3FFFFFFC, 0x40000000, 0x40000080,
                                    0x40100000, 0x40201000, 0x60000000, 0x60000200, 0x60000300,
                                    0x60000700, 0x60000F00, 0x7FFFFFFF, 0xFFFFFFFF};
    if (below(6) == 0) return random_word();
    if (below(4) == 0) return below(64);
    return kInteresting[below(std::size(kInteresting))] + (below(3) == 0 ? below(64) : 0);
}

std::string some_bytes(u32 count) {
    std::string text;
    for (u32 i = 0; i < count; ++i) text += hex(256 + below(256)).substr(1);
    return text;
}

std::string some_packet() {
    const std::string address = hex(some_number()), length = hex(below(8) ? below(40) : some_number());
    const u32 size = below(24);
    switch (below(24)) {
        case 0: return "g";
        case 1: return "G" + some_bytes(below(4) ? 88 : below(100));
        case 2: return "p" + address;
        case 3: return "P" + address + "=" + some_bytes(below(8) ? 4 : below(6));
        case 4:
        case 5: return "m" + address + "," + length;
        case 6: return "M" + address + "," + hex(size) + ":" + some_bytes(size);
        case 7:
            return "X" + address + "," + hex(size) + ":" +
                   std::string(size, static_cast<char>(random_word()));
        case 8:
        case 9: return "Z" + hex(below(6)) + "," + address + "," + length;
        case 10: return "z" + hex(below(6)) + "," + address + "," + length;
        case 11: return below(2) ? "c" : "c" + address;
        case 12:
        case 13: return below(2) ? "s" : "s" + address;
        case 14: return "vCont;r" + address + "," + hex(some_number()) + ":1";
        case 15: return below(2) ? "vCont;c" : "vCont;s:1;c";
        case 16: return "qXfer:features:read:target.xml:" + length + "," + hex(some_number());
        case 17: return "qCRC:" + address + "," + length;
        case 18: {
            constexpr const char* kSaid[] = {"reset", "reset halt", "help",   "where",
                                             "fault", "time",       "events", "x"};
            return "qRcmd," + chip::gdb::to_hex(std::string_view(kSaid[below(std::size(kSaid))]));
        }
        case 19: return below(4) ? "C05" : "C05;" + address;
        case 20: return below(4) ? "D" : "!";
        case 21: return below(8) ? "R00" : "k";
        case 22: return "QStartNoAckMode";
        default: return "qSupported:" + some_bytes(size);
    }
}

/// On the line, sometimes damaged.
std::string on_the_line() {
    if (below(20) == 0) return some_bytes(below(30)) + "\x03";
    std::string packet = some_packet();
    if (below(12) == 0 && !packet.empty())
        packet[below(static_cast<u32>(packet.size()))] = static_cast<char>(random_word());
    std::string line = chip::gdb::framed(packet);
    if (below(16) == 0) line[below(static_cast<u32>(line.size()))] = static_cast<char>(random_word());
    if (below(16) == 0) line.resize(below(static_cast<u32>(line.size())));
    return below(10) == 0 ? line + "\x03" : line;
}

struct Debugged {
    explicit Debugged(const BoardCommand& command) : board(command.rom, command.image) {
        program.symbols.add_rom_entries();
        (void)board.machine().run_for(u64{below(40'000'000)});
        board.machine().cpu().set_probe(&session.probe());
        session.connected();
    }
    ~Debugged() { board.machine().cpu().set_probe(nullptr); }

    void hear(const std::string& line) {
        session.receive({reinterpret_cast<const u8*>(line.data()), line.size()});
    }
    /// False when something in the output is no packet.
    bool is_well_formed() {
        PacketReader reader;
        for (const char byte : session.take_output())
            if (reader.take(static_cast<u8>(byte)) == PacketReader::Event::Damaged) return false;
        return true;
    }
    std::string ask(std::string_view text) {
        (void)session.take_output();
        hear(chip::gdb::framed(text));
        PacketReader reader;
        for (const char byte : session.take_output())
            if (reader.take(static_cast<u8>(byte)) == PacketReader::Event::Packet) return reader.text();
        return {};
    }

    RecordedBoard board;
    chip::ProgramInfo program;
    chip::gdb::Session session{board.machine(), program};
};

/// Null, or what went wrong.
const char* torment(const BoardCommand& command) {
    Debugged debugged(command);
    for (u32 i = 0; i < kPackets; ++i) {
        debugged.hear(on_the_line());
        if (!debugged.is_well_formed()) return "an answer that is no packet";
        if (!debugged.session.may_run()) continue;
        chip::Machine& machine = debugged.board.machine();
        const chip::StopReason reason = machine.run_until(machine.clock().now() + 1 + below(kMostCycles));
        debugged.session.ran(reason);
        if (reason == chip::StopReason::PowerCut) machine.reset(chip::ResetCause::PowerOn);
        if (below(30) == 0) {
            debugged.session.disconnected();
            debugged.session.connected();
        }
        if (!debugged.session.may_run() || below(4)) continue;
        // First the end of a packet that was cut off, in which Ctrl-C would be a byte.
        debugged.hear("#00#00\x03");
        if (debugged.session.may_run()) return "Ctrl-C does not stop it";
    }
    debugged.session.connected();
    if (debugged.ask("?") != "S05") return "no answer to ? at the end";
    if (debugged.ask("g").size() != 176) return "no registers at the end";
    return nullptr;
}

}  // namespace

int main(int count, char** arguments) {
    const BoardCommand command = read_command(count, arguments, "gdb_fuzz", "--sessions", 200);
    for (u64 i = 0; i < command.amount; ++i) {
        alarm(kMostSeconds);
        const u64 state = random_state;
        const char* const trouble = torment(command);
        if (trouble == nullptr) continue;
        std::printf("session of state %llx: %s\n", static_cast<unsigned long long>(state), trouble);
        return 1;
    }
    std::printf("%llu sessions\n", static_cast<unsigned long long>(command.amount));
    return 0;
}
