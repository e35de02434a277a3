// The hardware's random number register. Without the radio its noise is the clock's only.
#include "python/stdlib/random/entropy.hpp"

#include "device/hal/clock.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/wdev.hpp"

namespace kinglet::stdlib {

u32 entropy() {
    return soc::read_register(soc::kWdevBase + soc::wdev::RANDOM) ^ hal::system_clock().cycles();
}

}  // namespace kinglet::stdlib
