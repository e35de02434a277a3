// The memory of the real-time clock, which answers whole words only. In instruction RAM: a fault report is
// kept there.
#include "device/hal/rtc_memory.hpp"

#include "base/attributes.hpp"
#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"

namespace kinglet::hal {

static_assert(RtcMemory::kWords * sizeof(u32) == soc::kRtcMemorySize);

IRAM u32 RtcMemory::read(u32 word) {
    return soc::read_register(soc::kRtcMemoryBase + word * sizeof(u32));
}

IRAM void RtcMemory::write(u32 word, u32 value) {
    soc::write_register(soc::kRtcMemoryBase + word * sizeof(u32), value);
}

}  // namespace kinglet::hal
