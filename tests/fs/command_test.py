#!/usr/bin/env python3
"""kinglet fs on image files, with littlefs-python as the other implementation, and kinglet run FOLDER.

    command_test.py KINGLET FIRMWARE_IMAGE [unittest options]
"""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

from littlefs import LittleFS

WALL_LIMIT = 300
KINGLET, FIRMWARE = "", b""


class Command(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.image = str(self.folder / "image.bin")

    def call(self, *words, keys=b""):
        done = subprocess.run([KINGLET, *map(str, words)], input=keys, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=WALL_LIMIT)
        self.assertGreaterEqual(done.returncode, 0, f"{words} died: {done.stderr[-2000:]}")
        return done

    def fs(self, command, *words, status=0):
        done = self.call("fs", command, self.image, *words)
        self.assertEqual(done.returncode, status, (command, words, done.stderr))
        return done.stdout.decode()

    def file(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)


def theirs(content, block_size=4096, offset=0, end=None):
    content = bytes(content[offset:end])
    system = LittleFS(block_size=block_size, block_count=len(content) // block_size, read_size=32, prog_size=32, cache_size=128,
                      lookahead_size=32, mount=False)
    system.context.buffer[:] = content
    system.mount()
    return system


def tree_of(system, path="/"):
    found = {}
    for root, folders, files in system.walk(path):
        root = "/" + root.strip("/") if root.strip("/") else ""
        found.update((f"{root}/{name}/", None) for name in folders)
        for name in files:
            with system.open(f"{root}/{name}", "rb") as file:
                found[f"{root}/{name}"] = file.read()
    return found


class Exchange(Command):
    def test_what_we_write_they_read(self):
        rng = random.Random(7)
        expected = {}
        for i in range(30):
            name = f"lib/{'abc'[i % 3]}/file{i}.py"
            expected[name] = rng.randbytes(rng.choice((0, 1, 100, 3000, 4096, 20000)))
            self.file("in/" + name, expected[name])
        self.file("in/__pycache__/x.pyc", b"no")
        self.fs("format", "--size", "1M")
        self.fs("cp", f"{self.folder}/in/.", ":")
        found = tree_of(theirs(pathlib.Path(self.image).read_bytes()))
        files = {name for name, content in found.items() if content is not None}
        self.assertEqual(files, {"/" + name for name in expected})
        self.assertEqual([name for name in expected if found["/" + name] != expected[name]], [])
        self.fs("cp", ":", self.folder / "out")
        for name, content in expected.items():
            self.assertEqual((self.folder / "out" / name).read_bytes(), content)
        self.assertIn("sound: 30 files", self.fs("check"))

    def test_what_they_write_we_read_at_any_place(self):
        for block, count, offset in ((4096, 64, 0), (4096, 100, 0x9A000), (512, 200, 0), (256, 100, 0), (8192, 20, 65536), (128, 300, 0)):
            system = LittleFS(block_size=block, block_count=count, read_size=8, prog_size=8, cache_size=32, lookahead_size=16)
            system.makedirs("/lib/deep")
            for name, content in (("/main.py", b"print(1)\n"), ("/lib/deep/big", os.urandom(5000))):
                with system.open(name, "wb") as file:
                    file.write(content)
            pathlib.Path(self.image).write_bytes(b"\xE9" * offset + bytes(system.context.buffer))
            self.assertEqual(self.fs("cat", "main.py"), "print(1)\n", (block, offset))
            self.assertEqual(self.fs("tree"), ":/\n  lib/\n    deep/\n      big  5000\n  main.py  9\n")
            self.fs("cp", self.file("boot.py", "import os\n"), ":/lib/boot.py")
            self.fs("rm", ":/lib/deep/big")
            content = pathlib.Path(self.image).read_bytes()
            self.assertEqual(content[:offset], b"\xE9" * offset)
            found = tree_of(theirs(content, block, offset))
            self.assertEqual(found, {"/lib/": None, "/lib/deep/": None, "/lib/boot.py": b"import os\n", "/main.py": b"print(1)\n"})


class Commands(Command):
    def setUp(self):
        super().setUp()
        self.fs("format", "--size", "256K")

    def test_each(self):
        self.fs("mkdir", ":/lib", "/data")
        self.fs("mkdir", "-p", "a/b/c")
        self.fs("cp", self.file("one.py", "1\n"), self.file("two.py", "22\n"), ":lib")
        self.fs("cp", self.file("one.py", "1\n"), ":main.py")
        self.fs("cp", ":main.py", ":copy.py")
        self.fs("cp", ":lib", ":data")
        self.assertEqual(self.fs("ls"), "a/\ncopy.py\ndata/\nlib/\nmain.py\n")
        self.assertEqual(self.fs("ls", "lib", "main.py"), ":/lib/\none.py\ntwo.py\nmain.py\n")
        self.assertRegex(self.fs("ls", "-l", "lib"), r"^         2  20\d\d-\d\d-\d\d \d\d:\d\d:\d\d  one.py\n")
        self.assertEqual(self.fs("cat", ":data/lib/two.py", ":main.py"), "22\n1\n")
        self.fs("rm", "copy.py", "a/b/c")
        self.fs("rm", "-r", "data", "a")
        self.assertEqual(self.fs("tree"), ":/\n  lib/\n    one.py  2\n    two.py  3\n  main.py  2\n")
        self.fs("cp", ":lib/one.py", self.folder / "out.py")
        self.assertEqual((self.folder / "out.py").read_bytes(), b"1\n")
        self.assertRegex(self.fs("df"), r"\n +blocks +64 +\d+ +\d+\n.*\nblocks of 4096 bytes from offset 0\n$")
        self.assertEqual(self.fs("repair"), "sound: 3 files with 7 bytes and 1 folders\nnothing to repair\n")

    def test_times_are_kept(self):
        path = self.file("old.py", "1")
        os.utime(path, (1600000000, 1600000000))
        self.fs("cp", path, ":")
        self.assertIn("2020-09-13 12:26:40  old.py", self.fs("ls", "-l"))
        self.fs("cp", ":old.py", self.folder / "back.py")
        self.assertEqual((self.folder / "back.py").stat().st_mtime, 1600000000)

    def test_a_command_that_fails_changes_nothing(self):
        self.fs("cp", self.file("a.py", "1"), ":a.py")
        before = pathlib.Path(self.image).read_bytes()
        big = self.file("big", bytes(300_000))
        for words in (("cp", self.file("b.py", "1"), big, ":"), ("rm", "a.py", "missing"), ("rm", "/"), ("mkdir", "x", "a.py"), ("mkdir", "n/o"),
                      ("cp", "missing.py", ":"), ("cp", ":a.py", ":no/where.py"), ("cp", self.file("c.py", "1"), ":nowhere/"),
                      ("cat", "missing"), ("ls", "missing"), ("cp", ":missing", self.folder / "x")):
            done = self.call("fs", words[0], self.image, *words[1:])
            self.assertEqual(done.returncode, 1, words)
            self.assertTrue(done.stderr.startswith(b"kinglet: "), done.stderr)
            self.assertEqual(pathlib.Path(self.image).read_bytes(), before, words)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir() if "image" in path.name), ["image.bin"])

    def test_usage(self):
        for words in ((), ("fly", self.image), ("ls",), ("cat", self.image), ("cp", self.image, ":a"), ("df", self.image, "a"),
                      ("ls", "--fly", self.image), ("ls", self.image, "--offset"), ("ls", self.image, "--offset", "x")):
            done = self.call("fs", *words)
            self.assertEqual((done.returncode, done.stdout), (2, b""), words)
            self.assertIn(b"usage: kinglet fs", done.stderr)
        self.assertIn(b"usage: kinglet fs", self.call("fs", "--help").stdout)
        for image, text in (("missing", b"No such file"), (self.file("empty", b""), b"holds no littlefs"), (self.file("noise", os.urandom(9999)), b"holds no")):
            done = self.call("fs", "ls", image)
            self.assertEqual(done.returncode, 1)
            self.assertIn(text, done.stderr)


