#include "chip/inspect/snapshot_file.hpp"

#include <cstring>

namespace kinglet::chip {

namespace {

// Numbers are little-endian. Behind the head come the host's bytes and the machine's.
constexpr char kMagic[] = "KINGLET SNAPSHOT";
constexpr usize kMagicSize = sizeof kMagic;  // with its zero
/// Changes whenever what Machine::save() writes does.
constexpr u64 kVersion = 1;

enum Field : u32 { kVersionAt, kRomAt, kImageAt, kHostSize, kMachineSize, kHostSum, kSumAt, kFields };
constexpr usize kHeadSize = kMagicSize + kFields * sizeof(u64);
constexpr usize kSummed = kMagicSize + kSumAt * sizeof(u64);

u64 number_at(std::span<const u8> bytes, usize at) {
    u64 number = 0;
    for (u32 i = 0; i < sizeof number; ++i) number |= u64{bytes[at + i]} << (8 * i);
    return number;
}

void append_number(std::vector<u8>& bytes, u64 number) {
    for (u32 i = 0; i < sizeof number; ++i) bytes.push_back(static_cast<u8>(number >> (8 * i)));
}

bool is_other(u64 one, u64 other) {
    return one && other && one != other;
}

}  // namespace

u64 sum_of(std::span<const u8> bytes) {
    u64 sum = 0xCBF29CE484222325;
    for (const u8 byte : bytes) sum = (sum ^ byte) * 0x100000001B3;
    return sum ? sum : 1;
}

std::vector<u8> make_snapshot_file(Machine& machine, const SnapshotOwner& owner, std::string_view host) {
    const std::vector<u8> state = machine.save();
    std::vector<u8> file(kMagic, kMagic + kMagicSize);
    file.reserve(kHeadSize + host.size() + state.size());
    const std::span<const u8> kept(reinterpret_cast<const u8*>(host.data()), host.size());
    const u64 fields[] = {kVersion, owner.rom, owner.image, kept.size(), state.size(), sum_of(kept)};
    for (const u64 number : fields) append_number(file, number);
    append_number(file, sum_of(file));
    file.insert(file.end(), host.begin(), host.end());
    file.insert(file.end(), state.begin(), state.end());
    return file;
}

bool restore_snapshot_file(Machine& machine, const SnapshotOwner& owner, std::span<const u8> file,
                           std::string& host, std::string& error) {
    if (file.size() < kMagicSize || std::memcmp(file.data(), kMagic, kMagicSize) != 0) {
        error = "it is no snapshot";
        return false;
    }
    if (file.size() < kHeadSize) {
        error = "it is cut off";
        return false;
    }
    const auto field = [&](Field which) { return number_at(file, kMagicSize + which * sizeof(u64)); };
    // Another version may have another head, so this comes before all else.
    if (field(kVersionAt) != kVersion) {
        error = "its version is " + std::to_string(field(kVersionAt)) + ", and this kinglet reads version " +
                std::to_string(kVersion);
        return false;
    }
    if (field(kSumAt) != sum_of(file.first(kSummed))) {
        error = "its head is damaged";
        return false;
    }
    const u64 left = file.size() - kHeadSize;
    const u64 host_size = field(kHostSize);
    const u64 machine_size = field(kMachineSize);
    if (host_size > left || machine_size > left - host_size) {
        error = "it is cut off";
        return false;
    }
    if (machine_size + host_size != left) {
        error = "something is behind its end";
        return false;
    }
    if (is_other(field(kRomAt), owner.rom)) {
        error = "it was made with another boot ROM";
        return false;
    }
    if (is_other(field(kImageAt), owner.image)) {
        error = "it was made with another firmware image";
        return false;
    }
    const std::span<const u8> kept = file.subspan(kHeadSize, static_cast<usize>(host_size));
    if (field(kHostSum) != sum_of(kept)) {
        error = "it is damaged";
        return false;
    }
    host.assign(kept.begin(), kept.end());
    return machine.restore(file.subspan(kHeadSize + kept.size()), error);
}

}  // namespace kinglet::chip
