#include "chip/gdb/session.hpp"

#include <algorithm>

#include "chip/gdb/memory.hpp"
#include "chip/gdb/registers.hpp"

namespace kinglet::chip::gdb {

namespace {

constexpr u32 kMostData = 0x1000;  // bytes of memory in a packet

// Errors are numbers of the C library.
constexpr const char* kNoPermission = "E0d";
constexpr const char* kBadAddress = "E0e";
constexpr const char* kBadText = "E16";
constexpr const char* kOk = "OK";
constexpr const char* kUnknown = "";
/// No answer now: the chip runs.
constexpr const char* kLater = "\1";

std::string word_text(u32 word) {
    const u8 bytes[] = {static_cast<u8>(word), static_cast<u8>(word >> 8), static_cast<u8>(word >> 16),
                        static_cast<u8>(word >> 24)};
    return to_hex(bytes);
}

bool take_word(std::string_view& text, u32& word) {
    std::string bytes;
    if (text.size() < 8 || !from_hex(text.substr(0, 8), bytes)) return false;
    word = 0;
    for (u32 i = 0; i < 4; ++i) word |= u32{static_cast<u8>(bytes[i])} << (8 * i);
    text.remove_prefix(8);
    return true;
}

std::string hex(u32 number) {
    char text[16];
    std::snprintf(text, sizeof text, "%x", number);
    return text;
}

}  // namespace

struct Session::Command {
    std::string_view name;
    std::string (Session::*answer)(std::string_view rest);
};

namespace {

/// Packets with the same answer whatever follows.
constexpr struct {
    std::string_view name;
    const char* answer;
} kFixed[] = {
    {"qAttached", "1"},
    {"qfThreadInfo", "m1"},
    {"qsThreadInfo", "l"},
    {"qSymbol:", "OK"},
    {"vCont?", "vCont;c;C;s;S;r"},
    {"vMustReplyEmpty", ""},
    {"H", "OK"},
    {"T", "OK"},
};

}  // namespace

// The first row that a packet begins with is the one.
const Session::Command Session::kCommands[] = {
    {"QStartNoAckMode", &Session::start_no_ack},
    {"qSupported", &Session::supported},
    {"qXfer:features:read:", &Session::transfer},
    {"qRcmd,", &Session::remote_command},
    {"qCRC:", &Session::checksum},
    {"qC", &Session::current_thread},
    {"vCont;", &Session::continue_thread},
    {"vKill", &Session::kill_politely},
    {"?", &Session::last_stop},
    {"g", &Session::read_all},
    {"G", &Session::write_all},
    {"p", &Session::read_one},
    {"P", &Session::write_one},
    {"m", &Session::read_memory},
    {"M", &Session::write_memory},
    {"X", &Session::write_binary},
    {"Z", &Session::insert_point},
    {"z", &Session::remove_point},
    {"c", &Session::go_on},
    {"C", &Session::go_on_with_signal},
    {"s", &Session::go_one},
    {"S", &Session::go_one_with_signal},
    {"D", &Session::detach},
    {"k", &Session::kill},
    {"R", &Session::restart},
    {"!", &Session::extend},
};

void Session::connected() {
    reader_ = {};
    output_.clear();
    latest_.clear();
    acknowledges_ = true;
    is_extended_ = false;
    stop_ = "S05";
    is_running_ = false;
}

void Session::disconnected() {
    execution_.clear();
    is_running_ = true;
}

void Session::receive(std::span<const u8> bytes) {
    for (const u8 byte : bytes) {
        switch (reader_.take(byte)) {
            case PacketReader::Event::None: break;
            case PacketReader::Event::Packet:
                if (acknowledges_) output_ += '+';
                take_packet(reader_.text());
                break;
            case PacketReader::Event::Damaged:
                if (acknowledges_) output_ += '-';
                break;
            case PacketReader::Event::Again:
                if (acknowledges_) output_ += latest_;
                break;
            case PacketReader::Event::Interrupt:
                if (is_running_) send_stop("T02thread:1;");
                break;
        }
    }
}

// A chip that runs hears Ctrl-C only; what else comes, before the answer to `c`, breaks the protocol.
void Session::take_packet(const std::string& packet) {
    if (is_running_ && packet != "k" && packet[0] != 'D') return;
    const std::string text = answer(packet);
    if (text != kLater) send(text);
}

void Session::send(std::string_view text) {
    latest_ = framed(text);
    output_ += latest_;
}

void Session::send_stop(const std::string& text) {
    is_running_ = false;
    stop_ = text;
    send(text);
}

void Session::ran(StopReason reason) {
    if (!is_running_) return;
    const Execution::Stop& stop = execution_.stop();
    switch (stop.reason) {
        case Execution::Stop::Reason::Step: return send_stop("T05thread:1;");
        case Execution::Stop::Reason::Breakpoint: return send_stop("T05thread:1;hwbreak:;");
        case Execution::Stop::Reason::Watchpoint: {
            constexpr const char* kNames[] = {"watch", "rwatch", "awatch"};
            return send_stop(std::string("T05thread:1;") + kNames[static_cast<u32>(stop.watchpoint.kind)] +
                             ':' + hex(stop.address) + ';');
        }
        case Execution::Stop::Reason::None: break;
    }
    if (reason == StopReason::PowerCut) {
        send("W04");
    } else if (reason == StopReason::Halted) {
        send("O" + to_hex("The chip has stopped for good: only a reset ends this.\n"));
        send_stop("T05thread:1;");
    }
}

std::string Session::answer(std::string_view packet) {
    for (const auto& fixed : kFixed)
        if (packet.starts_with(fixed.name)) return fixed.answer;
    for (const Command& command : kCommands) {
        if (packet.starts_with(command.name))
            return (this->*command.answer)(packet.substr(command.name.size()));
    }
    return kUnknown;
}

// What we are.

std::string Session::supported(std::string_view) {
    return "PacketSize=" + hex(kMostBytes) +
           ";qXfer:features:read+;hwbreak+;swbreak+;vContSupported+;QStartNoAckMode+";
}

std::string Session::start_no_ack(std::string_view) {
    acknowledges_ = false;
    return kOk;
}

std::string Session::extend(std::string_view) {
    is_extended_ = true;
    return kOk;
}

std::string Session::current_thread(std::string_view) {
    return "QC1";
}

std::string Session::last_stop(std::string_view) {
    return stop_;
}

std::string Session::transfer(std::string_view text) {
    u32 offset = 0, length = 0;
    if (!take_prefix(text, "target.xml:") || !parse_range(text, offset, length)) return kBadText;
    const std::string& all = target_description();
    if (offset >= all.size()) return "l";
    const std::string part = all.substr(offset, std::min(length, kMostData));
    return (offset + part.size() < all.size() ? "m" : "l") + part;
}

// Registers and memory.

std::string Session::read_all(std::string_view) {
    std::string text;
    for (u32 n = 0; n < kInAll; ++n) {
        u32 value = 0;
        (void)read_register(machine_.cpu(), number_in_all(n), value);
        text += word_text(value);
    }
    return text;
}

std::string Session::write_all(std::string_view text) {
    if (text.size() != kInAll * 8) return kBadText;
    u32 values[kInAll];
    for (u32& value : values)
        if (!take_word(text, value)) return kBadText;
    for (u32 n = 0; n < kInAll; ++n) (void)write_register(machine_.cpu(), number_in_all(n), values[n]);
    return kOk;
}

std::string Session::read_one(std::string_view text) {
    u32 number = 0, value = 0;
    if (!take_hex(text, number) || !text.empty()) return kBadText;
    return read_register(machine_.cpu(), number, value) ? word_text(value) : "xxxxxxxx";
}

std::string Session::write_one(std::string_view text) {
    u32 number = 0, value = 0;
    if (!take_hex(text, number) || !take_prefix(text, "=") || !take_word(text, value) || !text.empty())
        return kBadText;
    return write_register(machine_.cpu(), number, value) ? kOk : kNoPermission;
}

std::string Session::read_memory(std::string_view text) {
    u32 address = 0, length = 0;
    std::string bytes;
    if (!parse_range(text, address, length)) return kBadText;
    if (!length) return kUnknown;
    if (!gdb::read_memory(machine_.bus(), address, std::min(length, kMostData), bytes)) return kBadAddress;
    return to_hex(bytes);
}

std::string Session::store(u32 address, std::string_view bytes) {
    switch (gdb::write_memory(machine_.bus(), address, bytes)) {
        case Written::Everything: return kOk;
        case Written::NothingThere: return kBadAddress;
        case Written::ReadOnly: return kNoPermission;
    }
    return kBadAddress;
}

std::string Session::write_memory(std::string_view text) {
    u32 address = 0, length = 0;
    std::string bytes;
    const usize colon = text.find(':');
    if (colon == std::string_view::npos || !parse_range(text.substr(0, colon), address, length) ||
        !from_hex(text.substr(colon + 1), bytes) || bytes.size() != length)
        return kBadText;
    return store(address, bytes);
}

std::string Session::write_binary(std::string_view text) {
    u32 address = 0, length = 0;
    const usize colon = text.find(':');
    if (colon == std::string_view::npos || !parse_range(text.substr(0, colon), address, length) ||
        text.size() - colon - 1 != length)
        return kBadText;
    return store(address, text.substr(colon + 1));
}

/// The sum that GDB's compare-sections wants: CRC-32 with the highest bit first, from all ones.
std::string Session::checksum(std::string_view text) {
    constexpr u32 kPolynomial = 0x04C11DB7;
    u32 address = 0, length = 0;
    if (!parse_range(text, address, length)) return kBadText;
    u32 sum = ~u32{0};
    std::string bytes;
    for (u32 done = 0; done < length; done += static_cast<u32>(bytes.size())) {
        if (!gdb::read_memory(machine_.bus(), address + done, std::min(length - done, kMostData), bytes))
            return kBadAddress;
        for (const char character : bytes) {
            sum ^= u32{static_cast<u8>(character)} << 24;
            for (u32 bit = 0; bit < 8; ++bit) sum = sum << 1 ^ (sum >> 31 ? kPolynomial : 0);
        }
    }
    return "C" + hex(sum);
}

// Breakpoints and watchpoints: "type,address,kind".

std::string Session::insert_point(std::string_view text) {
    u32 type = 0, address = 0, length = 0;
    // What follows a semicolon are conditions, which we have not said to know.
    if (!take_hex(text, type) || !take_prefix(text, ",") || !parse_range(text, address, length))
        return kBadText;
    if (type <= 1) {
        execution_.add_breakpoint(address);
        return kOk;
    }
    if (type > 4) return kUnknown;
    return execution_.add_watchpoint({static_cast<Execution::WatchKind>(type - 2), address, length})
               ? kOk
               : kBadAddress;
}

std::string Session::remove_point(std::string_view text) {
    u32 type = 0, address = 0, length = 0;
    if (!take_hex(text, type) || !take_prefix(text, ",") || !parse_range(text, address, length))
        return kBadText;
    if (type > 4) return kUnknown;
    if (type <= 1)
        execution_.remove_breakpoint(address);
    else
        execution_.remove_watchpoint({static_cast<Execution::WatchKind>(type - 2), address, length});
    return kOk;
}

// Running.

std::string Session::resume(char how, u32 start, u32 end) {
    if (how == 'c')
        execution_.resume();
    else
        execution_.step(start, end);
    is_running_ = true;
    return kLater;
}

std::string Session::go_from(std::string_view text, char how) {
    u32 address = 0;
    if (!text.empty()) {
        if (!take_hex(text, address) || !text.empty()) return kBadText;
        (void)write_register(machine_.cpu(), kPcNumber, address);
    }
    return resume(how);
}

std::string Session::go_on(std::string_view text) {
    return go_from(text, 'c');
}

std::string Session::go_one(std::string_view text) {
    return go_from(text, 's');
}

/// Signals mean nothing to a chip.
std::string Session::go_on_with_signal(std::string_view text) {
    u32 signal = 0;
    if (!take_hex(text, signal)) return kBadText;
    (void)take_prefix(text, ";");
    return go_from(text, 'c');
}

std::string Session::go_one_with_signal(std::string_view text) {
    u32 signal = 0;
    if (!take_hex(text, signal)) return kBadText;
    (void)take_prefix(text, ";");
    return go_from(text, 's');
}

/// Of the actions the first one counts: there is one thread.
std::string Session::continue_thread(std::string_view text) {
    const std::string_view action = text.substr(0, text.find_first_of(";:"));
    if (action.empty()) return kBadText;
    switch (action[0]) {
        case 'c':
        case 'C': return resume('c');
        case 's':
        case 'S': return resume('s');
        case 'r': {
            u32 start = 0, end = 0;
            if (!parse_range(action.substr(1), start, end)) return kBadText;
            return resume('s', start, end);
        }
        default: return kUnknown;
    }
}

std::string Session::detach(std::string_view) {
    disconnected();
    return kOk;
}

std::string Session::kill(std::string_view) {
    disconnected();
    machine_.cut_power_at(machine_.clock().now());
    return kLater;
}

std::string Session::kill_politely(std::string_view text) {
    (void)kill(text);
    return kOk;
}

std::string Session::restart(std::string_view) {
    if (!is_extended_) return kUnknown;
    machine_.reset(ResetCause::External);
    return kLater;
}

std::string Session::remote_command(std::string_view text) {
    std::string command;
    if (!from_hex(text, command)) return kBadText;
    const std::string said = monitor(command);
    if (said.empty()) return kOk;
    return to_hex(said);
}

}  // namespace kinglet::chip::gdb
