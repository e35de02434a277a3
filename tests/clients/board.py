"""A `kinglet board` for a test, and the tools of build/clients that talk to it. Whatever takes longer than any machine needs is an error with a text."""

import concurrent.futures
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
IMAGE = ROOT / "build" / "firmware" / "kinglet.bin"
TOOLS = ROOT / "build" / "clients" / "venv" / "bin"
MODULES = ROOT / "build" / "clients" / "node_modules"
KINGLET = str(pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "build" / "bin" / "kinglet")
PATIENCE = 240  # seconds that one step may take on a machine with much else to do


# What the tools say when a board has not answered within their own few seconds. On a machine with too much else to do that says nothing about the board.
GAVE_UP = ("No serial data received", "Serial data stream stopped", "Timed out waiting", "timed out", "Failed to connect", "timeout waiting for",
           "could not exec command", "could not enter raw repl", "could not complete raw paste")
ATTEMPTS = 4
AT_ONCE = 8


class Failed(Exception):
    """What a test found wrong."""


class GaveUp(Failed):
    """A tool was tired of waiting."""


def check(condition, text):
    if not condition:
        raise Failed(text)


class Board:
    """A running board, in a folder. What its serial line says is in heard(): the board writes it to standard error (-v)."""

    def __init__(self, *options, verbose=True, folder=None):
        arguments = [KINGLET, "board", *options] + (["-v"] if verbose else [])
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder)
        self.said = bytearray()
        self.changed = threading.Condition()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        ways = sum(option in ("--pty", "--rfc2217", "--socket") for option in options)
        self.urls = [self.process.stdout.readline().decode().strip() for _ in range(ways)]
        if not all(self.urls):
            self.process.wait(PATIENCE)
            raise Failed(f"kinglet board {' '.join(options)} did not come up: {self.heard()!r}")

    def _read(self):
        while chunk := os.read(self.process.stderr.fileno(), 65536):
            with self.changed:
                self.said += chunk
                self.changed.notify_all()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        if kind is None:
            check(status == 0, f"the board ended with status {status}: {self.heard()[-2000:]!r}")

    def url(self, scheme):
        return next(url for url in self.urls if url.startswith(scheme))

    def heard(self):
        return bytes(self.said)

    def mark(self):
        """For wait_for: only what comes from here on counts."""
        return len(self.said)

    def wait_for(self, text, mark=0):
        """Until the board has said it behind the mark. Returns the mark behind it."""
        end = time.monotonic() + PATIENCE
        with self.changed:
            while (found := self.said.find(text, mark)) < 0:
                left = end - time.monotonic()
                check(left > 0 and self.process.poll() is None, f"{text!r} did not come: {self.heard()[mark:][-2000:]!r}")
                self.changed.wait(min(left, 1))
        return found + len(text)


def failure(output, text):
    """The error for what a tool printed: it may have been tired of waiting."""
    kind = GaveUp if any(words in output for words in GAVE_UP) else Failed
    return kind(f"{text}:\n{output[-3000:]}")


def run_tool(name, *arguments, status=0):
    """What a tool of build/clients prints, without the colours. Another status than the expected one is an error."""
    path = TOOLS / name
    check(path.exists(), f"{path} is missing: tools/clients.sh installs it")
    environment = dict(os.environ, NO_COLOR="1", COLUMNS="200", TERM="dumb")
    try:
        ran = subprocess.run([path, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             timeout=PATIENCE, check=False, env=environment)
    except subprocess.TimeoutExpired as error:
        raise Failed(f"{name} {arguments} took longer than {PATIENCE} s:\n{(error.stdout or b'').decode(errors='replace')[-3000:]}") from error
    output = ran.stdout.decode(errors="replace")
    if status is not None and ran.returncode != status:
        raise failure(output, f"{name} {arguments} ended with {ran.returncode}")
    return output


def attempt(test):
    """Runs a test in a folder of its own; again if a tool gave up."""
    for attempts_left in range(ATTEMPTS - 1, -1, -1):
        try:
            with tempfile.TemporaryDirectory(prefix="kinglet-") as folder:
                test(pathlib.Path(folder))
            return
        except GaveUp as error:
            if attempts_left == 0:
                raise
            print(f"again   {test.__name__}: {error}", flush=True)


def run_all(*tests):
    """Runs tests, some at the same time: most of it they wait for the pauses of the tools. Ends the program."""
    failures = []

    def run(test):
        start = time.monotonic()
        try:
            attempt(test)
            print(f"ok      {test.__name__} ({time.monotonic() - start:.0f} s)", flush=True)
        except Exception as error:  # pylint: disable=broad-exception-caught
            failures.append(test.__name__)
            text = str(error) if isinstance(error, Failed) else repr(error)
            print(f"FAILED  {test.__name__} ({time.monotonic() - start:.0f} s): {text}", flush=True)

    wanted = [test for test in tests if not sys.argv[2:] or test.__name__ in sys.argv[2:]]
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(run, wanted))
    sys.exit(f"{len(failures)} of {len(wanted)} failed: {', '.join(failures)}" if failures else 0)


def find(pattern, text):
    """The first group of a pattern that has to be there."""
    found = re.search(pattern, text)
    check(found, f"no {pattern!r} in:\n{text[-3000:]}")
    return found.group(1) if found.groups() else found.group()