class Damage(Command):
    def test_what_is_sound_is_shown_and_repaired(self):
        self.fs("format", "--size", "256K")
        for i in range(6):
            self.fs("mkdir", f"d{i}")
            self.fs("cp", self.file(f"f{i}", f"content {i}\n" * 900), f":d{i}/f")
        content = bytearray(pathlib.Path(self.image).read_bytes())
        # Used, but not by the content of files: the pairs of the folders.
        folders = [at for at in range(8192, len(content), 4096)
                   if content[at:at + 4096] != b"\xff" * 4096 and b"content" not in content[at:at + 4096]]
        self.assertEqual(len(folders), 6)
        for at in folders[2:4]:
            content[at:at + 4096] = bytes(4096)
        pathlib.Path(self.image).write_bytes(content)
        done = self.call("fs", "tree", self.image)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"damaged", done.stderr)
        readable = done.stdout.decode().count("    f  ")
        self.assertEqual(readable, 4)
        self.assertEqual(self.call("fs", "check", self.image).returncode, 1)
        self.call("fs", "repair", self.image)
        self.assertIn("sound", self.fs("check"))
        self.assertEqual(self.fs("tree").count("    f  "), readable)


class Folder(Command):
    def test_a_folder_runs(self):
        self.file("app/main.py", "import my_app\nprint(my_app.answer(), open('data/x').read())\n")
        self.file("app/my_app.py", "def answer(): return 42\n")
        self.file("app/data/x", "text")
        done = self.call("run", self.folder / "app", "--timeout", "20")
        self.assertEqual(done.returncode, 0, done.stderr)
        text = done.stdout.replace(b"\r", b"")
        self.assertIn(b"rst cause:1", text)
        self.assertIn(b"\n42 text\nKinglet v", text)
        self.assertNotIn(b"initial setup", text)
        # The same inputs give the same run.
        self.assertEqual(self.call("run", self.folder / "app").stdout, done.stdout)

    def test_its_end(self):
        for program, status in (("1/0\n", 1), ("import time\ntime.sleep(100)\n", 124), ("import machine\nmachine.mem32[0] = 0\n", 3),
                                ("import machine\nif machine.reset_cause() != 4: machine.reset()\n", 0),
                                ("try: 1/0\nexcept ZeroDivisionError as e:\n import sys\n sys.print_exception(e)\nprint(1)\n", 0)):
            self.file("app/main.py", program)
            done = self.call("run", "--timeout", "10", self.folder / "app")
            self.assertEqual(done.returncode, status, (program, done.stdout[-600:], done.stderr))

    def test_a_flash_that_is_kept(self):
        self.file("app/main.py", "with open('log', 'a') as f: f.write('x')\nprint('runs', len(open('log').read()))\n")
        for run in (1, 2):
            done = self.call("run", "--flash", self.image, "--flash-size", "1M", self.folder / "app")
            self.assertIn(b"runs %d\r\n" % run, done.stdout)
        self.assertEqual(self.fs("ls"), "log\nmain.py\n")
        self.assertEqual(self.fs("cat", "log"), "xx")
        self.fs("rm", "log")
        self.assertIn(b"runs 1\r\n", self.call("run", "--flash", self.image, self.folder / "app").stdout)

    def test_input(self):
        self.file("app/main.py", "print('got', input('? '))\n")
        self.assertIn(b"got a line\r\n", self.call("run", self.folder / "app", keys=b"a line\n").stdout)

    def test_a_whole_flash_made_on_the_desktop(self):
        for size in ("512K", "1M", "4M"):
            path = pathlib.Path(self.image)
            count = int(size[:-1]) << (10 if size.endswith("K") else 20)
            path.write_bytes(FIRMWARE + b"\xff" * (count - len(FIRMWARE)))
            self.fs("format")
            self.fs("cp", self.file("main.py", "import os\nprint('here', os.listdir())\n"), ":")
            done = self.call("repl", "--flash", path, "--flash-size", size)
            self.assertIn(b"here ['main.py']", done.stdout)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(f"usage: {sys.argv[0]} KINGLET FIRMWARE_IMAGE [unittest options]")
    KINGLET = os.path.abspath(sys.argv.pop(1))
    FIRMWARE = pathlib.Path(sys.argv.pop(1)).read_bytes()
    unittest.main()
