#!/usr/bin/env python3
"""The chip as a whole, as the module machine shows it."""
import command

FIGURES = """
import machine, time
print(machine.reset_cause() == machine.PWRON_RESET, machine.unique_id(), machine.freq())
def off_by():
    start = time.ticks_us()
    time.sleep_us(500)
    time.sleep_ms(2)
    return abs(time.ticks_diff(time.ticks_us(), start) - 2500)
print(off_by() < 100)
machine.freq(160000000)
print(machine.freq(), off_by() < 100)
machine.freq(80000000)
try:
    machine.freq(40000000)
except ValueError as error:
    print(error)
start = time.ticks_us()
machine.idle()
print(time.ticks_diff(time.ticks_us(), start) < 1500)
state = machine.disable_irq()
inner = machine.disable_irq()
machine.enable_irq(inner)
print(state, inner)
machine.enable_irq(state)
print(machine.disable_irq())
machine.enable_irq(0)
"""

MEMORY = """
import uctypes
from machine import mem8, mem16, mem32
print(mem8, mem16, mem32)
area = bytearray(8)
at = uctypes.addressof(area)
mem32[at] = 0xFEDCBA98
mem16[at + 4] = 0x51234
mem8[at + 7] = -1
print(area, hex(mem32[at]), hex(mem16[at + 2]), hex(mem8[at + 1]))
print(hex(mem8[0x40200000]))
for wrong in (lambda: mem16[1], lambda: mem32[2], lambda: mem8["a"], lambda: mem8[0:1]):
    try:
        wrong()
    except (TypeError, ValueError) as error:
        print(repr(error))
try:
    del mem8[0]
except TypeError as error:
    print(repr(error))
"""


CLOCK = """
import time
from machine import RTC
rtc = RTC()
print(rtc is RTC(0), rtc.datetime()[:5])
rtc.datetime((2026, 11, 21, 0, 23, 59, 59, 998))
first = rtc.datetime()
time.sleep_ms(20)
print(first[:7], 998 <= first[7] <= 999, rtc.datetime()[:7], time.localtime()[:7], time.time())
time.sleep(1)
print(rtc.datetime()[6:] > (0, 9))
for wrong in ((2026, 1, 1), (2026, 1, 1, 0, 0, 0, "a", 0), 5):
    try:
        rtc.datetime(wrong)
    except (TypeError, ValueError) as error:
        print(repr(error))
print(rtc.datetime()[:3])
rtc.datetime((2026, 11, 21, 0, 23, 59, 58, 998877))
print(rtc.datetime()[4:])
"""


class Machine(command.CommandTest):
    def lines(self, program):
        result = self.run_program(program)
        self.assertEqual(result.status, 0, result.err[-2000:])
        return result.out.decode().replace("\r", "").splitlines()

    def test_figures(self):
        self.assertEqual(self.lines(FIGURES), [
            "True b'GNK\\x00' 80000000", "True", "160000000 True", "frequency can only be either 80Mhz or 160MHz", "True", "0 1", "0"])

    def test_memory(self):
        self.assertEqual(self.lines(MEMORY), [
            "<8-bit memory> <16-bit memory> <32-bit memory>",
            "bytearray(b'\\x98\\xba\\xdc\\xfe4\\x12\\x00\\xff') 0xfedcba98 0xfedc 0xba", "0xe9",
            "ValueError('address 1 is not aligned to 2 bytes',)", "ValueError('address 2 is not aligned to 4 bytes',)",
            'TypeError("can\'t convert str to int",)', 'TypeError("can\'t convert slice to int",)',
            "TypeError(\"can't delete memory\",)"])

    def test_clock(self):
        self.assertEqual(self.lines(CLOCK), [
            "True (2000, 1, 1, 5, 0)",
            "(2026, 11, 21, 5, 23, 59, 59) True (2026, 11, 22, 6, 0, 0, 0) (2026, 11, 22, 0, 0, 0, 6) 848620800", "True",
            "ValueError('requested length 8 but object has length 3',)", 'TypeError("can\'t convert str to int",)',
            'TypeError("\'int\' object isn\'t iterable",)', "(2026, 11, 22)", "(23, 59, 58, 998)"])


if __name__ == "__main__":
    command.main()
