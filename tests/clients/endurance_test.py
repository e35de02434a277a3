"""Connections, interruptions, soft resets and tools that die in the middle, one after the other: the board stays as it was, its memory and its files."""

import os
import random
import signal
import socket
import subprocess
import time

from board import PATIENCE, TOOLS, Board, Failed, check, run_all, run_tool

ROUNDS = 200 if "KINGLET_LONG" in os.environ else 40  # make fuzz sets it
DEATHS = 20 if "KINGLET_LONG" in os.environ else 2
PROMPT = b">>> "


class Host:
    """A connection that sends and looks for what comes."""

    def __init__(self, url):
        self.line = socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])), PATIENCE)
        self.heard = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.line.close()

    def send(self, data):
        self.line.sendall(data)

    def wait_for(self, text):
        """Until it has come; what was before it."""
        while text not in self.heard:
            try:
                more = self.line.recv(4096)
            except TimeoutError as error:
                raise Failed(f"{text!r} did not come: {self.heard[-1500:]!r}") from error
            check(more, f"the line ended before {text!r}: {self.heard[-500:]!r}")
            self.heard += more
        before, _, self.heard = self.heard.partition(text)
        return before

    def friendly(self):
        """A prompt, whatever was going on. A Ctrl-C while boot.py runs takes with it what was sent before it, so once may not be enough."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            mark = b"%d" % random.getrandbits(60)
            self.send(b"\r\x03\x03\x02\r\x03print('%s' + '<')\r" % mark)
            self.line.settimeout(2)
            try:
                self.wait_for(mark + b"<\r\n>>> ")
                return
            except Failed:
                continue
            finally:
                self.line.settimeout(PATIENCE)
        raise Failed(f"no prompt: {self.heard[-1500:]!r}")

    def command(self, line):
        """A line that prints nothing."""
        self.send(line + b"\r")
        self.wait_for(line + b"\r\n>>> ")

    def state(self):
        """Free memory after a soft reset, and the files."""
        self.friendly()
        self.send(b"\x04")
        self.wait_for(b"soft reboot")
        self.wait_for(PROMPT)
        self.send(b"import gc, os; gc.collect(); print('[', gc.mem_free(), os.listdir(), ']')\r")
        self.wait_for(b"\r\n[")
        return self.wait_for(PROMPT).decode()


def connections(_):
    """Each leaves the board in another state: a half line, a program, a raw prompt in the middle of a text, paste mode, a soft reset."""
    leave = (b"half a li", b"while True: pass\r\r", b"\x01print(", b"\x01\x05A\x01x = [", b"\x05def f(", b"input()\rab", b"\x04", b"\x01\x04",
             b"import time; time.sleep(1000)\r", b"x = [bytearray(100) for i in range(300)]\r", b"f = open('left.txt', 'w'); f.write('a' * 3000)\r",
             b"import sys; sys.stdin.buffer.read(100)\r", b"import micropython; micropython.heap_lock()\r", b"raise SystemExit\r",
             b"def f(): f()\r\rf()\r", b"print('x' * 20000)\r", b"while True: print(1)\r\r")
    numbers = random.Random(3)
    with Board("--socket", "0") as board:
        board.wait_for(PROMPT)
        with Host(board.urls[0]) as host:
            host.friendly()
            host.command(b"open('left.txt', 'w').close()")
            before = host.state()
        for turn in range(ROUNDS):
            with Host(board.urls[0]) as host:
                host.friendly()
                host.send(leave[turn % len(leave)] if turn < len(leave) else numbers.choice(leave))
                if numbers.randrange(3) == 0:
                    host.send(b"\x03")
        with Host(board.urls[0]) as host:
            host.friendly()
            host.command(b"open('left.txt', 'w').close()")
            after = host.state()
        check(before == after, f"before {before}, after {after}")


def interruptions(_):
    """Ctrl-C at any moment of a program that allocates, writes files and raises."""
    program = (b"\x05def work():\r    while True:\r        with open('w.txt', 'w') as f: f.write('abc' * 100)\r        x = [str(i) for i in range(50)]\r"
               b"        try: 1 / 0\r        except ZeroDivisionError as e: pass\r\x04")
    numbers = random.Random(2)
    with Board("--socket", "0") as board:
        board.wait_for(PROMPT)
        with Host(board.urls[0]) as host:
            host.friendly()
            host.command(b"open('w.txt', 'w').close()")
            before = host.state()
            host.friendly()
            host.send(program)
            host.wait_for(b"=== \r\n>>> ")
            for _ in range(ROUNDS):
                host.friendly()
                host.send(b"work()\r")
                time.sleep(numbers.random() * 0.02)
                host.send(b"\x03")
                host.wait_for(b"KeyboardInterrupt: \r\n>>> ")
            after = host.state()
        check(before == after, f"before {before}, after {after}")


def tools_that_die(way, folder):
    """mpremote is killed in the middle of copying; the next one finds a board, and it can copy."""
    data = folder / "data.bin"
    data.write_bytes(random.Random(1).randbytes(8_000))
    numbers = random.Random(9)
    with Board(way, str(folder / "line") if way == "--pty" else "0") as board:
        board.wait_for(PROMPT)
        for _ in range(DEATHS):
            copying = subprocess.Popen([TOOLS / "mpremote", "connect", board.urls[0], "cp", data, ":data.bin"],
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.5 + numbers.random())
            copying.send_signal(signal.SIGKILL)
            copying.wait()
            check(run_tool("mpremote", "connect", board.urls[0], "eval", "6 * 7").strip() == "42", "the next tool")
        listed = run_tool("mpremote", "connect", board.urls[0], "ls", "+", "cp", data, ":data.bin", "+", "cp", ":data.bin", folder / "back.bin")
        check("97 boot.py" in listed, listed)
        check(data.read_bytes() == (folder / "back.bin").read_bytes(), "a file after all that")


def tools_that_die_at_a_terminal(folder):
    tools_that_die("--pty", folder)


def tools_that_die_in_the_network(folder):
    tools_that_die("--rfc2217", folder)


run_all(connections, interruptions, tools_that_die_at_a_terminal, tools_that_die_in_the_network)
