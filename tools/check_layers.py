#!/usr/bin/env python3
"""Holds the folders to who may include whom (docs/architecture.md), and every header to stand alone in what it promises:
no 'using namespace', '#pragma once'. Prints each offence as FILE:LINE and ends with a count."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

# The longest prefix that matches a file says what it may include; its own folder always.
MAY_INCLUDE = {
    "base": [],
    "soc": ["base"],
    "python/syntax": ["base"],
    "python/bytecode": ["base"],
    "python/compiler": ["python/syntax", "python/bytecode", "base"],
    "python/runtime": ["python/bytecode", "base"],
    "python/stdlib": ["python/runtime", "python/bytecode", "base", "device/hal/stream.hpp", "device/hal/clock.hpp"],
    "python/repl": ["python/runtime", "python/bytecode", "base", "device/hal/stream.hpp", "device/hal/clock.hpp"],
    "python/frontend": ["python", "base", "device/hal/stream.hpp", "device/hal/clock.hpp"],
    "python/frozen": ["python/runtime", "python/bytecode", "base"],
    "device/hal": ["base"],
    "device/fs": ["device/hal", "base"],
    "device/net": ["device/hal", "base"],
    "device/modules": ["python/runtime", "python/stdlib", "python/bytecode", "device", "base"],
    "firmware": ["base", "python", "device", "soc"],
    "chip": ["base", "soc"],
    "parts": ["base", "soc", "chip"],
    "host": [""],
    "tests": [""],
    "fuzz": [""],
    "bench": [""],
    "tools": [""],
}
PLATFORM_IFDEF_ALLOWED = ("base/", "firmware/", "chip/rom/")

INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
PLATFORM_IFDEF = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b.*__(?:XTENSA|x86_64|linux)")


def owner(path):
    matches = [folder for folder in MAY_INCLUDE if path == folder or path.startswith(folder + "/")]
    return max(matches, key=len) if matches else None


def offences(path, text):
    folder = owner(path)
    if folder is None:
        yield 1, "no layer is known for this file (tools/check_layers.py)"
        return
    allowed = [folder, *MAY_INCLUDE[folder]]
    if path.endswith(".hpp") and "#pragma once" not in text:
        yield 1, "#pragma once is missing"
    for number, line in enumerate(text.splitlines(), 1):
        if match := INCLUDE.match(line):
            target = match.group(1)
            if "/" not in target:
                yield number, f'"{target}": includes are written from the root'
            elif not target.startswith("generated/") and not any(
                a == "" or target == a or target.startswith(a + "/") for a in allowed
            ):
                yield number, f'{folder} must not include "{target}"'
        if path.endswith(".hpp") and re.match(r"\s*using namespace\b", line):
            yield number, "using namespace in a header"
        if PLATFORM_IFDEF.match(line) and not path.startswith(PLATFORM_IFDEF_ALLOWED):
            yield number, "a platform's #if outside of base/ and firmware/"


def main():
    count = files = 0
    for file in sorted(ROOT.rglob("*")):
        path = file.relative_to(ROOT).as_posix()
        if file.suffix not in (".cpp", ".hpp", ".S", ".def", ".inc") or path.startswith(("build/", ".")):
            continue
        files += 1
        for number, what in offences(path, file.read_text()):
            print(f"{path}:{number}: {what}")
            count += 1
    print(f"{files} files, {count} offences")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
