#!/usr/bin/env python3
"""What single operations cost in instructions: the table of docs/vm.md.

  costs.py [--desktop] [--check] [TEXT ...]    TEXT: only operations whose name holds one of them

Each operation stands in a loop over a range, in a function; its cost is what a turn of the loop takes, less a turn
without it. On the virtual chip the count is exact and the same in every run. --desktop counts kinglet-py's too
(valgrind). --check compares the chip's counts with those of docs/vm.md: an operation that costs more than a tenth
above what is written there fails, and so does one that is missing there.
"""

import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TURNS = 1000
DOCUMENT = os.path.join(ROOT, "docs", "vm.md")

SET_UP = """
class Thing:
    shared = 5
    def __init__(self):
        self.x = 1
    def method(self):
        pass
    def add(self, a):
        return a
    @property
    def computed(self):
        return 1
    def __add__(self, other):
        return self
class Derived(Thing):
    def method(self):
        super().method()
def nothing():
    pass
def three(a, b, c=3):
    return a
def endless():
    while True:
        yield 1
value = 7
def run(turns):
    thing, derived, numbers, pair = Thing(), Derived(), [1, 2, 3, 4], (1, 2)
    words, by_number = {"one": 1, "two": 2}, {n: n for n in range(20)}
    text, data, generator, f, n = "some text", bytearray(8), endless(), 1.5, 3
    for _ in range(turns):
        OPERATION
"""

# What is measured: its name in the document and the statement.
OPERATIONS = [
    ("add of small ints", "n + n"),
    ("add of a constant", "n + 1"),
    ("multiplication of small ints", "n * n"),
    ("floor division of small ints", "n // 3"),
    ("add of floats", "f + f"),
    ("multiplication of floats", "f * f"),
    ("comparison and branch", "if n < 5: n = 3"),
    ("move of a local", "other = n"),
    ("global read", "other = value"),
    ("builtin read", "other = len"),
    ("attribute read", "other = thing.x"),
    ("attribute written", "thing.x = n"),
    ("class attribute read", "other = thing.shared"),
    ("property read", "other = thing.computed"),
    ("list index", "other = numbers[2]"),
    ("list item written", "numbers[2] = n"),
    ("tuple index", "other = pair[1]"),
    ("str index", "other = text[3]"),
    ("bytearray index", "other = data[3]"),
    ("bytearray item written", "data[3] = n"),
    ("dict lookup, str", "other = words['two']"),
    ("dict item written, str", "words['two'] = n"),
    ("dict lookup, int, 20 entries", "other = by_number[n]"),
    ("membership in a dict", "if 'two' in words: pass"),
    ("list of two made", "other = [n, n]"),
    ("tuple of two made", "other = (n, n)"),
    ("unpacking of a tuple", "a, b = pair"),
    ("slice of a list", "other = numbers[1:3]"),
    ("call of a function", "nothing()"),
    ("call with arguments and a default", "three(n, n)"),
    ("call with keywords", "three(n, b=n)"),
    ("call with a starred tuple", "three(*pair)"),
    ("method call", "thing.method()"),
    ("method call with an argument", "thing.add(n)"),
    ("super() and method call", "derived.method()"),
    ("operator method", "thing + n"),
    ("object made, with __init__", "Thing()"),
    ("call of len()", "len(numbers)"),
    ("call of isinstance()", "isinstance(n, int)"),
    ("builtin method call", "text.startswith('so')"),
    ("list append and pop", "numbers.append(n); numbers.pop()"),
    ("next() of a generator", "next(generator)"),
    ("for loop over a list of four", "for other in numbers: pass"),
    ("comprehension over four", "[other for other in numbers]"),
    ("exception raised and caught", "\n        try: raise ValueError\n        except ValueError: pass"),
    ("try without an exception", "\n        try: pass\n        except ValueError: pass"),
    ("str concatenation", "other = text + text"),
    ("f-string of an int", "other = f'{n}'"),
    ("str comparison", "if text == 'other text': pass"),
]


def chip_count(path):
    done = subprocess.run([os.path.join(ROOT, "build/bin/kinglet"), "run", "--stats", path], capture_output=True,
                          text=True)
    found = re.search(r"^stats: instructions=(\d+)", done.stderr, re.M)
    if done.returncode != 0 or found is None:
        sys.exit(f"costs.py: status {done.returncode}\n{done.stdout}{done.stderr}")
    return int(found[1])


def desktop_count(path):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
                           os.path.join(ROOT, "build/bin/kinglet-py"), path], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None:
        sys.exit(f"costs.py: status {done.returncode}\n{done.stderr}")
    return int(found[1])


def cost_of(statement, count, folder):
    """Instructions that a turn of the loop takes."""
    counts = []
    for turns in (TURNS, 2 * TURNS):
        with tempfile.NamedTemporaryFile("w", suffix=".py", dir=folder) as program:
            program.write(SET_UP.replace("OPERATION", statement) + f"run({turns})\n")
            program.flush()
            counts.append(count(program.name))
    return (counts[1] - counts[0]) / TURNS


def documented():
    """The chip's column of the table in docs/vm.md."""
    with open(DOCUMENT, encoding="utf-8") as file:
        rows = re.findall(r"^\| ([^|]+?) \| `[^|]*` \| (\d+) \|", file.read(), re.M)
    return {name: int(cost) for name, cost in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--desktop", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("texts", nargs="*")
    arguments = parser.parse_args()
    wanted = [each for each in OPERATIONS if not arguments.texts or any(text in each[0] for text in arguments.texts)]
    limits = documented() if arguments.check else {}
    counters = [chip_count] + ([desktop_count] if arguments.desktop else [])
    failures = []
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        empty = [cost_of("pass", count, folder) for count in counters]
        rows = [("loop step", "for _ in range(n)", *empty)]
        costs = pool.map(lambda each: [cost_of(each[1], count, folder) for count in counters], wanted)
        for (name, statement), cost in zip(wanted, costs):
            rows.append((name, " ".join(statement.split()), *(c - e for c, e in zip(cost, empty))))
    for name, statement, *costs in rows:
        print(f"| {name} | `{statement}` | " + " | ".join(f"{max(cost, 0):.0f}" for cost in costs) + " |")
        limit = limits.get(name)
        if arguments.check and (limit is None or costs[0] > limit * 1.1 + 1):
            failures.append(f"{name}: {costs[0]:.0f} instructions on the chip, docs/vm.md says {limit}")
    print("\n".join(failures), file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
