// SnapshotFile: a machine's snapshot with what is needed to go on from it, as a file. docs/spec/snapshot.md
// has the layout. Nothing in such a file is trusted: a wrong one is refused with the reason.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "chip/machine.hpp"

namespace kinglet::chip {

/// What a snapshot belongs to: sums of the files; 0: none, or not known.
struct SnapshotOwner {
    u64 rom = 0;
    u64 image = 0;
};

/// A sum of a file's bytes, never 0.
u64 sum_of(std::span<const u8> bytes);

/// The machine as it is between two runs, and what its host wants to keep with it.
std::vector<u8> make_snapshot_file(Machine& machine, const SnapshotOwner& owner, std::string_view host);

/// Makes the machine the one of the file, and gives back what the host had kept. False with `error` set; the
/// machine is then as it was, or off when the damage shows late (Machine::restore()).
[[nodiscard]] bool restore_snapshot_file(Machine& machine, const SnapshotOwner& owner,
                                         std::span<const u8> file, std::string& host, std::string& error);

}  // namespace kinglet::chip
