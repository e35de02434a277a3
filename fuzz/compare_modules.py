#!/usr/bin/env python3
"""Random uses of re and json, under kinglet-py and CPython: what both print must be the same.

    compare_modules.py --python build/bin/kinglet-py [--seed N] [--runs N] [--only re|json]

Each run is a program of some hundred cases. The first difference is printed with the case that shows it, and ends the run
with status 1. Best with the sanitizer build of kinglet-py.
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

CASES = 300


# ---- re

ATOMS = ["a", "b", "c", ".", "\\w", "\\d", "\\S", "[ab]", "[^a]", "[a-c1]", "[^\\W\\d]", "é", "\\b", "^", "$", "A", "\\n", " ", "x", "\\B"]
REPEATS = ["*", "+", "?", "{2}", "{1,2}", "{,2}", "{0}", "{1,}", "{2,3}"]
TEXT = "aabbccAB1 xé\n_"


def expression(rng, depth, groups):
    """A pattern; `groups` counts the captures that are closed."""
    def atom():
        kind = rng.randrange(12)
        if depth > 0 and kind < 4:
            opening = rng.choice(["(", "(", "(?:", "(?=", "(?!", "(?>", "(?i:"])
            inside = expression(rng, depth - 1, groups)
            if opening == "(":
                groups[0] += 1
            return opening + inside + ")"
        if kind == 4 and rng.random() < 0.3:
            return rng.choice(["(?<=a)", "(?<!b)", "(?<=[ab]c)", "(?<!a|b)"])
        return rng.choice(ATOMS)

    def piece():
        text = atom()
        if text not in ("^", "$", "\\b", "\\B") and not text.startswith("(?<") and rng.random() < 0.4:
            # CPython takes each round of a possessive group for itself, (?>...) does not.
            text += rng.choice(REPEATS) + rng.choice(["", "", "", "?", "" if text.endswith(")") else "+"])
        return text

    branches = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        branches.append("".join(piece() for _ in range(rng.randrange(4))))
    return "|".join(branches)


def re_case(rng):
    groups = [0]
    pattern = expression(rng, rng.choice([1, 2, 2, 3]), groups)
    if groups[0] and rng.random() < 0.2:
        pattern += "\\%d" % rng.randint(1, groups[0])
    if rng.random() < 0.03:  # something that may not compile
        at = rng.randrange(len(pattern) + 1)
        pattern = pattern[:at] + rng.choice("([)*?{|\\+") + pattern[at:]
        groups[0] = 0  # perhaps: CPython looks at a template also where nothing is replaced
    text = "".join(rng.choice(TEXT) for _ in range(rng.randrange(1, 10)))  # in an empty one \\B differs among CPythons
    flags = rng.choice([0, 0, 0, 2, 8, 16, 10, 256])
    replacement = rng.choice(["-", "<\\g<0>>", "\\\\", ""])
    if groups[0]:
        replacement = rng.choice([replacement, "[\\1]"])
    return (pattern, text, flags, replacement)


RE_PROGRAM = """
import re
def spans(m):
    return m and [m.span(i) for i in range(m.re.groups + 1)]
def case(pattern, text, flags, replacement):
    try:
        p = re.compile(pattern, flags)
    except (re.error, RuntimeError):
        return 'error'
    out = [spans(p.match(text)), spans(p.search(text)), spans(p.fullmatch(text)), spans(p.search(text, 1, 6))]
    out.append([spans(m) for m in p.finditer(text)])
    out.append((p.findall(text), p.split(text), p.subn(replacement, text)))
    return out
for number, arguments in enumerate(CASES):
    print(number, case(*arguments))
"""


# ---- json

def value(rng, depth):
    kind = rng.randrange(9 if depth > 0 else 6)
    if kind == 0:
        return rng.choice([None, True, False])
    if kind == 1:
        return rng.randrange(-100, 100)
    if kind == 2:
        return rng.randrange(-(2 ** 90), 2 ** 90)
    if kind == 3:
        return rng.choice([0.5, -1.25, 1e100, 3.14159, 1e-7, 123456789.125, rng.random() * 10 ** rng.randint(-20, 20)])
    if kind in (4, 5):
        return "".join(rng.choice('ab"\\/\n\t\x01\x7fé€\U0001f600 ') for _ in range(rng.randrange(6)))
    if kind < 8:
        return [value(rng, depth - 1) for _ in range(rng.randrange(4))]
    return {str(value(rng, 0)): value(rng, depth - 1) for _ in range(rng.randrange(4))}


def json_case(rng):
    data = value(rng, 4)
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5, indent=rng.choice([None, None, 1]))
    for _ in range(rng.choice([0, 0, 1, 2])):
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(list('[]{}",:\\ \n0-.eE1tfnu"') + ["", "\\u12", "\\ud83d", "true", "NaN"]) + text[at + rng.randrange(2):]
    return (data, text, rng.choice([None, None, 0, 1, "--"]), rng.choice([None, None, (",", ":"), (" , ", " : ")]))


JSON_PROGRAM = """
import json
def case(data, text, indent, separators):
    out = [json.dumps(data, indent=indent, separators=separators), json.loads(json.dumps(data)) == data]
    try:
        out.append(json.loads(text))
    except ValueError as e:
        what = str(e)  # which of the two a text that ends in an escape gives, is a matter of taste
        out.append('string' if 'Unterminated' in what or 'uXXXX' in what else what)
    return out
for number, arguments in enumerate(CASES):
    print(number, ascii(case(*arguments)))  # which characters repr escapes is another matter
"""

KINDS = {"re": (re_case, RE_PROGRAM), "json": (json_case, JSON_PROGRAM)}


def output(command):
    run = subprocess.run(command, capture_output=True, timeout=300, env=dict(os.environ, PYTHONHASHSEED="0"))
    return run.stdout.decode("utf-8", "replace").splitlines(), run.returncode, run.stderr.decode("utf-8", "replace")


def compare(python, kinds, kind, seed):
    rng = random.Random(f"{kind} {seed}")
    make, program = kinds[kind]
    cases = [make(rng) for _ in range(CASES)]
    with tempfile.NamedTemporaryFile("w", suffix=".py", encoding="utf-8") as file:
        file.write("CASES = [\n" + "".join(f"    {case!r},\n" for case in cases) + "]\n" + program)
        file.flush()
        expected, _, errors = output([sys.executable, "-W", "ignore", file.name])
        found, status, error = output([python, file.name])
    if len(expected) != CASES:
        raise SystemExit(f"CPython stopped: {errors}")
    for number, line in enumerate(expected):
        if number >= len(found) or found[number] != line:
            print(f"{kind}, seed {seed}: {cases[number]!r}\n  CPython {line}\n  here    {(found + [''] * CASES)[number]}")
            if number >= len(found):
                print(f"  status {status} {error[-2000:]}")
            return False
    return status == 0


def main(kinds, description):
    """The program: `kinds` has for each name what makes a case, a tuple, and the text of the program that runs CASES."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=4)
    parser.add_argument("--only", choices=kinds)
    options = parser.parse_args()
    chosen = [options.only] if options.only else list(kinds)
    for seed in range(options.seed, options.seed + options.runs):
        for kind in chosen:
            if not compare(os.path.abspath(options.python), kinds, kind, seed):
                sys.exit(1)
    print(f"{options.runs} runs of {CASES} cases of each of: {' '.join(chosen)}")


if __name__ == "__main__":
    main(KINDS, __doc__)
