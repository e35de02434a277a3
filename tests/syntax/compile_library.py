"""Compiles a standard library of CPython with kinglet-py; by hand, it takes a minute.

compile_library.py KINGLET_PY [FOLDER]

FOLDER: the library of the Python that runs this, which also decides what is right. Prints each file that CPython
compiles and kinglet-py does not, with the reason, unless it is one of those below; the exit status is 1 if there is one.
"""

import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path

# What stays different: see docs/compatibility.md.
EXPECTED = {
    "invalid UTF-8 in source": "source is UTF-8, whatever a coding line says",
    "unknown Unicode character name": "\\N{...} knows the common names",
    "function needs too many registers": "a function has at most about 250 variables",
}


def problem_of(program, path):
    done = subprocess.run([program, "-X", "heapsize=64m", "-X", "compile-only", str(path)], stderr=subprocess.PIPE,
                          stdout=subprocess.DEVNULL, text=True, errors="replace", timeout=120)
    return None if done.returncode == 0 else done.stderr.strip().rpartition("\n")[2] or f"status {done.returncode}"


def main():
    program = sys.argv[1]
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else sysconfig.get_path("stdlib"))
    warnings.simplefilter("ignore")
    count = 0
    expected = 0
    failures = 0
    for path in sorted(folder.rglob("*.py")):
        if "site-packages" in path.parts:
            continue
        try:
            compile(path.read_bytes(), str(path), "exec")
        except (SyntaxError, ValueError):
            continue
        count += 1
        problem = problem_of(program, path)
        if problem is None:
            continue
        if any(problem.endswith(text) for text in EXPECTED):
            expected += 1
        else:
            failures += 1
            print(f"{path}: {problem}")
    print(f"{count} files, {expected} differ as expected, {failures} otherwise")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
