#!/usr/bin/env python3
"""Runs random programs (program_fuzz --print N) under kinglet-py and under this Python: they must print the same.

A program whose outcome differs is printed with both outputs; exit status 1.
"""
import argparse
import subprocess
import sys
import tempfile


def output_of(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return done.stdout + ("" if done.returncode == 0 else "status %d\n%s" % (done.returncode, done.stderr))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fuzz", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--programs", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for seed in range(arguments.seed, arguments.seed + arguments.programs):
        program = subprocess.run([arguments.fuzz, "--print", str(seed)], capture_output=True, text=True, check=True).stdout
        with tempfile.NamedTemporaryFile("w", suffix=".py") as file:
            file.write(program)
            file.flush()
            expected = output_of([sys.executable, "-W", "ignore", file.name])
            if "SyntaxError" in expected:
                continue  # a `:=` where it may not stand: the generator makes a few
            found = output_of([arguments.python, file.name])
        if found != expected:
            print(program, "-- expected", expected, "-- found", found, "program", seed, "differs", sep="\n")
            return 1
    print(arguments.programs, "programs from seed", arguments.seed)
    return 0


sys.exit(main())
