#!/usr/bin/env python3
"""Runs the libFuzzer programs (preset fuzz), each for some time, and tells what they reached and found.

    run.py [--bin build/fuzz/bin] [--seconds 1800] [-j N] [--only NAME]

Seeds and the dictionary are taken from the programs of tests/python. What a fuzzer collects stays in build/fuzz/corpus, so
that the next run begins where this one ends. An input that shows a defect lies in build/fuzz/findings: `NAME_fuzz FILE` runs
it again, and so does each later run first, until it passes.
Ends with a line for each fuzzer; exit status 1 with a finding.
"""
import argparse
import collections
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import token
import tokenize

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAMS = sorted((ROOT / "tests/python").rglob("*.py"))
# Viper reads and writes whatever address it is told to.
DANGEROUS = re.compile("viper|uctypes|asm_")
LONGEST = 3000
LONGEST_OF = {"littlefs": 16384}  # images
# In seconds; generous, for machines that are busy.
ONE_INPUT = 120
ENVIRONMENT = dict(os.environ, UBSAN_OPTIONS="print_stacktrace=1")


def tests():
    for path in PROGRAMS:
        text = path.read_text(encoding="utf-8")
        if not DANGEROUS.search(text):
            yield path, text


def source_seeds():
    """The programs, whole or in pieces that begin at a top-level statement. The first byte: no allocation fails."""
    for _, text in tests():
        piece = ""
        for statement in re.split(r"(?m)^(?=[^\s)\]}#])", text):
            if piece and len((piece + statement).encode()) > LONGEST:
                yield ("\n" + piece).encode()
                piece = ""
            piece += statement
        yield ("\n" + piece).encode()


def number_seeds():
    """Whatever looks like a number; the first byte: base 10."""
    found = set()
    for _, text in tests():
        found.update(re.findall(r"[+-]?[.]?\d[\w.]*(?:(?<=[eE])[+-]\d+)?", text))
    return (b"\x08" + number.encode() for number in sorted(found))


def wiring_seeds():
    """Each wiring, and behind a NUL what the chip does with the pads."""
    for text in (ROOT / "fuzz/coverage/bench/wiring_seeds.txt").read_text().split("\n\n"):
        yield text.encode() + b"\0" + bytes(range(2, 256, 5))


def board_seeds():
    return (path.read_bytes() for path in sorted((ROOT / "boards").glob("*.board")))


SEEDS = {"source": source_seeds, "number": number_seeds, "wiring": wiring_seeds, "board": board_seeds}


def dictionary(path):
    """Every word and operator that several programs have."""
    seen = collections.Counter()
    for file, _ in tests():
        words = set()
        try:
            with tokenize.open(file) as lines:
                for kind, text, *_ in tokenize.generate_tokens(lines.readline):
                    if kind in (token.NAME, token.OP) and len(text) > 1:
                        words.add(text)
        except (tokenize.TokenError, SyntaxError):  # a program of newer Python than this one
            pass
        seen.update(words)
    words = sorted(word for word, files in seen.items() if files >= 3 and word.isascii())
    path.write_text("".join(f'"{word}"\n' for word in words))


def plant(name, corpus):
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS.get(name, lambda: ())():
        (corpus / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


def execute(program, arguments, log):
    with open(log, "wb") as out:
        return subprocess.run([program, f"-timeout={ONE_INPUT}", *arguments], stdout=out, stderr=out, env=ENVIRONMENT).returncode


def fuzz(program, folder, seconds):
    """Whether it found nothing, and a line that says so."""
    name = program.name.removesuffix("_fuzz")
    corpus, findings, log = folder / "corpus" / name, folder / "findings", folder / f"{name}.log"
    findings.mkdir(parents=True, exist_ok=True)
    plant(name, corpus)
    for path in sorted(findings.glob(f"{name}-*")):
        if execute(program, [path], log):
            return False, f"{name}: STILL THERE: {program} {path}  (see {log})"
        path.unlink()
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST_OF.get(name, LONGEST) + 1}", "-rss_limit_mb=4096", "-print_final_stats=1"]
    status = execute(program, [*options, f"-artifact_prefix={findings}/{name}-", f"-dict={folder}/python.dict", corpus], log)
    found = " ".join(str(path) for path in sorted(findings.glob(f"{name}-*")))
    if status:
        return False, f"{name}: FOUND: {program} {found}  (see {log})"
    text = log.read_text(errors="replace")
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", text)
    edges, inputs = re.findall(r"cov: (\d+) ft: \d+ corp: (\d+)", text)[-1]
    return True, f"{name}: {runs[1]} runs in {seconds} s, {edges} edges reached by {inputs} inputs, found nothing"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/fuzz/bin")
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("-j", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="*")
    arguments = parser.parse_args()
    programs = sorted(arguments.bin.resolve().glob(f"{arguments.only}_fuzz"))
    if not programs:
        raise SystemExit(f"no fuzzer {arguments.only} in {arguments.bin}")
    folder = arguments.bin.resolve().parent
    dictionary(folder / "python.dict")
    with concurrent.futures.ThreadPoolExecutor(arguments.j) as pool:
        outcomes = list(pool.map(lambda program: fuzz(program, folder, arguments.seconds), programs))
    for _, line in outcomes:
        print(line)
    return 0 if all(good for good, _ in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
