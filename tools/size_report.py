#!/usr/bin/env python3
"""Prints what the firmware takes of the chip's memories against the budgets, and what takes most.

  size_report.py [--top N] BUILD_FIRMWARE

Ends with status 1 when a limit is exceeded.
"""

import argparse
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import elf  # noqa: E402

KIB = 1024
# The budgets of docs/architecture.md: what is measured, its limit, its aim (None: no aim beyond the limit).
IMAGE_LIMIT, IMAGE_AIM = 448 * KIB, 400 * KIB
IRAM_LIMIT = 32 * KIB
HEAP_LIMIT, HEAP_AIM = 48 * KIB, 56 * KIB
REGIONS = [("flash", 0x40200000, 0x40300000), ("IRAM", 0x40100000, 0x40110000),
           ("DRAM", 0x3FFE8000, 0x40000000)]


def kib(size):
    return f"{size / KIB:6.1f} KiB"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--top", type=int, default=8, help="so many of the largest symbols of each memory")
    parser.add_argument("folder")
    arguments = parser.parse_args()
    try:
        program = elf.Elf(os.path.join(arguments.folder, "kinglet.elf"))
        image = os.path.getsize(os.path.join(arguments.folder, "kinglet.bin"))
    except (elf.ElfError, OSError) as error:
        sys.exit(f"size_report.py: {error}")

    def span(start, end):
        return program.symbol(end) - program.symbol(start)

    failed = False

    def line(name, size, limit=None, aim=None, at_least=False):
        nonlocal failed
        verdict = ""
        if limit is not None:
            over = size < limit if at_least else size > limit
            failed |= over
            verdict = f"{'at least' if at_least else 'limit'} {kib(limit)}"
            verdict += f", aim {kib(aim)}" if aim else ""
            verdict += "   EXCEEDED" if over else ""
        print(f"{name:28}{kib(size)}   {verdict}".rstrip())

    line("image (kinglet.bin)", image, IMAGE_LIMIT, IMAGE_AIM)
    line("  code in flash", span("_flash_start", "_rodata_start"))
    line("  constants in flash", span("_rodata_start", "_flash_end"))
    line("IRAM", span("_iram_start", "_iram_end"), IRAM_LIMIT)
    line("DRAM, initialised", span("_data_start", "_data_end"))
    line("DRAM, zeroed", span("_bss_start", "_bss_end"))
    line("heap", span("_heap_start", "_heap_end"), HEAP_LIMIT, HEAP_AIM, at_least=True)
    for name, start, end in REGIONS:
        symbols = [s for s in program.symbols if s.size and start <= s.value < end]
        if not symbols or not arguments.top:
            continue
        print(f"largest in {name}:")
        for symbol in sorted(symbols, key=lambda s: (-s.size, s.name))[:arguments.top]:
            print(f"  {symbol.size:7}  {symbol.name}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
