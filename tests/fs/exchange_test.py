#!/usr/bin/env python3
"""Filesystem images exchanged with littlefs-python: random operations, by ours and by theirs in turns on one image, in all geometries that the
supported flashes have and some that none has. After each turn both have to read the same tree, which is what a plain model says.

    exchange_test.py --program IMAGE_PROGRAM [--sequences N] [--seed N]

Needs littlefs-python (tests/requirements.txt); the interpreter that runs this must have it.
"""
import argparse
import os
import random
import subprocess
import sys
import tempfile

from littlefs import LittleFS, errors, lfs

# Block bytes, block count, read and program unit, cache: the flashes from 512 KiB to 16 MiB with what the image leaves of them, then others.
GEOMETRIES = [
    (4096, 16, 32, 32, 128), (4096, 32, 32, 32, 128), (4096, 123, 32, 32, 128), (4096, 379, 32, 32, 128), (4096, 891, 32, 32, 128),
    (4096, 1915, 32, 32, 128), (4096, 3963, 32, 32, 128), (4096, 64, 1, 1, 256), (4096, 64, 256, 256, 4096), (512, 64, 16, 16, 64),
    (512, 200, 512, 512, 512), (256, 100, 8, 8, 64), (128, 300, 8, 8, 32), (8192, 20, 64, 64, 256), (65536, 8, 64, 2048, 2048),
]
NAMES = ["a", "b", "main.py", "boot.py", "lib", "data", "x" * 40, "test", "testdir", "t", "ä", "Z"]


class Ours:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, *words):
        self.process.stdin.write((" ".join(str(word) for word in words) + "\n").encode())
        self.process.stdin.flush()
        answer = self.process.stdout.readline().decode()
        if not answer:
            raise SystemExit(f"image_program ended at: {words}"[:500])
        error, _, rest = answer.partition(" ")
        return int(error), rest.strip()

    def do(self, *words):
        error, rest = self.ask(*words)
        return error, rest


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


def ours_as_list(text):
    """The answer to `tree` with each attribute named after its file."""
    found, last = [], ""
    for word in text.split():
        if word.startswith("@"):
            found.append("@" + last + word)
        else:
            found.append(word)
            last = word.split("=")[0].rstrip("/")
    return sorted(found)


class Model:
    def __init__(self):
        self.files, self.folders, self.attributes = {}, {"": None}, {}

    def tree(self):
        found = [name + "=" + content.hex() for name, content in self.files.items()]
        found += [name + "/" for name in self.folders if name]
        found += [f"@{name}@{number}=" + content.hex() for (name, number), content in self.attributes.items()]
        return sorted(found)

    def is_empty(self, folder):
        return not any(name.startswith(folder + "/") for name in list(self.files) + list(self.folders))

    def forget(self, name):
        self.attributes = {key: value for key, value in self.attributes.items() if key[0] != name}

    def choose(self, rng, block):
        """A command that has to work, and what makes it hold in the model."""
        while True:
            folder = rng.choice(list(self.folders))
            name = folder + "/" + rng.choice(NAMES) + rng.choice(["", "", str(rng.randrange(12))])
            content = rng.randbytes(rng.choice([0, 1, 30, 64, 127, 128, 129, 300, 500, block - 1, block, block + 1, 2 * block, rng.randrange(5 * block)]))
            kind = rng.choice(["write"] * 5 + ["append"] * 3 + ["patch"] * 2 + ["remove"] * 3 + ["mkdir"] * 2 + ["rmdir", "rename", "rename", "rename",
                                                                                                                   "setattr", "setattr", "delattr"])
            files = list(self.files)
            if kind == "write" and name not in self.folders:
                def apply():
                    self.files[name] = content
                return (kind, name, content.hex()), apply
            if kind == "append" and files:
                name = rng.choice(files)
                def apply():
                    self.files[name] += content
                return (kind, name, content.hex()), apply
            if kind == "patch" and files:
                name = rng.choice(files)
                offset = rng.randrange(len(self.files[name]) + 1 + rng.choice([0, 0, 100]))
                def apply():
                    old = self.files[name].ljust(offset, b"\0") if content else self.files[name]
                    self.files[name] = old[:offset] + content + old[offset + len(content):]
                return (kind, name, offset, content.hex()), apply
            if kind == "remove" and files:
                name = rng.choice(files)
                def apply():
                    del self.files[name]
                    self.forget(name)
                return (kind, name), apply
            if kind == "mkdir" and name not in self.files and name not in self.folders and folder.count("/") < 4:
                def apply():
                    self.folders[name] = None
                return (kind, name), apply
            if kind == "rmdir":
                empty = [name for name in self.folders if name and self.is_empty(name)]
                if empty:
                    name = rng.choice(empty)
                    def apply():
                        del self.folders[name]
                        self.forget(name)
                    return (kind, name), apply
            if kind == "rename":
                everything = files + [name for name in self.folders if name]
                if everything:
                    old = rng.choice(everything)
                    if old != name and not name.startswith(old + "/") and (
                            name not in self.folders if old in self.files else name not in self.files and self.is_empty(name)):
                        return (kind, old, name), lambda: self.rename(old, name)
            if kind == "setattr" and files:
                name, number = rng.choice(files), rng.randrange(0x41, 0x44)
                content = (content or b"x")[:1 + rng.randrange(20)]
                def apply():
                    self.attributes[name, number] = content
                return (kind, name, number, content.hex()), apply
            if kind == "delattr" and self.attributes:
                name, number = rng.choice(list(self.attributes))
                def apply():
                    del self.attributes[name, number]
                return (kind, name, number), apply

    def rename(self, old, new):
        def moved(name):
            return new + name[len(old):] if name == old or name.startswith(old + "/") else name
        self.files.pop(new, None)
        self.folders.pop(new, None)
        self.forget(new)
        self.files = {moved(name): content for name, content in self.files.items()}
        self.folders = {moved(name): None for name in self.folders}
        self.attributes = {(moved(name), number): content for (name, number), content in self.attributes.items()}


