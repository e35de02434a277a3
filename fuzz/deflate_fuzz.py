#!/usr/bin/env python3
"""The module deflate against zlib: random data, compressed in every way that zlib knows, whole, cut and damaged, must read the same;
what deflate compresses, zlib must read.

    deflate_fuzz.py --python KINGLET_PY [--runs N] [--seed N]
"""
import argparse
import pathlib
import random
import subprocess
import sys
import tempfile
import zlib

BATCH = 500

# Reads cases (length, format, wbits, data), writes answers (length, data): what was read or compressed, then 'k', or 'e' after an error.
PROGRAM = """
import deflate, io, sys
cases = open("cases", "rb")
answers = open("answers", "wb")
while True:
    head = cases.read(6)
    if not head:
        break
    data = cases.read(int.from_bytes(head[:4], "little"))
    kind, wbits = head[4], head[5]
    result = b""
    try:
        if kind >= 8:
            out = io.BytesIO()
            with deflate.DeflateIO(out, kind - 8, wbits) as d:
                half = len(data) // 3
                d.write(data[:half])
                d.write(data[half:])
            result = out.getvalue()
        else:
            d = deflate.DeflateIO(io.BytesIO(data), kind, wbits)
            size = 1
            while True:
                part = d.read(size)
                if not part:
                    break
                result += part
                size = size * 3 % 1021
        result += b"k"
    except (OSError, EOFError):
        result += b"e"
    answers.write(len(result).to_bytes(4, "little"))
    answers.write(result)
answers.close()
"""

AUTO, RAW, ZLIB, GZIP = range(4)
COMPRESS = 8


def some_data(chance):
    size = chance.choice((0, 1, 3, 20, 300, 5000))
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(size)
    if kind == 1:
        return bytes(chance.choice(b"abc \n") for _ in range(size))
    if kind == 2:
        return bytes([chance.randrange(256)]) * size
    words = [chance.randbytes(chance.randrange(1, 9)) for _ in range(9)]
    return b"".join(chance.choice(words) for _ in range(size // 4))


def some_case(chance):
    """(kind, wbits, bytes for deflate, what zlib makes of it or None for an error)"""
    data = some_data(chance)
    form = chance.choice((RAW, ZLIB, GZIP))
    if chance.random() < 0.2:
        return COMPRESS + form, chance.randrange(8, 16), data, data
    bits = chance.randrange(9, 16)
    packer = zlib.compressobj(chance.randrange(10), zlib.DEFLATED, {RAW: -bits, ZLIB: bits, GZIP: 16 + bits}[form],
                              chance.randrange(1, 10), chance.randrange(5))
    packed = packer.compress(data)
    if chance.random() < 0.2:
        packed += packer.flush(zlib.Z_FULL_FLUSH)
    packed += packer.flush()
    header = {RAW: 0, ZLIB: 2, GZIP: 10}[form]
    damage = chance.randrange(4)
    if damage == 1:
        packed = packed[:chance.randrange(len(packed) + 1)]
    elif damage == 2 and len(packed) > header:
        packed = bytearray(packed)
        for _ in range(chance.randrange(1, 4)):
            packed[chance.randrange(header, len(packed))] ^= 1 << chance.randrange(8)
        packed = bytes(packed)
    elif damage == 3:
        packed += b"behind"
    reader = zlib.decompressobj({RAW: -15, ZLIB: 15, GZIP: 31}[form])
    try:
        expected = reader.decompress(packed)
        if not reader.eof:
            expected = None
    except zlib.error:
        expected = None
    return form if form == RAW or chance.random() < 0.5 else AUTO, 15, packed, expected


def run_batch(python, cases, folder):
    (folder / "program.py").write_text(PROGRAM)
    with open(folder / "cases", "wb") as file:
        for kind, wbits, data, _ in cases:
            file.write(len(data).to_bytes(4, "little") + bytes([kind, wbits]) + data)
    subprocess.run([python, "program.py"], cwd=folder, check=True, timeout=600)
    answers = (folder / "answers").read_bytes()
    at = 0
    for case in cases:
        kind, wbits, data, expected = case
        size = int.from_bytes(answers[at:at + 4], "little")
        answer = answers[at + 4:at + 4 + size]
        at += 4 + size
        if kind >= COMPRESS:
            bits = {RAW: -15, ZLIB: 15, GZIP: 31}[kind - COMPRESS]
            good = answer[-1:] == b"k" and zlib.decompress(answer[:-1], bits) == expected
        else:
            good = answer[-1:] == b"e" if expected is None else answer == expected + b"k"
        if not good:
            print("DIFFERENCE", case, answer)
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", required=True)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    python = str(pathlib.Path(options.python).resolve())
    with tempfile.TemporaryDirectory() as folder:
        for done in range(0, options.runs, BATCH):
            cases = [some_case(chance) for _ in range(min(BATCH, options.runs - done))]
            if not run_batch(python, cases, pathlib.Path(folder)):
                return 1
    print(f"{options.runs} streams, no difference")
    return 0


if __name__ == "__main__":
    sys.exit(main())
