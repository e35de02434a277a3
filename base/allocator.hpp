// Allocator: memory that a part of the program is handed from outside, and that may be refused at any time.
// The implementer (the Python heap, malloc, a test) outlives its users.
#pragma once

#include "base/integers.hpp"

namespace kinglet {

class Allocator {
  public:
    /// `bytes` of memory aligned for a pointer, or null.
    [[nodiscard]] virtual void* allocate(usize bytes) = 0;
    /// Gives back what `allocate(bytes)` returned.
    virtual void release(void* memory, usize bytes) = 0;

  protected:
    ~Allocator() = default;
};

}  // namespace kinglet
