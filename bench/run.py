#!/usr/bin/env python3
"""Runs the programs of bench/programs and prints what each costs, less an empty program.

  run.py [--no-chip] [--no-desktop] [NAME ...]        NAME: a program, or a part of its name; none: all

On the virtual chip: instructions and cycles (the same in every run) and million guest instructions a second of
wall clock (which depends on the machine). On the desktop, if valgrind is installed: the instructions of kinglet-py.
With MICROPYTHON=/path in the environment that program runs the same files under valgrind; the ratio of our
instructions to its own follows, and at the end the geometric mean and the worst. A program that prints other
things there than here is marked.
"""

import argparse
import concurrent.futures
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = os.path.join(ROOT, "bench", "programs")
KINGLET = os.path.join(ROOT, "build", "bin", "kinglet")
KINGLET_PY = os.path.join(ROOT, "build", "bin", "kinglet-py")
VALGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]


def on_chip(path):
    """Instructions, cycles and million instructions a second."""
    done = subprocess.run([KINGLET, "run", "--stats", path], capture_output=True, text=True)
    found = re.search(r"^stats: instructions=(\d+) cycles=(\d+) .*wall_ms=([0-9.]+)", done.stderr, re.M)
    if done.returncode != 0 or found is None:
        sys.exit(f"{path} on the chip: status {done.returncode}\n{done.stderr}")
    instructions = int(found[1])
    return instructions, int(found[2]), instructions / max(float(found[3]), 0.001) / 1000


def on_desktop(program, path):
    """Instructions, and what it printed."""
    done = subprocess.run([*VALGRIND, program, path], capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or found is None:
        return None, done.stderr
    return int(found[1]), done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--no-chip", action="store_true")
    parser.add_argument("--no-desktop", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    names = sorted(name[:-3] for name in os.listdir(PROGRAMS) if name.endswith(".py"))
    if arguments.names:
        names = [name for name in names if any(part in name for part in arguments.names)]
    peer = os.environ.get("MICROPYTHON")
    has_valgrind = shutil.which("valgrind") is not None and not arguments.no_desktop
    if peer and not has_valgrind:
        sys.exit("run.py: MICROPYTHON is measured by valgrind, which is not there")

    def measure(path):
        chip = None if arguments.no_chip else on_chip(path)
        desktop = on_desktop(KINGLET_PY, path) if has_valgrind else (None, "")
        if has_valgrind and desktop[0] is None:
            sys.exit(f"{path} under kinglet-py:\n{desktop[1]}")
        other = on_desktop(peer, path) if peer else (None, "")
        return chip, desktop, other

    with tempfile.NamedTemporaryFile("w", suffix=".py") as empty:
        empty.write("pass\n")
        empty.flush()
        base_chip, base_desktop, base_other = measure(empty.name)

    head = f"{'program':16}"
    if not arguments.no_chip:
        head += f"{'chip':>12}{'cycles':>12}{'Minst/s':>9}"
    if has_valgrind:
        head += f"{'desktop':>12}"
    if peer:
        head += f"{'MicroPython':>13}{'ratio':>8}"
    print(head, flush=True)
    ratios = {}
    with concurrent.futures.ThreadPoolExecutor(min(2, os.cpu_count() or 1)) as pool:
        paths = [os.path.join(PROGRAMS, name + ".py") for name in names]
        for name, (chip, desktop, other) in zip(names, pool.map(measure, paths)):
            line = f"{name:16}"
            if chip:
                line += f"{chip[0] - base_chip[0]:12}{chip[1] - base_chip[1]:12}{chip[2]:9.0f}"
            if has_valgrind:
                line += f"{desktop[0] - base_desktop[0]:12}"
            if other[0] is not None:
                ratios[name] = (desktop[0] - base_desktop[0]) / (other[0] - base_other[0])
                line += f"{other[0] - base_other[0]:13}{ratios[name]:8.3f}"
                if desktop[1] != other[1]:
                    line += "   prints other things"
            elif peer:
                line += "   fails there: " + other[1].strip().split("\n")[-1]
            print(line, flush=True)
    if base_other[0] is not None:
        gap = "" if arguments.no_chip else " " * 33
        print(f"{'(empty program)':16}{gap}{base_desktop[0]:12}{base_other[0]:13}")
    if ratios:
        mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
        worst = max(ratios, key=ratios.get)
        print(f"geometric mean {mean:.3f} of {len(ratios)}, worst {ratios[worst]:.3f} ({worst})")


if __name__ == "__main__":
    main()
