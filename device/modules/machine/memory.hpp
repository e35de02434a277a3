// machine.mem8, mem16 and mem32: the address space, as it is. Nothing is checked but the alignment: a wrong
// address is a fault of the chip.
#pragma once

#include "python/runtime/object.hpp"

namespace kinglet::modules {

struct MemoryObject {
    runtime::Object header;
    u32 width;  // in bytes
};

extern const MemoryObject memory8, memory16, memory32;

}  // namespace kinglet::modules
