// What the firmware does once the floor stands.
#include <span>
#include <string_view>

#include "base/flash.hpp"
#include "device/hal/uart.hpp"

namespace kinglet::firmware {
namespace {

/// Texts lie in flash and are read from there by words.
void print(std::string_view text) {
    hal::Uart& line = hal::Uart::console();
    for (usize i = 0; i < text.size(); ++i) {
        const u8 byte = flash_byte(text.data() + i);
        line.write_all({&byte, 1});
    }
}

}  // namespace
}  // namespace kinglet::firmware

extern "C" void firmware_main() {
    using namespace kinglet;
    firmware::print("Kinglet\r\n");
    hal::Uart& line = hal::Uart::console();
    while (true) {
        u8 buffer[64];
        const usize count = line.read(buffer);
        if (count == 0) {
            line.wait(hal::Readiness::Readable, hal::kForever);
        } else {
            line.write_all({buffer, count});
        }
    }
}
