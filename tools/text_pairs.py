#!/usr/bin/env python3
"""Chooses the pairs of bytes that pack the texts of messages best and writes base/text_pairs.def.

The texts are those of the sources: every `"text"_packed`, and the rows of the messages.def files. Run it by hand when
many messages have changed; any table is right, a fitting one is smaller. `--check` only prints what the table is worth.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "base" / "text_pairs.def"
FIRST = 0x80
COUNT = 128
MOST_DEPTH = 10
LITERAL = r'"(?:[^"\\\n]|\\.)*"'


def texts():
    """The bytes of every message, once each."""
    found = set()
    for folder in ("base", "python", "device", "firmware"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.name == "messages.def":
                rows = re.findall(rf"^MESSAGE\(\w+,\s*({LITERAL})\)", path.read_text(), re.M)
            elif path.suffix in (".cpp", ".hpp"):
                rows = re.findall(rf"((?:{LITERAL}\s*)+)_packed\b", path.read_text())
            else:
                continue
            for row in rows:
                text = "".join(part[1:-1] for part in re.findall(LITERAL, row))
                found.add(text.encode().decode("unicode_escape").encode())
    return sorted(found)


def pack(text, pairs):
    """A text as codes."""
    codes = list(text)
    for number, pair in enumerate(pairs):
        replace(codes, pair, FIRST + number)
    return codes


def replace(codes, pair, code):
    i = 0
    while i + 1 < len(codes):
        if (codes[i], codes[i + 1]) == pair:
            codes[i:i + 2] = [code]
        i += 1


def choose(messages):
    """The most frequent pair, again and again."""
    packed = [list(text) for text in messages]
    depth = collections.defaultdict(int)
    pairs = []
    for code in range(FIRST, FIRST + COUNT):
        counts = collections.Counter()
        for codes in packed:
            counts.update(zip(codes, codes[1:]))
        pair = next(p for p, _ in counts.most_common() if max(depth[p[0]], depth[p[1]]) < MOST_DEPTH)
        depth[code] = 1 + max(depth[pair[0]], depth[pair[1]])
        pairs.append(pair)
        for codes in packed:
            replace(codes, pair, code)
    return pairs


def spelled(code, pairs):
    if code < FIRST:
        return chr(code)
    left, right = pairs[code - FIRST]
    return spelled(left, pairs) + spelled(right, pairs)


def read_table():
    return [tuple(int(x, 16) for x in row) for row in re.findall(r"^PAIR\((0x\w+), (0x\w+)\)", TABLE.read_text(), re.M)]


def write_table(pairs):
    lines = ["// PAIR(left, right): the pairs of bytes that a code from 0x80 on stands for, made by tools/text_pairs.py.",
             "// clang-format off"]
    for number, (left, right) in enumerate(pairs):
        lines.append(f"PAIR(0x{left:02x}, 0x{right:02x})  // {spelled(FIRST + number, pairs)!r}")
    TABLE.write_text("\n".join(lines + ["// clang-format on", ""]))


def main():
    messages = texts()
    pairs = read_table() if "--check" in sys.argv[1:] else choose(messages)
    plain = sum(len(text) + 1 for text in messages)
    packed = sum(len(pack(text, pairs)) + 1 for text in messages)
    print(f"{len(messages)} texts of {plain} bytes are packed into {packed}")
    if "--check" not in sys.argv[1:]:
        write_table(pairs)


if __name__ == "__main__":
    main()
