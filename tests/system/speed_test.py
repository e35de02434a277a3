#!/usr/bin/env python3
"""How many million instructions of the guest the chip does in a second of wall clock, on busy Python code. Printed, not judged: the figure
belongs to the machine (bench/run.sh has more of them; the aim is 80 on one core)."""
import re

import command

PROGRAM = """
def work(n):
    total = 0
    table = [i * 7 % 31 for i in range(32)]
    for i in range(n):
        total = total + table[i & 31] * i % 11
    return total
print(work(200000))
"""


class Speed(command.CommandTest):
    def test_busy_python_code(self):
        result = self.run_program(PROGRAM, "--stats")
        self.assertEqual((result.status, result.out), (0, b"875015\n"), result.err)
        figures = re.search(rb"instructions=(\d+) .*wall_ms=([\d.]+)", result.err)
        instructions, milliseconds = int(figures.group(1)), float(figures.group(2))
        self.assertGreater(instructions, 10_000_000)
        print(f"{instructions / milliseconds / 1000:.0f} Minst/s ({instructions} instructions in {milliseconds:.0f} ms)")


if __name__ == "__main__":
    command.main()
