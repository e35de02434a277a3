// What hangs on an SPI bus, seen byte by byte: a chip select that falls, bytes both ways, a chip select that
// rises. Dual and quad phases arrive as the same bytes; the controller accounts for their shorter time.
#pragma once

#include "base/integers.hpp"

namespace kinglet::chip {

class SpiSlave {
  public:
    virtual void select() = 0;
    /// One byte out to the slave, and the byte that it sends at the same time.
    virtual u8 exchange(u8 byte) = 0;
    virtual void deselect() = 0;

  protected:
    ~SpiSlave() = default;
};

}  // namespace kinglet::chip
