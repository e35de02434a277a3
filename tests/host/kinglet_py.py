"""What the tests of this folder share: they are called with the path of kinglet-py."""
import collections
import os
import pathlib
import subprocess
import sys
import unittest

PROGRAM = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "kinglet-py"

Result = collections.namedtuple("Result", "status out err")


def run(*arguments, folder=None, text="", **environment):
    done = subprocess.run([PROGRAM, *map(str, arguments)], cwd=folder, input=text, capture_output=True, text=True, timeout=60,
                          env={**os.environ, **environment})
    return Result(done.returncode, done.stdout, done.stderr)


def write_files(folder, contents):
    """Texts by the path of their file."""
    for name, text in contents.items():
        path = pathlib.Path(folder, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def main():
    unittest.main()
