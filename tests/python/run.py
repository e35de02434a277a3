#!/usr/bin/env python3
"""Runs the Python programs below this folder and compares what they print with what they should.

A program's expectation is what CPython prints for it, exit status included. Where CPython cannot run it (micropython, gc,
time.ticks_ms ...) each line that it prints stands in a comment beside the statement that prints it:

    print(time.ticks_diff(5, 3))  # expect: 2

A program that only the desktop can run says why in its first lines:  # desktop only: REASON
Scripts for the runs lie beside this one, programs in the folders below. They import modules that lie beside them; a
folder `support` holds no programs.

    run.py [--kinglet-py PROGRAM] [--stored] [--chip KINGLET [--chip-only]] [-j N] [-v] [FILE or FOLDER ...]

Prints a diff for each program that fails, and `N passed, N failed` at the end. Exit status 1 if any failed.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent
REPOSITORY = ROOT.parent.parent
EXPECT = re.compile(r"# expect: ?(.*)$")
DESKTOP_ONLY = re.compile(r"^# desktop only: *(\S.*)$", re.MULTILINE)
TIMEOUT = 120


class Outcome:
    """What a program printed, and its exit status; None: not compared."""

    def __init__(self, text, status):
        self.text = text
        self.status = status


def execute(command, folder):
    # PYTHONHASHSEED: sets of strs would else come in another order each time.
    environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    try:
        done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=TIMEOUT, env=environment)
    except subprocess.TimeoutExpired as expired:
        return Outcome((expired.stdout or b"").decode("utf-8", "replace") + "\n[timeout]\n", 124), ""
    return (Outcome(done.stdout.decode("utf-8", "replace"), done.returncode),
            done.stderr.decode("utf-8", "replace"))


def expectation(program, source):
    written = [match.group(1) for match in map(EXPECT.search, source.splitlines()) if match]
    if written:
        return Outcome("".join(line.rstrip() + "\n" for line in written), None)
    outcome, _ = execute([sys.executable, "-W", "ignore", program.name], program.parent)
    return outcome


def compare(program, place, expected, got, errors):
    """The report of a failure, or an empty text."""
    report = []
    if got.text != expected.text:
        report += difflib.unified_diff(expected.text.splitlines(), got.text.splitlines(), "expected", place, lineterm="", n=2)
    if expected.status is not None and (got.status == 0) != (expected.status == 0):
        report.append(f"exit status {got.status}, expected {expected.status}")
    if not report:
        return ""
    if errors.strip():
        report += ["standard error:"] + errors.rstrip().splitlines()[-12:]
    return f"FAILED {program.relative_to(ROOT)} ({place})\n" + "".join(f"  {line}\n" for line in report)


def run_one(program, places):
    """(reports of failures, number of runs, notes) of one program in all places."""
    source = program.read_text(encoding="utf-8")
    expected = expectation(program, source)
    desktop_only = DESKTOP_ONLY.search(source)
    failures, runs, skipped = [], 0, []
    for place, command in places:
        if place == "chip" and desktop_only:
            skipped.append(f"{program.relative_to(ROOT)}: {desktop_only.group(1)}")
            continue
        got, errors = execute([*command, program.name], program.parent)
        runs += 1
        report = compare(program, place, expected, got, errors)
        if report:
            failures.append(report)
    return failures, runs, skipped


def find_programs(paths):
    for path in paths:
        path = pathlib.Path(path).resolve()
        if path.is_file():
            yield path
            continue
        for file in sorted(path.rglob("*.py")):
            if file.parent != ROOT and "support" not in file.relative_to(ROOT).parts:
                yield file


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kinglet-py", default=str(REPOSITORY / "build/bin/kinglet-py"))
    parser.add_argument("--stored", action="store_true", help="on the desktop run what the code store made of programs and modules")
    parser.add_argument("--chip", help="the kinglet program: run on the virtual chip too")
    parser.add_argument("--chip-only", action="store_true", help="not on the desktop")
    parser.add_argument("-j", type=int, default=os.cpu_count() or 2)
    parser.add_argument("-v", action="store_true", help="name each program as it is done, and what is left out")
    parser.add_argument("paths", nargs="*", default=[ROOT])
    options = parser.parse_args()

    places = []
    if not options.chip_only:
        stored = ["-X", "code-store"] if options.stored else []
        places.append(("desktop", [os.path.abspath(options.kinglet_py), *stored]))
    if options.chip:
        places.append(("chip", [os.path.abspath(options.chip), "run"]))
    for _, command in places:
        if not os.access(command[0], os.X_OK):
            parser.error(f"no program {command[0]}")

    passed = failed = 0
    left_out = []
    programs = list(find_programs(options.paths))
    with concurrent.futures.ThreadPoolExecutor(options.j) as pool:
        for program, (failures, runs, skipped) in zip(programs, pool.map(lambda p: run_one(p, places), programs)):
            passed += runs - len(failures)
            failed += len(failures)
            left_out += skipped
            for report in failures:
                print(report, end="", flush=True)
            if options.v:
                print("failed" if failures else "ok", program.relative_to(ROOT), flush=True)
    if options.v:
        for line in left_out:
            print("not on the chip:", line)
    if left_out:
        print(f"{len(left_out)} programs are for the desktop only")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
