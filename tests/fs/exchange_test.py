#!/usr/bin/env python3
"""Filesystem images exchanged with littlefs-python: random operations, by ours and by theirs in turns on one image, in all geometries that the
supported flashes have and some that none has. After each turn both have to read the same tree, which is what a plain model says.

    exchange_test.py --program IMAGE_PROGRAM [--sequences N] [--seed N]

Needs littlefs-python (tests/requirements.txt); the interpreter that runs this must have it.
"""
import argparse
import os
import random
import sys
import tempfile

from littlefs import LittleFS, errors, lfs

import model
from model import check, check_same, ours_as_list

# Block bytes, block count, read and program unit, cache: the flashes from 512 KiB to 16 MiB with what the image leaves of them, then others.
GEOMETRIES = [
    (4096, 16, 32, 32, 128), (4096, 112, 32, 32, 128), (4096, 256, 32, 32, 128), (4096, 768, 32, 32, 128), (4096, 1792, 32, 32, 128),
    (4096, 3840, 32, 32, 128), (4096, 123, 32, 32, 128), (4096, 64, 1, 1, 256), (4096, 64, 256, 256, 4096), (512, 64, 16, 16, 64),
    (512, 200, 512, 512, 512), (256, 100, 8, 8, 64), (128, 300, 8, 8, 32), (8192, 20, 64, 64, 256), (65536, 8, 64, 2048, 2048),
]
KINDS = model.KINDS + ["setattr", "setattr", "delattr"]


class Theirs:
    """The same commands over littlefs-python."""

    def __init__(self, geometry, image=None, version=None):
        block, count, read, unit, cache = geometry
        options = {"disk_version": version} if version else {}
        # Where every commit takes a whole block, their wear levelling runs into assertions of its own.
        cycles = 20 if unit < block else -1
        self.system = LittleFS(block_size=block, block_count=count, read_size=read, prog_size=unit, cache_size=cache, lookahead_size=16,
                               block_cycles=cycles, mount=False, **options)
        if image is None:
            self.system.format()
        else:
            self.system.context.buffer[:] = image
        self.system.mount()

    def image(self):
        self.system.unmount()
        return bytes(self.system.context.buffer)

    def do(self, command, path=None, *rest):
        try:
            getattr(self, command)(path, *rest)
            return 0, ""
        except (errors.LittleFSError, OSError) as error:
            return abs(getattr(error, "code", None) or getattr(error, "errno", None) or 1), ""

    def put(self, path, flags, offset, content):
        """Without littlefs-python's file objects: one whose close() fails is closed a second time, which its library asserts not to happen."""
        file = lfs.file_open(self.system.fs, path, flags)
        try:
            if offset:
                lfs.file_seek(self.system.fs, file, offset, 0)
            left = bytes.fromhex(content)
            while left:
                left = left[lfs.file_write(self.system.fs, file, left):]
        finally:
            lfs.file_close(self.system.fs, file)

    def write(self, path, content=""):
        self.put(path, "wb", 0, content)

    def append(self, path, content=""):
        self.put(path, "ab", 0, content)

    def patch(self, path, offset, content=""):
        self.put(path, "rb+", offset, content)

    def mkdir(self, path):
        self.system.mkdir(path)

    def remove(self, path):
        self.system.remove(path)

    rmdir = remove

    def rename(self, old, new):
        self.system.rename(old, new)

    def setattr(self, path, number, content=""):
        self.system.setattr(path, chr(number), bytes.fromhex(content))

    def delattr(self, path, number):
        self.system.removeattr(path, chr(number))

    def tree(self):
        found = []
        for folder, folders, files in self.system.walk("/"):
            base = folder.rstrip("/")
            for name in folders:
                found.append(base + "/" + name + "/")
            for name in files:
                with self.system.open(base + "/" + name, "rb") as file:
                    found.append(base + "/" + name + "=" + file.read().hex())
            for name in folders + files:
                for number in range(0x41, 0x44):
                    try:
                        found.append(f"@{base}/{name}@{number}=" + self.system.getattr(base + "/" + name, chr(number)).hex())
                    except errors.LittleFSError:
                        pass
        return sorted(found)


def run_sequence(ours, rng, path, number):
    geometry = rng.choice(GEOMETRIES)
    block, count, read, unit, cache = geometry
    arguments = (block, read, unit, cache, 4 * rng.randrange(1, 9))
    where = f"sequence {number}, geometry {geometry}"
    tree, full = model.Model(kinds=KINDS), 0
    version = rng.choice([None, None, None, 0x00020000])
    if rng.randrange(2):
        check(ours.ask("format", count, *arguments)[0] == 0, where, "format")
        ours.ask("save", path)
        theirs = Theirs(geometry, open(path, "rb").read())
    else:
        theirs = Theirs(geometry, version=version)
    for turn in range(6):
        is_ours = turn % 2 == 0
        if is_ours:
            with open(path, "wb") as file:
                file.write(theirs.image())
            error, _ = ours.ask("image", path, *arguments)
            check(error == 0, where, f"our mount: {error}")
        for _ in range(rng.randrange(1, 12)):
            words, apply = tree.choose(rng, block)
            error, _ = (ours if is_ours else theirs).do(*words)
            if error == 28 or (error == 84 and not is_ours):
                # No room: what the model has still holds, but for the empty file that was made first.
                full += 1
                if words[0] == "write" and words[1] not in tree.files:
                    (ours if is_ours else theirs).do("remove", words[1])
                if not is_ours:  # a rename that failed is half done in their memory, though not on the medium
                    theirs = Theirs(geometry, bytes(theirs.system.context.buffer))
                break
            check(error == 0, where, f"{'ours' if is_ours else 'theirs'} {str(words)[:120]}: {error}")
            apply()
        if is_ours:
            error, text = ours.ask("tree")
            check(error == 0, where, f"our tree: {error}")
            check_same(ours_as_list(text), tree.tree(), where + f", turn {turn}, read by ours after ours")
            check(ours.ask("save", path)[0] == 0, where, "save: the device was misused")
            theirs = Theirs(geometry, open(path, "rb").read())
        check_same(theirs.tree(), tree.tree(), where + f", turn {turn}, read by theirs after {'ours' if is_ours else 'theirs'}")
    with open(path, "wb") as file:
        file.write(theirs.image())
    check(ours.ask("image", path, *arguments)[0] == 0, where, "our last mount")
    check_same(ours_as_list(ours.ask("tree")[1]), tree.tree(), where + ", read by ours at the end")
    return full


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    ours = model.Ours(options.program)
    full = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.first, options.first + options.sequences):
            rng = random.Random(options.seed * 1000003 + number)
            full += run_sequence(ours, rng, os.path.join(folder, "image"), number)
    print(f"{options.sequences} sequences of operations, each by both implementations in turns: the same trees ({full} times the filesystem was full)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
