"""docs/tools.md, executed: each line behind a `$` in its blocks, and its output compared. `...` there stands for anything, in a line or for lines."""

import os
import pathlib
import re
import socket
import subprocess
import time

from board import IMAGE, KINGLET, PATIENCE, ROOT, TOOLS, Board, Failed, check, failure, run_all, run_tool

PAGE = (ROOT / "docs" / "tools.md").read_text(encoding="utf-8")
HERE = pathlib.Path(__file__).parent
PROMPT = b">>> "


def blocks(section, kind):
    """The blocks of a kind under a heading; the page's beginning is the section ''."""
    text = next(part for part in ("\n" + PAGE).split("\n## ") if part.split("\n")[0].startswith(section))
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def steps(block):
    """Each command with what is typed into it and what it prints."""
    for part in block.split("$ ")[1:] if block.startswith("$ ") else []:
        command, _, output = part.partition("\n")
        typed, ends, rest = output.partition("^D\n")
        yield (command, typed, rest) if ends else (command, "", output)


def pattern(output):
    """The regular expression that an output has to match."""
    lines = []
    for line in output.splitlines():
        lines.append(r"(?:.*\n)*?" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + r" *\n")
    return "".join(lines)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Shell:
    """Runs the page's commands in a folder, with the page's board."""

    def __init__(self, folder, board):
        self.folder = folder
        self.ports = {"4000": board.url("rfc2217").rpartition(":")[2], "4001": str(free_port())}
        path = os.pathsep.join((str(TOOLS), str(pathlib.Path(KINGLET).resolve().parent), os.environ["PATH"]))
        self.environment = dict(os.environ, PATH=path, NO_COLOR="1", TERM="dumb", COLUMNS="200")
        self.servers = []

    def close(self):
        for server in self.servers:
            server.kill()
            server.wait()

    def here(self, text):
        """With the ports that are free on this machine."""
        return re.sub(r"\b400[01]\b", lambda found: self.ports[found.group()], text)

    def run(self, command, typed, output):
        command = self.here(command)
        if command.endswith("&"):
            # pylint: disable-next=consider-using-with
            self.servers.append(subprocess.Popen(["bash", "-c", "exec " + command[:-1]], cwd=self.folder, env=self.environment))
            self.wait_for_server()
            return
        ran = subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, input=typed.encode(), stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, timeout=PATIENCE, check=False)
        printed = ran.stdout.decode(errors="replace").replace("\r", "").rstrip("\n") + "\n"
        if ran.returncode != 0 or not re.fullmatch(pattern(self.here(output)) or "\n", printed):
            raise failure(printed, f"`{command}` ended with {ran.returncode}; expected was\n{output}\nand it printed")

    def wait_for_server(self):
        end = time.monotonic() + PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", int(self.ports["4001"])), 5).close()
                return
            except OSError as error:
                if time.monotonic() > end:
                    raise Failed("the page's server did not come up") from error
                time.sleep(0.05)


def section(name, folder):
    """All of a section's commands, one after the other, on a new board."""
    (folder / "kinglet.bin").write_bytes(IMAGE.read_bytes())
    with Board("--pty", str(folder / "board"), "--rfc2217", "0") as board:
        board.wait_for(PROMPT)
        shell = Shell(folder, board)
        try:
            found = blocks(name, "console")
            check(found, f"docs/tools.md has nothing to execute under {name!r}")
            for block in found:
                check(block.startswith("$ "), f"a block under {name!r} begins with no command")
                for step in steps(block):
                    shell.run(*step)
        finally:
            shell.close()


def the_board(folder):
    """The page's first command, which the others rely on."""
    ((command, _, output),) = steps(blocks("", "console")[0])
    words = command.replace("4000", str(free_port())).split()
    check(words[:2] == ["kinglet", "board"] and words[-1] == "&", f"the page's board: {command}")
    with Board(*words[2:-1], folder=folder) as board:
        check([re.sub(r"\d+$", "4000", url) for url in board.urls] == output.split(), f"{command} printed {board.urls}")


def esptool(folder):
    section("esptool", folder)


def mpremote(folder):
    section("mpremote", folder)


def ampy(folder):
    section("ampy", folder)


def rshell(folder):
    section("rshell", folder)


def own_program(folder):
    section("A program of one's own", folder)


def with_port(name, kind, found, script, folder):
    """A front end's settings name the board; its session is tried with that port."""
    port = re.search(found, blocks(name, kind)[0]).group(1)
    with Board("--pty", str(folder / port)) as board:
        board.wait_for(PROMPT)
        output = run_tool("python", HERE / script, folder / port, folder)
        check(output.endswith("done\n"), f"{script}:\n{output}")


def thonny(folder):
    with_port("Thonny", "ini", r"port = (\S+)", "thonny_session.py", folder)


def jupyter(folder):
    with_port("Jupyter", "notebook", r"--port=(\S+)", "jupyter_session.py", folder)


run_all(the_board, esptool, mpremote, ampy, rshell, own_program, thonny, jupyter)
