// The window through which code and constants in flash are seen. While it is closed nothing in flash may be
// touched: no code, no constant, no vtable.
#pragma once

#include "base/integers.hpp"

namespace kinglet::firmware {

/// Opens the window at 0x40200000 onto the flash's first MiB, with all 32 KiB of cache, forgetting what was
/// cached.
void open_flash_window();

void close_flash_window();

/// Closes the window and masks every interrupt but those of the serial line (whose handler touches RAM only)
/// while it lives. Used in instruction RAM only.
class FlashWindowClosed {
  public:
    FlashWindowClosed();
    ~FlashWindowClosed();
    FlashWindowClosed(const FlashWindowClosed&) = delete;
    FlashWindowClosed& operator=(const FlashWindowClosed&) = delete;

  private:
    u32 enabled_;
};

}  // namespace kinglet::firmware
