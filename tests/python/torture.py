#!/usr/bin/env python3
"""Runs programs under conditions that no user asks for, with kinglet-py (best: its sanitizer build):

- the programs below this folder, garbage collected at every allocation and freed memory poisoned: they must print the same;
- support/representative*.py with the Nth allocation failing, for every N: they must end with MemoryError or as if nothing had
  been, never crash, and every N must be reached;
- every program with the Nth allocation failing, for a few N each, or with --every for all: a program may catch the MemoryError
  and print what it likes, but it has to end, and the interpreter with it, as without the failure or by an exception.

torture.py [--kinglet-py PROGRAM] [-j N] [--only stress|failure|programs] [--every | --step N]
Ends with `N passed, N failed`.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
REPRESENTATIVES = sorted((ROOT / "support").glob("representative*.py"))
# Programs whose work is in the number of their allocations: a collection at each makes minutes of seconds.
TOO_LONG = 20_000
# How many allocations of each program fail in a run without --every or --step.
SAMPLES = 2
# How many allocations failed, program by program.
tried = []


def execute(program, options, file):
    try:
        run = subprocess.run(
            [program, *options, file.name], cwd=file.parent, capture_output=True, timeout=300, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        return None, b"", b"out of time"
    return run.returncode, run.stdout, run.stderr


def allocations(program, file):
    """How many allocations a program asks for."""
    _, _, error = execute(program, ["-v", "-X", "failalloc=4000000000"], file)
    for line in error.decode().splitlines():
        for word in line.split():
            if word.startswith("allocations="):
                return int(word.removeprefix("allocations="))
    raise SystemExit(f"{program} -v does not tell the allocations of {file}: {error.decode()}")


def stress(program, file):
    if allocations(program, file) > TOO_LONG:
        return None
    plain = execute(program, [], file)
    stressed = execute(program, ["-X", "gcstress"], file)
    if plain[:2] == stressed[:2]:
        return ""
    return f"gcstress: status {stressed[0]} after {plain[0]}\n{stressed[2].decode(errors='replace')[-1500:]}"


def failure(program, file, n, plain):
    status, output, error = execute(program, ["-X", f"failalloc={n}"], file)
    if status == 0 and output == plain:
        return ""
    # Caught nowhere, the MemoryError ends the program; what was printed before is what would have been.
    if status == 1 and plain.startswith(output) and b"MemoryError" in error:
        return ""
    return f"failalloc={n}: status {status}\n{output.decode()[-300:]}{error.decode(errors='replace')[-1500:]}"


def survives(program, file, step):
    """Fails allocations of a program: each `step`-th of them, or a few spread over all of them if `step` is 0."""
    count = allocations(program, file)
    if count == 0:
        return ""
    if step:
        if count > TOO_LONG * step:
            return None
        chosen = range(1, count + 1, step)
    else:
        # The same ones in each run, of another residue for each program.
        chosen = sorted({1 + (len(file.name) * 37 + i * count // SAMPLES) % count for i in range(SAMPLES)})
    expected = execute(program, [], file)[0]
    tried.append(len(chosen))
    for n in chosen:
        status, output, error = execute(program, ["-X", f"failalloc={n}"], file)
        if status not in (0, 1, expected):
            return f"failalloc={n}: status {status}\n{output.decode(errors='replace')[-300:]}{error.decode(errors='replace')[-1500:]}"
    return ""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinglet-py", default=str(ROOT.parent.parent / "build/bin/kinglet-py"))
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--only", choices=["stress", "failure", "programs"])
    parser.add_argument("--every", action="store_true", help="every program with each of its allocations failing: an hour")
    parser.add_argument("--step", type=int, default=0, help="every program with each STEP-th of its allocations failing")
    arguments = parser.parse_args()
    program = arguments.kinglet_py
    jobs = []
    files = [f for f in sorted(ROOT.rglob("*.py")) if "support" not in f.parts and f.parent != ROOT]
    if arguments.only in (None, "stress"):
        jobs += [(f"{file.relative_to(ROOT)}", stress, (program, file)) for file in files]
    if arguments.only in (None, "programs"):
        step = 1 if arguments.every else arguments.step
        jobs += [(f"allocations of {file.relative_to(ROOT)}", survives, (program, file, step)) for file in files]
    if arguments.only in (None, "failure"):
        for file in REPRESENTATIVES:
            plain = execute(program, [], file)[1]
            count = allocations(program, file)
            print(f"{file.name} asks for memory {count} times")
            jobs += [(f"{file.name}, allocation {n}", failure, (program, file, n, plain)) for n in range(1, count + 1)]
    passed = failed = skipped = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        for (name, _, _), outcome in zip(jobs, pool.map(lambda job: job[1](*job[2]), jobs)):
            if outcome is None:
                skipped += 1
            elif outcome:
                failed += 1
                print(f"FAILED {name}\n{outcome}", flush=True)
            else:
                passed += 1
    print(f"{skipped} programs allocate more than {TOO_LONG} times and were left out")
    print(f"{sum(tried)} allocations of {len(tried)} programs failed one by one")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
