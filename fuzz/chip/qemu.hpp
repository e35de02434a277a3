// Runs an image on QEMU's lx106 and collects what it writes.
#pragma once

#include <vector>

#include "base/integers.hpp"

namespace kinglet::fuzz {

/// The bytes that the program writes with the simulator's call to descriptor 1; empty when QEMU cannot be run
/// or does not end within the time.
std::vector<u8> run_qemu(const std::vector<u8>& image, u32 base, u32 entry);

}  // namespace kinglet::fuzz