def run_sequence(ours, rng, path, number):
    geometry = rng.choice(GEOMETRIES)
    block, count, read, unit, cache = geometry
    arguments = (block, read, unit, cache, 4 * rng.randrange(1, 9))
    where = f"sequence {number}, geometry {geometry}"
    model, full = Model(), 0
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
            words, apply = model.choose(rng, block)
            error, _ = (ours if is_ours else theirs).do(*words)
            if error == 28 or (error == 84 and not is_ours):
                # No room: what the model has still holds, but for the empty file that was made first.
                full += 1
                if words[0] == "write" and words[1] not in model.files:
                    (ours if is_ours else theirs).do("remove", words[1])
                if not is_ours:  # a rename that failed is half done in their memory, though not on the medium
                    theirs = Theirs(geometry, bytes(theirs.system.context.buffer))
                break
            check(error == 0, where, f"{'ours' if is_ours else 'theirs'} {str(words)[:120]}: {error}")
            apply()
        if is_ours:
            error, text = ours.ask("tree")
            check(error == 0, where, f"our tree: {error}")
            check_same(ours_as_list(text), model.tree(), where + f", turn {turn}, read by ours after ours")
            check(ours.ask("save", path)[0] == 0, where, "save: the device was misused")
            theirs = Theirs(geometry, open(path, "rb").read())
        check_same(theirs.tree(), model.tree(), where + f", turn {turn}, read by theirs after {'ours' if is_ours else 'theirs'}")
    with open(path, "wb") as file:
        file.write(theirs.image())
    check(ours.ask("image", path, *arguments)[0] == 0, where, "our last mount")
    check_same(ours_as_list(ours.ask("tree")[1]), model.tree(), where + ", read by ours at the end")
    return full


def check(condition, where, what):
    if not condition:
        raise SystemExit(f"{where}: {what}")


def check_same(found, expected, where):
    if found != expected:
        lines = [f"  only found: {line[:150]}" for line in found if line not in expected]
        lines += [f"  missing:    {line[:150]}" for line in expected if line not in found]
        raise SystemExit("\n".join([where] + lines[:20]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--sequences", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    ours = Ours(options.program)
    full = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.first, options.first + options.sequences):
            rng = random.Random(options.seed * 1000003 + number)
            full += run_sequence(ours, rng, os.path.join(folder, "image"), number)
    print(f"{options.sequences} sequences of operations, each by both implementations in turns: the same trees ({full} times the filesystem was full)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
