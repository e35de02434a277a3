#!/usr/bin/env python3
"""The prompt of kinglet-py on a pseudo terminal."""
import os
import pty
import select
import signal
import subprocess
import time
import unittest

import kinglet_py

TIMEOUT = 20


class Session:
    def __init__(self, *arguments, **environment):
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen([kinglet_py.PROGRAM, *arguments], stdin=slave, stdout=slave, stderr=slave,
                                        env={**os.environ, **environment})
        os.close(slave)

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.master)

    def until(self, text):
        """What comes until the text has come, without CR: the terminal and the prompt may both add one to a line."""
        got = ""
        end = time.monotonic() + TIMEOUT
        while not got.endswith(text):
            if time.monotonic() > end or not select.select([self.master], [], [], TIMEOUT)[0]:
                raise AssertionError("no %r after %r" % (text, got))
            got += os.read(self.master, 4096).decode().replace("\r", "")
        return got

    def send(self, text, until=">>> "):
        os.write(self.master, text.encode())
        return self.until(until)


class Prompt(unittest.TestCase):
    def session(self, *arguments, **environment):
        session = Session(*arguments, **environment)
        self.addCleanup(session.close)
        return session

    def test_banner_and_result(self):
        session = self.session()
        self.assertRegex(session.until(">>> "), r'^MicroPython .*Kinglet.* version\nType "help\(\)" for more information.\n>>> $')
        self.assertEqual(session.send("1 + 1\r"), "1 + 1\n2\n>>> ")

    def test_prompts_are_the_programs_choice(self):
        session = self.session()
        session.until(">>> ")
        self.assertTrue(session.send("import sys; sys.ps1 = 'ONE'; sys.ps2 = 'TWO'\r", "'\nONE").endswith("ONE"))
        self.assertEqual(session.send("(1 +\r", "TWO"), "(1 +\nTWO")
        self.assertEqual(session.send("2)\r", "ONE"), "2)\n3\nONE")

    def test_exit_statuses(self):
        for typed, status in (("\x04", 0), ("raise SystemExit(7)\r", 7), ("import sys; sys.exit()\r", 0)):
            session = self.session()
            session.until(">>> ")
            os.write(session.master, typed.encode())
            self.assertEqual(session.process.wait(TIMEOUT), status)

    def test_at_exit(self):
        session = self.session()
        session.until(">>> ")
        session.send("import sys; sys.atexit(lambda: print('good' + 'bye'))\r")
        self.assertIn("\n", session.send("\x04", "goodbye\n"))

    def test_prompt_after_a_program(self):
        self.assertTrue(self.session("-i", "-c", "x = 41").until(">>> "))
        session = self.session("-c", "x = 41", MICROPYINSPECT="1")
        session.until(">>> ")
        self.assertEqual(session.send("x + 1\r"), "x + 1\n42\n>>> ")

    def test_interrupt_of_a_program(self):
        session = self.session()
        session.until(">>> ")
        session.send(r"exec('print(1 + 1)\nwhile True: pass')" + "\r", "2\n")
        session.process.send_signal(signal.SIGINT)
        self.assertIn("KeyboardInterrupt: \n", session.until(">>> "))

    def test_heap_lock_ends_at_the_prompt(self):
        session = self.session()
        session.until(">>> ")
        session.send("import micropython; micropython.heap_lock()\r")
        self.assertEqual(session.send("[1] * 40 == []\r"), "[1] * 40 == []\nFalse\n>>> ")


if __name__ == "__main__":
    kinglet_py.main()
