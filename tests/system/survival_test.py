#!/usr/bin/env python3
"""After whatever a program or a person does, the same board gives a prompt again, with the same memory."""
import re

import command

MISBEHAVIOUR = {
    "recursion": "def f(): f()\r\r\rf()\r",
    "list": "x = []\rwhile 1: x.append(x)\r\r",
    "chain": "x = []\rwhile 1: x = [x]\r\r",
    "dict": "d = {}; i = 0\rwhile 1: d[i] = i; i += 1\r\r",
    "str": "x = 'a'\rwhile 1: x += x\r\r",
    "names": "i = 0\rwhile 1: exec('v%d = %d' % (i, i)); i += 1\r\r",
    "bytearray": "x = bytearray(10**9)\r",
    "integer": "9 ** 9 ** 6\r",
    "exception": "1 / 0\r",
    "syntax": "x = = 1\r",
    "brackets": "(" * 400 + ")" * 400 + "\r",
    "deep value": "x = []\rfor i in range(500): x = [x]\r\rx\r",
    "generators": "def g(): yield from g()\r\r\rlist(g())\r",
    "attribute": "class A:\rdef __getattr__(self, n): return self.n\r\r\r\rA().x\r",
}

CTRL_C = {
    "busy loop": "while True: pass\r\r\x03",
    "sleep": "import time\rtime.sleep(10)\r\x03",
    "long sleep": "import time\rtime.sleep_ms(10**6)\r\x03",
    "comprehension": "x = [i for i in range(10**9) if i < 0]\r\x03",
    "generator": "sum(i for i in range(10**9))\r\x03",
    "sort": "x = sorted(range(1000), key=lambda i: sum(range(3000)))\r\x03",
    "builtin over a Python function": "max(map(lambda i: i, range(10**9)))\r\x03",
    "input": "input()\rhalf a line\x03",
    "stdin": "import sys\rsys.stdin.read(5)\rab\x03",
    "except in a loop": "\x05while True:\r  try:\r    while 1: pass\r  except ValueError: pass\r\x04\x03",
    "endless builtin": "sum(range(10**9))\r\x03",
    "printing": "while True: print(1)\r\r\x03",
}


