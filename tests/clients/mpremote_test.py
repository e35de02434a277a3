"""mpremote from PyPI, as it is, against the virtual board: every command that it has, over a pseudo terminal and over RFC 2217."""

import contextlib
import functools
import hashlib
import http.server
import os
import random
import threading
import time

from board import Board, check, run_all, run_tool

PROMPT = b">>> "
os.environ["EDITOR"] = "sed -i s/1/2/"  # what mpremote edit calls
SIZES = (1, 255, 256, 257, 4097)
LARGE = 200_000 if "KINGLET_LONG" in os.environ else 30_000  # make fuzz sets it


@contextlib.contextmanager
def connected(way, folder, *options):
    """A board and `mpremote connect` to it."""
    where = str(folder / "line") if way == "--pty" else "0"
    with Board(way, where, *options) as board:
        board.wait_for(PROMPT)

        def mpremote(*arguments, status=0):
            return run_tool("mpremote", "connect", board.urls[0], *arguments, status=status).replace("\r", "")

        mpremote.board = board
        yield mpremote


def running(mpremote, folder):
    """exec, eval, run, and how they fail."""
    program = folder / "program.py"
    program.write_text("import sys\nfor i in range(3):\n    print('line', i)\n", encoding="ascii")
    check(mpremote("exec", "x = 6 * 7; print(x)", "+", "eval", "[x, 'é']") == "42\n[42, 'é']\n", "exec and eval in one session")
    check(mpremote("run", program) == "line 0\nline 1\nline 2\n", "run")
    output = mpremote("exec", "1/0", status=1)
    check("ZeroDivisionError: division by zero" in output and 'File "<stdin>", line 1' in output, output)
    mpremote("exec", "--no-follow", "y = 5\nwhile True: pass")
    check(mpremote("resume", "eval", "y") == "5\n", "resume keeps what there is, and stops what runs")
    check("NameError" in mpremote("eval", "y", status=1), "a new session begins with a soft reset")
    long_program = folder / "long.py"
    long_program.write_text("".join(f"a{i} = {i}\n" for i in range(700)) + "print(a0 + a699)\n", encoding="ascii")
    check(mpremote("run", long_program) == "699\n", "a long program")


def folders(mpremote, folder):
    """What fs has, and df, tree, sha256sum, touch."""
    mpremote("mkdir", ":one", "+", "mkdir", ":one/two", "+", "touch", ":one/two/empty")
    (folder / "tree" / "inner").mkdir(parents=True)
    (folder / "tree" / "a.txt").write_bytes(b"a file\n")
    (folder / "tree" / "inner" / "b.bin").write_bytes(bytes(range(256)))
    mpremote("cp", "-r", folder / "tree", ":")
    check(mpremote("cat", ":tree/a.txt") == "a file\n", "cat")
    shown = mpremote("tree", ":")
    for name in ("boot.py", "one", "two", "empty", "tree", "a.txt", "inner", "b.bin"):
        check(name in shown, f"{name} is not in\n{shown}")
    listed = mpremote("ls", ":tree")
    check("7 a.txt" in listed and "0 inner/" in listed, listed)
    check(hashlib.sha256(bytes(range(256))).hexdigest() in mpremote("sha256sum", ":tree/inner/b.bin"), "sha256sum")
    mpremote("cp", "-r", ":tree", folder / "back")
    back = folder / "back" / "tree" if (folder / "back" / "tree").exists() else folder / "back"
    check((back / "inner" / "b.bin").read_bytes() == bytes(range(256)), "cp -r from the board")
    mpremote("cp", ":tree/a.txt", ":copy.txt")
    check(mpremote("cat", ":copy.txt") == "a file\n", "cp on the board")
    mpremote("rm", ":one/two/empty", "+", "rmdir", ":one/two", "+", "rmdir", ":one", "+", "rm", "-r", ":tree", "+", "rm", ":copy.txt")
    check(mpremote("ls").split("\n")[1:] == ["          97 boot.py", ""], mpremote("ls"))
    check("No such file" in mpremote("cat", ":nothing", status=1), "cat of nothing")
    check("No such file" in mpremote("rm", ":nothing", status=1), "rm of nothing")
    check("File exists" in mpremote("mkdir", ":boot.py", status=1), "mkdir of a file")
    figures = mpremote("df").split("\n")[1].split()
    check(int(figures[-5]) > int(figures[-4]) > 0 and figures[-1] == "/", f"df: {figures}")


def editing(mpremote, folder):
    program = folder / "edited.py"
    program.write_text("x = 1\n", encoding="ascii")
    mpremote("cp", program, ":edited.py")
    mpremote("edit", ":edited.py")
    check(mpremote("cat", ":edited.py") == "x = 2\n", "edit")
    mpremote("rm", ":edited.py")


