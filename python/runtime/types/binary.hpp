// Numbers as bytes in memory: the type codes that struct, array and memoryview share. `Native` sizes and
// alignments are those of the machine.
#pragma once

#include "python/runtime/completion.hpp"

namespace kinglet::runtime {

class Thread;

enum class ByteOrder : u32 { Little, Big };

/// The bytes that a code takes; 0: there is no such code. `is_native`: l and L have the size of a pointer.
u32 binary_size(char code, bool is_native);

/// Writes a number (or for 'O' any value) to `to`, which is RAM. Ints are cut to size as C does; TypeError
/// for what is no number.
Raised binary_store(Thread&, char code, bool is_native, ByteOrder, Value value, u8* to);
/// Reads one from `from`, which may be flash.
Completion binary_load(Thread&, char code, bool is_native, ByteOrder, const u8* from);

}  // namespace kinglet::runtime
