// The button that boards have at GPIO0 (FLASH). The boot ROM has looked at it before: held down at reset it
// means the serial bootloader.
#pragma once

namespace kinglet::firmware {

bool is_boot_button_pressed();

}  // namespace kinglet::firmware