def mounting(mpremote, folder):
    """Programs import from a folder of the computer, and read and write files there, whatever bytes they have."""
    place = folder / "mounted"
    (place / "package").mkdir(parents=True)
    (place / "near.py").write_text("print('near')\nVALUE = 5\n", encoding="ascii")
    (place / "package" / "__init__.py").write_text("from .inner import VALUE\n", encoding="ascii")
    (place / "package" / "inner.py").write_text("VALUE = 6\n", encoding="ascii")
    (place / "data.bin").write_bytes(bytes(range(256)) * 8)
    program = folder / "mounted.py"
    program.write_text("import near, package, os\nprint(near.VALUE + package.VALUE, os.getcwd(), sorted(os.listdir()))\n"
                       "data = open('data.bin', 'rb').read()\nprint(data == bytes(range(256)) * 8)\n"
                       "with open('new.bin', 'wb') as f: f.write(data[::-1])\n"
                       "print(os.stat('new.bin')[6], [line for line in open('near.py')])\n"
                       "os.rename('new.bin', 'newer.bin'); os.mkdir('folder'); os.rmdir('folder')\n", encoding="ascii")
    output = mpremote("mount", place, "run", program)
    check(output == f"Local directory {place} is mounted at /remote\nnear\n11 /remote ['data.bin', 'near.py', 'package']\nTrue\n"
          "2048 [\"print('near')\\n\", 'VALUE = 5\\n']\n", output)
    check((place / "newer.bin").read_bytes() == (bytes(range(256)) * 8)[::-1], "what was written into the mounted folder")
    check("/remote" in mpremote("mount", place, "exec", "import os; print(os.listdir('/'))", "umount", "exec", "print(os.listdir('/'))"), "umount")


def packages(mpremote, folder):
    """mip installs from an index: what it downloads lies in /lib then, and can be imported."""
    index = folder / "index"
    (index / "src").mkdir(parents=True)
    source = b"VERSION = 3\n"
    (index / "src" / "greeting.py").write_bytes(source)
    (index / "package.json").write_text('{"v": 1, "urls": [["greeting/__init__.py", "src/greeting.py"]], "deps": [], "version": "1.0"}',
                                        encoding="ascii")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(index))
    handler.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        mpremote("mip", "install", "--no-mpy", f"{address}/package.json")
        mpremote("mip", "install", "--no-mpy", "--target", "/other", f"{address}/src/greeting.py")
        server.shutdown()
    check(mpremote("exec", "import greeting; print(greeting.VERSION, greeting.__file__)") == "3 /lib/greeting/__init__.py\n", "mip")
    check(mpremote("cat", ":/other/greeting.py") == source.decode(), "mip --target")


def clock(mpremote, _):
    mpremote("rtc", "--set")
    fields = eval(mpremote("rtc"), {})  # pylint: disable=eval-used
    now = time.time()
    shown = time.mktime((*fields[:3], *fields[4:7], 0, 0, -1))
    check(-5 < now - shown < 300, f"the clock shows {fields} at {time.localtime(now)}")


def resets(mpremote, _):
    board = mpremote.board
    mark = board.mark()
    mpremote("exec", "x = 1", "+", "soft-reset", "+", "eval", "'x' in globals()")
    mark = board.wait_for(b"MPY: soft reboot", mark)
    mpremote("reset")
    mark = board.wait_for(b"boot mode:(3,", mark)
    board.wait_for(PROMPT, mark)
    check(mpremote("eval", "__import__('machine').reset_cause()") in ("4\n", "6\n"), "the cause of the reset")
    check("ROMFS is not enabled on this device" in mpremote("romfs", "query", status=None), "romfs query")
    mpremote("bootloader")  # pins alone lead there: the board stays
    check(mpremote("sleep", "0.1", "eval", "2") == "2\n", "sleep")
    check(mpremote("version").startswith("mpremote 1."), "version")


def part(way, name, folder):
    with connected(way, folder) as mpremote:
        name(mpremote, folder)


def tests():
    """Each part on a board of its own, because the tools wait most of the time; editing and mip say nothing about the way to the board."""
    for way, names in (("--pty", (running, folders, editing, mounting, packages, clock, resets)), ("--rfc2217", (running, folders, mounting, clock, resets))):
        for name in names:
            test = functools.partial(part, way, name)
            test.__name__ = f"{name.__name__}_{way[2:]}"
            yield test


def files_of_every_size(folder):
    """To the board and back, unchanged; every byte value, and the ends of blocks."""
    with connected("--pty", folder) as mpremote:
        numbers = random.Random(6)
        there, back = [], []
        for size in SIZES:
            path = folder / f"{size}.bin"
            path.write_bytes(numbers.randbytes(size))
            there += ["cp", path, f":{size}.bin", "+"]
            back += ["cp", f":{size}.bin", folder / f"{size}.back", "+"]
        mpremote(*there[:-1])
        mpremote(*back[:-1])
        for size in SIZES:
            check((folder / f"{size}.bin").read_bytes() == (folder / f"{size}.back").read_bytes(), f"the file of {size} bytes is not what it was")


def a_large_file(folder):
    with connected("--pty", folder) as mpremote:
        large, back = folder / "large.bin", folder / "large.back"
        large.write_bytes(random.Random(7).randbytes(LARGE))
        mpremote("cp", large, ":large.bin")
        check(hashlib.sha256(large.read_bytes()).hexdigest() in mpremote("sha256sum", ":large.bin"), "the sum of the large file")
        mpremote("cp", ":large.bin", back)
        check(large.read_bytes() == back.read_bytes(), "the large file is not what it was")


run_all(a_large_file, *tests(), files_of_every_size)
