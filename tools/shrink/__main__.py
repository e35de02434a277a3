#!/usr/bin/env python3
"""Makes the linked firmware smaller than compiler and linker do.

The file LINKED holds its relocations (--emit-relocs, --no-relax) and property tables. Its code is taken to pieces
(program.py), made smaller (passes.py) and put together again in SHRUNK, an ELF file with symbols (written.py).
"""

import argparse
import os
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [FOLDER, os.path.dirname(FOLDER)]
import elf  # noqa: E402
import instructions  # noqa: E402
import passes  # noqa: E402
import written  # noqa: E402
from program import Program  # noqa: E402

SHARING = [passes.share_literals, passes.straighten, passes.share_tails, passes.straighten]
PASSES = [passes.call_directly, *SHARING, *SHARING, passes.share_calls, passes.share_calls, *SHARING,
          passes.follow_jumps, passes.follow_jumps, passes.straighten, passes.narrow]


# Without what can lengthen a distance: for a program in which the margins were too narrow.
SAFE_PASSES = [passes.call_directly, *SHARING, passes.narrow]


def shrink(arguments, steps):
    program = Program(elf.Elf(arguments.linked))
    for step in steps:
        step(program)
        if arguments.v:
            print(f"{program.size:8}  {step.__name__}")
    written.write(program, arguments.shrunk)


def main():
    parser = argparse.ArgumentParser(prog="shrink", description=__doc__.splitlines()[0])
    parser.add_argument("-v", action="store_true", help="tell what each pass leaves")
    parser.add_argument("linked")
    parser.add_argument("shrunk")
    arguments = parser.parse_args()
    try:
        try:
            shrink(arguments, PASSES)
        except instructions.InstructionError as error:
            print(f"shrink: {arguments.linked}: {error}; once more without moving code", file=sys.stderr)
            shrink(arguments, SAFE_PASSES)
    except (elf.ElfError, instructions.InstructionError, OSError) as error:
        sys.exit(f"shrink: {arguments.linked}: {error}")


if __name__ == "__main__":
    main()
