#!/usr/bin/env python3
"""What objects take of the heap on the virtual chip, against MicroPython (objects.py measures both).

  table.py                 prints the table of docs/memory.md
  table.py --check         complains about every row that takes more than limits.tsv allows
  table.py --write         puts the table into docs/memory.md
  table.py --peer PROGRAM  runs objects.py there and writes its figures into limits.tsv; with --write-limits what Kinglet
                           takes now becomes the limit of the rows that are larger (each needs its reason by hand)
  --kinglet PATH           another `kinglet` than build/bin/kinglet

The row of a frozen module wants an image with one in it: `cp bench/memory/frozen/*.py python/frozen/ && make build`,
and again without it afterwards.
"""

import argparse
import os
import subprocess
import sys
import textwrap

FOLDER = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(FOLDER))
OBJECTS = os.path.join(FOLDER, "objects.py")
LIMITS = os.path.join(FOLDER, "limits.tsv")
DOCUMENT = os.path.join(ROOT, "docs", "memory.md")
BEGIN = "<!-- table.py begins -->\n"
END = "<!-- table.py ends -->\n"
ONLY_IN_A_SPECIAL_IMAGE = {"module of 100 functions, frozen"}
WALL_LIMIT = 900  # seconds; only a hang comes near


class Limit:
    """A row of limits.tsv: MicroPython's bytes, and where Kinglet may take more how much and why."""

    def __init__(self, peer, own="", reason=""):
        self.peer, self.own, self.reason = peer, own, reason

    @property
    def bytes(self):
        return max(self.peer, int(self.own or 0))


def read_limits():
    limits = {}
    with open(LIMITS, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            what, peer, own, reason = line.rstrip("\n").split("\t")
            limits[what] = Limit(int(peer), own, reason)
    return limits


def write_limits(limits):
    with open(LIMITS, encoding="utf-8") as lines:
        head = [line for line in lines if line.startswith("#")]
    with open(LIMITS, "w", encoding="utf-8") as out:
        out.writelines(head)
        for what, limit in limits.items():
            out.write(f"{what}\t{limit.peer}\t{limit.own}\t{limit.reason}\n")


def measure(words):
    """Rows of bytes by what they are of, in the order of the program."""
    done = subprocess.run([*words, OBJECTS], capture_output=True, text=True, timeout=WALL_LIMIT)
    if done.returncode != 0:
        sys.exit(f"table.py: {' '.join(words)} {OBJECTS}: status {done.returncode}\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    rows = {}
    for line in done.stdout.splitlines():
        figure, what = line.split("\t")
        rows[what] = int(figure)
    return rows


def table(rows, limits):
    lines = ["| object | Kinglet | MicroPython |\n", "|---|---|---|\n"]
    for what, figure in rows.items():
        peer = limits[what].peer
        lines.append(f"| {what} | {f'**{figure}**' if figure > peer else figure} | {peer} |\n")
    reasons = {}
    for what, figure in rows.items():
        if figure > limits[what].peer:
            reasons.setdefault(limits[what].reason, []).append(what)
    larger = sum(map(len, reasons.values()))
    lines.append(f"\n{len(rows) - larger} of {len(rows)} rows are at least as small. Why the others are not:\n\n")
    for reason, names in reasons.items():
        lines.append(textwrap.fill(f"- {', '.join(names)}: {reason}", 150, subsequent_indent="  ") + "\n")
    return "".join(lines)


def complaints(rows, limits):
    found = []
    for what, figure in rows.items():
        if what not in limits:
            found.append(f"{what}: {figure} bytes, and no row in limits.tsv")
        elif figure > limits[what].bytes:
            found.append(f"{what}: {figure} bytes, the limit is {limits[what].bytes} (MicroPython: {limits[what].peer})")
    for what in limits:
        if what not in rows and what not in ONLY_IN_A_SPECIAL_IMAGE:
            found.append(f"{what}: was not measured")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--write-limits", action="store_true")
    parser.add_argument("--peer", metavar="PROGRAM")
    parser.add_argument("--kinglet", default=os.path.join(ROOT, "build", "bin", "kinglet"))
    arguments = parser.parse_args()
    limits = read_limits()
    if arguments.peer:
        old, limits = limits, {}
        for what, figure in measure([arguments.peer]).items():
            limits[what] = Limit(figure, *((old[what].own, old[what].reason) if what in old else ()))
        write_limits(limits)
    rows = measure([arguments.kinglet, "run"])
    if arguments.write_limits:
        for what, limit in limits.items():
            if what in rows:
                limit.own = str(rows[what]) if rows[what] > limit.peer else ""
                limit.reason = limit.reason if limit.own else ""
        write_limits(limits)
    if arguments.check:
        found = complaints(rows, limits)
        sys.exit("\n".join(["objects have become larger:", *found]) if found else 0)
    if arguments.write:
        with open(DOCUMENT, encoding="utf-8") as document:
            before, rest = document.read().split(BEGIN)
        with open(DOCUMENT, "w", encoding="utf-8") as document:
            document.write(before + BEGIN + table(rows, limits) + END + rest.split(END)[1])
    else:
        print(table(rows, limits), end="")


if __name__ == "__main__":
    main()