class Survival(command.CommandTest):
    def test_a_prompt_after_each_misbehaving_program(self):
        for name, keys in MISBEHAVIOUR.items():
            with self.subTest(name):
                # What holds the memory is given up first, as a person would do it.
                text = self.session(keys + ("\x04" if name == "chain" else "x = d = None\r") + "print(1 + 1)\r")
                self.assertTrue(text.endswith("print(1 + 1)\r\n2\r\n>>> "), text[-600:])

    def test_a_heap_that_is_full_leaves_the_prompt_its_share(self):
        for name in ("list", "chain", "dict", "names"):
            with self.subTest(name):
                # Nothing is given up, and yet lines can be read, compiled and run. The name is there before: a dict that
                # fills the heap has no room to grow for another one.
                lines = "1 + 1\r" + "def f(a): return a * 2\r\r" + "f(21)\r" * 3
                text = self.session("f = None\r" + MISBEHAVIOUR[name] + lines)
                self.assertIn("MemoryError", text)
                self.assertTrue(text.endswith("f(21)\r\n42\r\n>>> " * 3), text[-600:])

    def test_what_is_scheduled_runs_while_the_prompt_waits(self):
        text = self.session("import micropython\rmicropython.schedule(print, 'due')\r")
        self.assertTrue(text.endswith(">>> micropython.schedule(print, 'due')\r\n>>> due\r\n"), text)
        text = self.session("import micropython\r[micropython.schedule(print, 'due'), input('? ')]\ran answer\r")
        self.assertTrue(text.endswith("\r\n? due\r\nan answer\r\n[None, 'an answer']\r\n>>> "), text)

    def test_one_after_the_other_on_one_board(self):
        keys = "".join(keys + "\x04print('alive', 1 + 1)\r" for keys in MISBEHAVIOUR.values())
        text = self.session(keys)
        self.assertEqual(text.count("\r\nalive 2\r\n>>> "), len(MISBEHAVIOUR), text[-600:])
        self.assertEqual(text.count("MPY: soft reboot"), len(MISBEHAVIOUR))

    def test_ctrl_c(self):
        for name, keys in CTRL_C.items():
            with self.subTest(name):
                text = self.session(keys + "print(1 + 1)\r", "--timeout", "60")
                self.assertIn("KeyboardInterrupt: \r\n>>> ", text[-400:])
                self.assertTrue(text.endswith("print(1 + 1)\r\n2\r\n>>> "), text[-600:])

    def test_ctrl_c_typed_ahead_of_the_program_it_stops(self):
        # All in one piece: it is in the queue before the program runs.
        text = self.session("\x01while True: pass\x04\x03\x02print(1 + 1)\r", "--timeout", "60")
        self.assertTrue(text.endswith("print(1 + 1)\r\n2\r\n>>> "), text[-600:])

    def test_ctrl_c_can_be_caught(self):
        for body in ("while True: pass", "max(map(lambda i: i, range(10**9)))", "input()", "time.sleep(9)", "f(f)"):
            text = self.session("import time\r\x05def f(x):\r    while True: x(lambda y: y)\rtry:\r    " + body +
                                "\rexcept KeyboardInterrupt: print('caught')\r\x04\x03print(1 + 1)\r")
            self.assertIn("\r\ncaught\r\n>>> ", text)

    def test_soft_resets_leave_nothing_behind(self):
        probe = "import gc; gc.collect(); print('free', gc.mem_free(), gc.mem_alloc())\r"
        text = self.session((probe + "x = [bytes(100) for i in range(100)]\rdef f(): pass\r\r\r\x04") * 50)
        figures = re.findall(r"\nfree (\d+) (\d+)", text)
        self.assertEqual(len(figures), 50)
        self.assertEqual(len(set(figures[1:])), 1, figures)  # the first start makes the filesystem

    def test_exceptions_leave_nothing_behind(self):
        probe = "gc.collect(); print('used', gc.mem_alloc())\r"
        text = self.session("import gc\rx = 0\rdef f(): f()\r\r\r" + ("f()\r1 / 0\rx = = 0\r9 ** 9 ** 6\r" + probe) * 12)
        figures = [int(figure) for figure in re.findall(r"\nused (\d+)", text)]
        self.assertEqual(len(figures), 12)
        # A stray word on the C stack may keep something for a while: no growth is what counts.
        self.assertLessEqual(min(figures[6:]), max(figures[:6]), figures)

    def test_a_line_longer_than_memory(self):
        text = self.session("'" + "a" * 60000 + "'\r\x03print(1 + 1)\r")
        self.assertTrue(text.endswith("print(1 + 1)\r\n2\r\n>>> "), text[-600:])

    def test_a_raw_program_larger_than_memory(self):
        text = self.session("\x01" + "x = 1\n" * 20000 + "\x04print(1 + 1)\x04")
        self.assertIn("MemoryError", text)
        self.assertTrue(text.endswith("OK2\r\n\x04\x04>"), text[-600:])


class Sessions(command.CommandTest):
    def test_a_session_waits_for_its_programs(self):
        text = self.session("import time\rtime.sleep(5); print('slept')\r")
        self.assertTrue(text.endswith("\r\nslept\r\n>>> "), text)
        text = self.session("print(sum(1 for i in range(200000)))\r")
        self.assertTrue(text.endswith("\r\n200000\r\n>>> "), text)

    def test_input_gets_the_lines_that_follow(self):
        for end in ("\r", "\n", "\r\n"):
            text = self.session(end.join(("a = input('a? ')", "one", "b = input('b? ')", "two", "print(a, b)", "")))
            self.assertTrue(text.endswith("\r\none two\r\n>>> "), text)

    def test_more_lines_than_any_ring_holds_reach_a_busy_board(self):
        text = self.session("for i in range(30000): pass\r\r" + "".join(f"print({i})\r" for i in range(200)))
        self.assertEqual(re.findall(r"\r\n(\d+)\r\n>>> ", text), [str(i) for i in range(200)])

    def test_a_file_may_hold_the_byte_of_the_key_that_leaves(self):
        text = self.session("len('\x1d')\r1 + 1\r")
        self.assertTrue(text.endswith("1 + 1\r\n2\r\n>>> "), text)

    def test_an_end_in_the_middle_of_a_statement(self):
        for keys in ("def f():\r", "'''", "(1,\r", "1 +", "input()\r", "\x05a = 1\r", "\x01print(1)", "\x01\x05A\x01print(1)"):
            self.session(keys)


if __name__ == "__main__":
    command.main()
