#!/usr/bin/env python3
"""The same inputs give the same run, to the byte and to the cycle; the seed changes the random numbers only."""
import re

import command

PROGRAM = """
import gc, time, random
print([random.getrandbits(30) for i in range(3)])
total = 0
for i in range(20000):
    total += i % 7
    if i % 4000 == 0:
        time.sleep_ms(3)
        print(i, total, gc.mem_free(), time.ticks_us())
d = {str(i): [i] * 5 for i in range(200)}
print(sorted(d)[:5], 0.1 + 0.2, 2 ** 100)
"""


class Determinism(command.CommandTest):
    def figures(self, *options):
        result = self.run_program(PROGRAM, "--stats", *options)
        self.assertEqual(result.status, 0, result.err)
        stats = re.search(rb"instructions=\d+ cycles=\d+ virtual_ms=[\d.]+", result.err).group()
        heap = re.search(rb"heap_used=\d+ heap_free=\d+", result.err).group()
        return result.out, stats, heap

    def test_a_program_runs_the_same_each_time(self):
        first = self.figures()
        for options in ((), (), ("--realtime",), ("-v",), ("--seed", "1"), ("--timeout", "100")):
            self.assertEqual(self.figures(*options), first, options)

    def test_the_seed_changes_random_numbers_only(self):
        out, _, _ = self.figures()
        other, _, _ = self.figures("--seed", "2")
        self.assertEqual(self.figures("--seed", "2")[0], other)
        lines, other_lines = out.split(b"\n"), other.split(b"\n")
        self.assertNotEqual(lines[0], other_lines[0])
        drop_time = re.compile(rb" \d+$")
        self.assertEqual([drop_time.sub(b"", line) for line in lines[1:]], [drop_time.sub(b"", line) for line in other_lines[1:]])

    def test_a_session_runs_the_same_each_time(self):
        keys = ("import time, gc\rfor i in range(3): time.sleep_ms(5); print(i)\r\rtime.ticks_us()\rinput()\rabc\r"
                "while True: pass\r\r\x03time.ticks_us(), time.ticks_cpu()\rgc.mem_free()\r\x04time.ticks_us()\r")
        first = self.session(keys)
        self.assertIn("KeyboardInterrupt", first)
        for _ in range(3):
            self.assertEqual(self.session(keys), first)


if __name__ == "__main__":
    command.main()
