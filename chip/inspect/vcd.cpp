#include "chip/inspect/vcd.hpp"

#include <algorithm>

#include "chip/devices/pads.hpp"

namespace kinglet::chip {

namespace {

// Identifiers are printable characters.
constexpr char kFirstIdentifier = '!';
constexpr char kReceived = kFirstIdentifier + Pads::kCount;

char identifier(u32 pad) {
    return static_cast<char>(kFirstIdentifier + pad);
}

struct Alias {
    u32 pad;
    const char* name;
};
constexpr Alias kAliases[] = {{1, "U0TXD"}, {2, "U1TXD"}};

}  // namespace

VcdWriter::VcdWriter(Machine& machine, std::FILE* file)
    : machine_(machine), file_(file), written_(machine.clock().picoseconds()) {
    write_header();
    for (u32 pad = 0; pad < Pads::kCount; ++pad)
        watches_.push_back(std::make_unique<Watch>(machine_.pads()[pad], this));
    machine_.uart0().set_arrival_listener(this);
}

VcdWriter::~VcdWriter() {
    machine_.uart0().set_arrival_listener(nullptr);
}

void VcdWriter::write_header() {
    std::fprintf(file_, "$version Kinglet $end\n$timescale 1 ps $end\n$scope module esp8266 $end\n");
    for (u32 pad = 0; pad < Pads::kCount; ++pad)
        std::fprintf(file_, "$var wire 1 %c GPIO%u $end\n", identifier(pad), pad);
    for (const Alias& alias : kAliases)
        std::fprintf(file_, "$var wire 1 %c %s $end\n", identifier(alias.pad), alias.name);
    std::fprintf(file_, "$var wire 1 %c U0RXD $end\n", kReceived);
    std::fprintf(file_, "$upscope $end\n$enddefinitions $end\n#%llu\n$dumpvars\n",
                 static_cast<unsigned long long>(written_));
    for (u32 pad = 0; pad < Pads::kCount; ++pad)
        std::fprintf(file_, "%d%c\n", machine_.pads()[pad].level(), identifier(pad));
    std::fprintf(file_, "1%c\n$end\n", kReceived);
}

/// Time never goes back: a frame may be known of a few cycles after it has begun.
void VcdWriter::write_time(u64 picoseconds) {
    if (picoseconds <= written_) return;
    written_ = picoseconds;
    std::fprintf(file_, "#%llu\n", static_cast<unsigned long long>(picoseconds));
}

void VcdWriter::write_received(u64 until) {
    for (; !received_.empty() && received_.front().picoseconds <= until; received_.pop_front()) {
        const Change& change = received_.front();
        if (change.level == received_level_) continue;
        received_level_ = change.level;
        write_time(change.picoseconds);
        std::fprintf(file_, "%d%c\n", change.level, kReceived);
    }
}

void VcdWriter::on_changed(Wire& wire) {
    const u64 now = machine_.clock().picoseconds();
    write_received(now);
    write_time(now);
    std::fprintf(file_, "%d%c\n", wire.level(), identifier(wire.number()));
}

void VcdWriter::frame_begins(const HostFrame& frame) {
    const u64 now = machine_.clock().picoseconds();
    write_received(now);
    // What was known of a frame that a reset has cut off does not come any more.
    received_.clear();
    const u64 start = frame.start_ns * 1000;
    const u32 bits = frame.format.half_bits() / 2;
    const u32 levels = frame.is_break ? 0 : frame_levels(frame.byte, frame.format);
    const u32 count = frame.is_break ? bits * 2 : bits;
    for (u32 bit = 0; bit < count; ++bit)
        received_.push_back({start + bit * frame.bit_picoseconds, !frame.is_break && (levels >> bit & 1)});
    received_.push_back({start + count * frame.bit_picoseconds, true});
}

void VcdWriter::finish() {
    const u64 now = machine_.clock().picoseconds();
    write_received(now);
    write_time(now);
    std::fflush(file_);
}

}  // namespace kinglet::chip
