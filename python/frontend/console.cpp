#include "python/frontend/console.hpp"

#include "base/flash.hpp"

namespace kinglet::frontend {

void Console::do_write(const char* bytes, usize count) {
    // The bytes may lie in flash, and each line end grows by one.
    u8 chunk[64];
    usize filled = 0;
    for (usize i = 0; i < count; ++i) {
        const u8 byte = flash_byte(bytes + i);
        if (byte == '\n') chunk[filled++] = '\r';
        chunk[filled++] = byte;
        if (filled + 2 > sizeof chunk) {
            stream_.write_all({chunk, filled});
            filled = 0;
        }
    }
    stream_.write_all({chunk, filled});
}

void Console::do_write_raw(const char* bytes, usize count) {
    u8 chunk[64];
    while (count != 0) {
        const usize taken = count < sizeof chunk ? count : sizeof chunk;
        flash_copy(chunk, bytes, taken);
        stream_.write_all({chunk, taken});
        bytes += taken;
        count -= taken;
    }
}

}  // namespace kinglet::frontend
