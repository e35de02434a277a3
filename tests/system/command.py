"""The built programs as the tests drive them: subprocesses with files and pipes, no wall-clock waits but a limit."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

WALL_LIMIT = 120  # seconds; only a hang comes near
BANNER = b'Type "help()" for more information.\r\n'


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


class CommandTest(unittest.TestCase):
    """Tests of a `kinglet` whose path is the script's first argument."""

    kinglet = None
    maxDiff = 4000

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def call(self, *words, keys=b"", wall_limit=WALL_LIMIT):
        """Any command line. A program killed by a signal is a failure, whatever the test expects."""
        done = subprocess.run([self.kinglet, *words], input=keys, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=wall_limit)
        self.assertGreaterEqual(done.returncode, 0, f"{words} died: {done.stderr[-2000:]}")
        return Result(done.returncode, done.stdout, done.stderr)

    def run_program(self, program, *options):
        return self.call("run", *options, self.file("program.py", program))

    def session(self, keys, *options):
        """What the prompt answers to a file of keys, from the first `>>> ` on."""
        with open(self.file("keys", keys), "rb") as source:
            done = subprocess.run([self.kinglet, "repl", *options], stdin=source, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=WALL_LIMIT)
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        self.assertIn(BANNER, done.stdout)
        return done.stdout.split(BANNER, 1)[1].decode("utf-8", "replace")


def main():
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(f"usage: {sys.argv[0]} KINGLET [unittest options]")
    CommandTest.kinglet = os.path.abspath(sys.argv.pop(1))
    unittest.main()
