#!/usr/bin/env python3
"""The freezer's command line: what it refuses, and how it says so. What it writes is tested in tests/unit/python/frozen."""

import os
import subprocess
import tempfile
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
FREEZE = os.environ.get("KINGLET_FREEZE", os.path.join(ROOT, "build", "bin", "freeze"))


class Freeze(unittest.TestCase):
    def freeze(self, source, *options):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "m.py")
            with open(path, "w", encoding="utf-8") as file:
                file.write(source)
            output = os.path.join(folder, "out.cpp")
            command = [FREEZE, *options, "-o", output, "--root", folder, path]
            done = subprocess.run(command, capture_output=True, text=True)
            text = ""
            if os.path.exists(output):
                with open(output, encoding="utf-8") as file:
                    text = file.read()
            return done.returncode, done.stderr.replace(folder + "/", ""), text

    def test_good(self):
        status, errors, text = self.freeze("x = 1\n")
        self.assertEqual((status, errors), (0, ""))
        self.assertIn('{"m", ', text)

    def test_the_same_source_gives_the_same_text(self):
        source = "def f(a): return [a, 'x', 1.5]\n"
        self.assertEqual(self.freeze(source), self.freeze(source))

    def test_errors_name_file_and_line(self):
        self.assertEqual(self.freeze("x = 1\ny = (\n")[:2], (1, "m.py:3: invalid syntax\n"))
        self.assertEqual(self.freeze("x = 1\nreturn 2\n")[:2], (1, "m.py:2: 'return' outside function\n"))
        self.assertEqual(self.freeze("x = 2j\n")[:2], (1, "m.py:1: there are no imaginary numbers\n"))
        self.assertEqual(self.freeze("\u00e9 = 1\n")[:2], (1, "m.py:1: the name '\u00e9' is not ASCII\n"))

    def test_optimisation(self):
        self.assertNotIn("AssertionError", self.freeze("assert x\n", "-O", "1")[2])

    def test_usage(self):
        for arguments in ([], ["-o"], ["--bad"], ["-o", "x"]):
            done = subprocess.run([FREEZE, *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("usage", done.stderr)

    def test_files_outside_of_the_root(self):
        done = subprocess.run([FREEZE, "-o", "/dev/null", "--root", "/nowhere", "x.py"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)
        self.assertIn("is no .py file below", done.stderr)


unittest.main()
