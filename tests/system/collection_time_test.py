#!/usr/bin/env python3
"""The longest collection of a full heap takes under 10 ms of the board's time, whatever the heap is full of (bench/memory/collection.py)."""
import os
import re
import unittest

import command

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "bench", "memory", "collection.py")
LIMIT = 800_000  # cycles: 10 ms at 80 MHz
MOST_FREE = 16384  # bytes: a heap with more room than that was not full
KINDS = 25


class LongestCollection(command.CommandTest):
    def test_is_short_for_every_kind_of_heap(self):
        result = self.call("run", "--timeout", "600", PROGRAM, wall_limit=1200)
        self.assertEqual(result.status, 0, result.err[-2000:])
        found = re.findall(r"^(\d+)\t(\w+), (\d+) free$", result.out.decode(), re.M)
        self.assertEqual(len(found), KINDS, result.out)
        for cycles, kind, free in found:
            with self.subTest(kind=kind):
                self.assertLess(int(free), MOST_FREE)
                self.assertLess(int(cycles), LIMIT)


if __name__ == "__main__":
    command.main()
