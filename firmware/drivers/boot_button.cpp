#include "firmware/drivers/boot_button.hpp"

#include "soc/esp8266/access.hpp"
#include "soc/esp8266/memory_map.hpp"
#include "soc/esp8266/regs/gpio.hpp"

namespace kinglet::firmware {

bool is_boot_button_pressed() {
    return (soc::read_register(soc::kGpioBase + soc::gpio::IN) & 1) == 0;
}

}  // namespace kinglet::firmware
