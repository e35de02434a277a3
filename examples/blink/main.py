# Blinks the red LED of an Adafruit Feather HUZZAH (GPIO0, lit when low) by the chip's own registers.
import time
import uctypes

GPIO = 0x60000300
ENABLE_SET = 0x10
OUT_SET, OUT_CLEAR = 0x04, 0x08
LED = 1 << 0

registers = uctypes.struct(GPIO, {"out_set": OUT_SET | uctypes.UINT32, "out_clear": OUT_CLEAR | uctypes.UINT32,
                                  "enable_set": ENABLE_SET | uctypes.UINT32})

registers.out_set = LED
registers.enable_set = LED
while True:
    registers.out_clear = LED
    time.sleep_ms(250)
    registers.out_set = LED
    time.sleep_ms(250)
