"""rshell, ampy, and pyboard as it lives on in mpremote's package, from PyPI, as they are: to the board and back, listings, programs."""

import os
import pathlib
import random

from board import Board, check, run_all, run_tool

PROMPT = b">>> "
SIZES = (1, 32, 33)
LARGE = 200_000 if "KINGLET_LONG" in os.environ else 2_000  # make fuzz sets it


def files_in(folder):
    """A file of each size; random bytes."""
    numbers = random.Random(5)
    for size in (*SIZES, LARGE):
        path = folder / f"{size}.bin"
        path.write_bytes(numbers.randbytes(size))
        yield path


def check_same(path, back):
    check(path.read_bytes() == back.read_bytes(), f"what came back of {path.name} is not what it was")


def ampy(folder):
    with Board("--pty", str(folder / "line")) as board:
        board.wait_for(PROMPT)

        def tool(*arguments):
            return run_tool("ampy", "--port", folder / "line", *arguments).replace("\r", "")

        for path in files_in(folder):
            tool("put", path, path.name)
            tool("get", path.name, folder / "back")
            check_same(path, folder / "back")
        check(tool("ls").split() == sorted(["/boot.py", *(f"/{size}.bin" for size in (*SIZES, LARGE))]), tool("ls"))
        check(f"/{LARGE}.bin - {LARGE} bytes" in tool("ls", "-l"), tool("ls", "-l"))
        program = folder / "program.py"
        program.write_text("for i in range(3):\n    print('line', i)\n", encoding="ascii")
        check(tool("run", program) == "line 0\nline 1\nline 2\n", "run")
        (folder / "tree").mkdir()
        (folder / "tree" / "a.py").write_text("A = 1\n", encoding="ascii")
        tool("put", folder / "tree")
        tool("mkdir", "/tree/inner")
        check(tool("ls", "-r", "/tree").split() == ["/tree/a.py", "/tree/inner"], tool("ls", "-r", "/tree"))
        tool("rmdir", "/tree")
        tool("rm", "1.bin")
        tool("reset")
        check("/tree" not in tool("ls") and "/1.bin" not in tool("ls"), tool("ls"))


def rshell(folder):
    with Board("--pty", str(folder / "line")) as board:
        board.wait_for(PROMPT)

        def tool(*commands):
            script = folder / "script"
            script.write_text("\n".join(commands) + "\n", encoding="ascii")
            return run_tool("rshell", "--quiet", "--nocolor", "--port", folder / "line", "--file", script).replace("\r", "")

        paths = list(files_in(folder))
        (folder / "back").mkdir()
        tool(*(f"cp {path} /pyboard/{path.name}" for path in paths))
        listed = tool("ls -l /pyboard")
        for path in paths:
            check(path.name in listed, f"{path.name} is not in\n{listed}")
        tool(*(f"cp /pyboard/{path.name} {folder}/back/{path.name}" for path in paths))
        for path in paths:
            check_same(path, folder / "back" / path.name)
        check("boot.py" in tool("mkdir /pyboard/folder", "rm /pyboard/1.bin", "ls /pyboard"), "mkdir, rm, ls")
        check("import" in tool("cat /pyboard/boot.py") or "#" in tool("cat /pyboard/boot.py"), "cat")
        check("folder" not in tool("rm -r /pyboard/folder", "ls /pyboard"), "rm -r")
        check("\n5\n" in tool("repl ~ print(2 + 3) ~"), "repl")


PYBOARD = """
import sys
from mpremote.transport_serial import SerialTransport
board = SerialTransport(sys.argv[1])
board.enter_raw_repl()
print(board.exec("x = 6 * 7; print(x)"), board.eval("x + 1"))
data = open(sys.argv[2], "rb").read()
board.fs_writefile("data.bin", data)
print(board.fs_readfile("data.bin") == data, sorted(entry.name for entry in board.fs_listdir("/")), board.fs_stat("data.bin").st_size)
print(board.execfile(sys.argv[3]))
board.fs_rmfile("data.bin")
board.use_raw_paste = False
print(board.exec("print('without raw paste', " + "+".join(["1"] * 900) + ")"))
board.exit_raw_repl()
board.close()
"""


def pyboard(folder):
    """A program that uses the class for boards."""
    data, program, script = folder / "data.bin", folder / "program.py", folder / "script.py"
    data.write_bytes(random.Random(4).randbytes(3000))
    program.write_text("print('from a file')\n", encoding="ascii")
    script.write_text(PYBOARD, encoding="ascii")
    with Board("--pty", str(folder / "line")) as board:
        board.wait_for(PROMPT)
        output = run_tool("python", script, folder / "line", data, program)
        check(output == "b'42\\r\\n' 43\nTrue ['boot.py', 'data.bin'] 3000\nb'from a file\\r\\n'\nb'without raw paste 900\\r\\n'\n", output)


run_all(ampy, rshell, pyboard)
