#!/usr/bin/env python3
"""FAT images exchanged with mtools and dosfstools: random operations, by ours and by theirs in turns on one image, FAT12, FAT16 and FAT32. After
each turn both have to read the same tree, which is what a plain model says, and fsck.fat has to find nothing.

    fat_exchange_test.py --program IMAGE_PROGRAM [--sequences N] [--seed N]
"""
import argparse
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import model
from model import check, check_same

# Sectors, bytes of each, and the options with which mkfs.fat makes one of the same kind (None: it cannot).
GEOMETRIES = [
    (50, 512, None), (200, 512, ["-F12"]), (2880, 512, ["-F12"]), (4000, 512, ["-F12", "-f1"]), (5000, 1024, ["-F12"]),
    (9000, 512, ["-F16", "-s1"]), (40000, 512, ["-F16"]), (700, 4096, ["-F12"]), (70000, 512, ["-F32", "-s1"]), (4300, 512, ["-F16", "-s1"]),
]
NAMES = ["a", "b.txt", "main.py", "Read Me.txt", "a.b.c", "UPPER.TXT", "MixedCase.py", "very long name of a file.data", "n" * 200, "Änderung eins.txt", "Ж.ж", "日本", "Ελληνικά.py",
         "lib", "data", ".hidden", "two  spaces", "plus+equals=.txt", "EIGHT888.EXT", "t"]
# A user's path need not have mkfs.fat and fsck.fat in it.
ENVIRONMENT = dict(os.environ, PATH=os.environ["PATH"] + ":/usr/sbin:/sbin", MTOOLS_SKIP_CHECK="1", LC_ALL="C.UTF-8", TZ="UTC")


def tool(*words, accept=(0,)):
    done = subprocess.run([str(word) for word in words], env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode not in accept:
        raise SystemExit(f"{words}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class Theirs:
    """The same commands by mtools, but for renaming, which forgets the case of letters. What is written is the whole of a file."""

    def __init__(self, image, folder):
        self.image, self.scratch = image, pathlib.Path(folder)

    def do(self, words, tree):
        command, path = words[0], "::" + words[1]
        if command in ("write", "append", "patch"):
            local = self.scratch / "content"
            local.write_bytes(tree.files[words[1]])
            tool("mcopy", "-D", "o", "-i", self.image, local, path)
        else:
            tool({"mkdir": "mmd", "rmdir": "mrd", "remove": "mdel"}[command], "-i", self.image, path)

    def tree(self):
        found = []
        with tempfile.TemporaryDirectory(dir=self.scratch) as copies:
            tool("mcopy", "-s", "-n", "-Q", "-i", self.image, "::/", copies, accept=(0, 1))
            for path in pathlib.Path(copies).rglob("*"):
                name = "/" + str(path.relative_to(copies))
                found.append(name + "/" if path.is_dir() else name + "=" + path.read_bytes().hex())
        return sorted(found)


def fsck(image, where):
    done = subprocess.run(["fsck.fat", "-n", "-v", image], env=ENVIRONMENT, capture_output=True, text=True)
    check(done.returncode == 0, where, "fsck.fat: " + done.stdout + done.stderr)
    counts = re.search(r"(\d+) files?, (\d+)/(\d+) clusters", done.stdout)
    return int(counts[3]) - int(counts[2])


def run_sequence(ours, rng, folder, number):
    sectors, sector, options = rng.choice(GEOMETRIES)
    where = f"sequence {number}, {sectors} sectors of {sector}"
    image = os.path.join(folder, "image")
    tree, full = model.Model(names=NAMES), 0
    if options is None or rng.randrange(2):
        check(ours.ask("mkfat", sectors, sector)[0] == 0, where, "mkfat")
        ours.ask("save", image)
    else:
        pathlib.Path(image).write_bytes(bytes(sectors * sector))
        tool("mkfs.fat", "-S", sector, *options, image)
    theirs = Theirs(image, folder)
    for turn in range(4):
        is_ours = turn % 2 == 0
        check(ours.ask("fat", image, sector)[0] == 0, where, "our mount")
        for _ in range(rng.randrange(1, 12)):
            words, apply = tree.choose(rng, 1024)
            if is_ours:
                error, _ = ours.do(*words)
                if error == 28:
                    # As on every FAT, what fits is there.
                    full += 1
                    if words[0] in ("write", "append", "patch"):
                        ours.do("remove", words[1])
                        tree.files.pop(words[1], None)
                    break
                check(error == 0, where, f"turn {turn}, {str(words)[:200]}: {error}")
                apply()
            elif words[0] != "rename":
                if words[0] in ("write", "append", "patch") and free < 40:
                    continue
                apply()
                theirs.do(words, tree)
        if is_ours:
            error, text = ours.ask("tree")
            check(error == 0, where, f"our tree: {error}")
            check_same(model.ours_as_list(text), tree.tree(), where + f", turn {turn}, read by ours after ours")
            check(ours.ask("save", image)[0] == 0, where, "save: the device was misused")
        free = fsck(image, where + f", turn {turn}")
        if is_ours:
            check(int(ours.ask("free")[1]) == free, where, f"turn {turn}: free blocks")
        check_same(theirs.tree(), tree.tree(), where + f", turn {turn}, read by theirs after {'ours' if is_ours else 'theirs'}")
    check(ours.ask("fat", image, sector)[0] == 0, where, "our last mount")
    check_same(model.ours_as_list(ours.ask("tree")[1]), tree.tree(), where + ", read by ours at the end")
    return full


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sequences", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    ours = model.Ours(options.program)
    full = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.first, options.first + options.sequences):
            full += run_sequence(ours, random.Random(options.seed * 1000003 + number), folder, number)
    print(f"{options.sequences} sequences of operations, by ours and by mtools in turns: the same trees, and fsck.fat finds nothing ({full} times full)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
