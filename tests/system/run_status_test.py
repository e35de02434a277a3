#!/usr/bin/env python3
"""`kinglet run`: exit statuses, what goes to standard output and what to standard error, for programs good and bad."""
import os
import pathlib
import unittest

import command

HEAD = "Traceback (most recent call last):\n"


class Output(command.CommandTest):
    def prints(self, program, expected):
        result = self.run_program(program)
        self.assertEqual((result.status, result.out, result.err), (0, expected, b""))

    def test_is_what_the_program_prints(self):
        self.prints("print('a', 1)", b"a 1\n")
        self.prints("print('no line end', end='')", b"no line end")
        self.prints("pass", b"")
        self.prints("1", b"")
        self.prints("", b"")
        self.prints("\n\n\n", b"")
        self.prints("# only a comment", b"")

    def test_line_ends_stay_as_the_program_wrote_them(self):
        self.prints(r"print('a\r\nb\rc\n\rd\r', end='')", b"a\r\nb\rc\n\rd\r")
        self.prints(r"print('\r\r\n\n', end='\r')", b"\r\r\n\n\r")

    def test_any_byte(self):
        self.prints("import sys\nsys.stdout.write(bytes(range(256)))", bytes(range(256)))
        self.prints("import sys\nfor i in reversed(range(256)): sys.stdout.write(bytes((i, i)))",
                    b"".join(bytes((i, i)) for i in reversed(range(256))))

    def test_what_looks_like_the_end_of_the_output(self):
        self.prints(r"print('\x04>', end='')", b"\x04>")
        self.prints(r"print('\x04\x04>')", b"\x04\x04>\n")
        self.prints(r"import time;print('\x04a\x04', end='');time.sleep(2);print('>')", b"\x04a\x04>\n")
        self.prints(r"print('a\x04', end='')", b"a\x04")
        self.prints(r"print('\x04raw REPL; CTRL-B to exit\r\n>')", b"\x04raw REPL; CTRL-B to exit\r\n>\n")
        result = self.run_program("print('\\x04')\n1/0")
        self.assertEqual((result.status, result.out), (1, b"\x04\n"))
        self.assertTrue(result.err.endswith(b"ZeroDivisionError: division by zero\n"))

    def test_much_of_it(self):
        self.prints("for i in range(4000): print('0123456789' * 5)", b"01234567890123456789012345678901234567890123456789\n" * 4000)

    def test_utf8(self):
        self.prints("print('äöü €uro 🐦')", "äöü €uro 🐦\n".encode())


class Exceptions(command.CommandTest):
    def raises(self, program, expected, out=b""):
        result = self.run_program(program)
        self.assertEqual((result.status, result.out, result.err.decode()), (1, out, expected))

    def ends_with(self, program, expected):
        result = self.run_program(program)
        self.assertEqual(result.status, 1)
        text = result.err.decode()
        self.assertTrue(text.startswith(HEAD), text[:200])
        self.assertEqual(text.rstrip("\n").rsplit("\n", 1)[1], expected)
        return text

    def test_traceback(self):
        self.raises("print(1)\ndef f(x):\n    return 1 / x\n\nf(0)\n",
                    HEAD + '  File "<stdin>", line 5, in <module>\n  File "<stdin>", line 3, in f\n'
                           "ZeroDivisionError: division by zero\n", b"1\n")
        self.raises("raise KeyError('k')", HEAD + '  File "<stdin>", line 1, in <module>\nKeyError: \'k\'\n')
        self.raises("class E(Exception): pass\nraise E", HEAD + '  File "<stdin>", line 2, in <module>\nE: \n')

    def test_syntax_errors(self):
        def at(line, text="SyntaxError: invalid syntax"):
            return HEAD + f'  File "<stdin>", line {line}\n{text}\n'
        self.raises("x = = 1", at(1))
        self.raises("x = 1\n" * 200 + "x = )", at(201))
        self.raises("def f():\n    if 1:\n        while 1:\n            y = (]\n", at(4))
        self.raises("  x = 1", at(1, "IndentationError: unexpected indent"))
        self.raises("if 1:\n    x = 1\n  y = 2\n", at(3, "IndentationError: unindent doesn't match any outer indent level"))
        self.raises(b"x = '\xff\xfe'\n", at(1, "SyntaxError: invalid UTF-8 in source"))

    def test_an_error_stops_the_sender_of_a_long_program(self):
        self.raises("x = = 1\n" + "y = 1\n" * 20000, HEAD + '  File "<stdin>", line 1\nSyntaxError: invalid syntax\n')

    def test_the_end_by_sys_exit(self):
        for ending, status in (("sys.exit()", 0), ("sys.exit(3)", 3), ("raise SystemExit", 0), ("[sys.exit() for i in (1,)]", 0),
                               ("sys.exit(0)", 0), ("sys.exit(None)", 0), ("sys.exit(-1)", 255), ("raise SystemExit(256 + 7)", 7)):
            result = self.run_program(f"import sys\nprint(1)\n{ending}\nprint(2)")
            self.assertEqual((result.status, result.out, result.err), (status, b"1\n", b""), ending)
        for ending, text in (("sys.exit('a text')", "a text"), ("sys.exit('')", ""), ("sys.exit((1, 2))", "(1, 2)"), ("sys.exit('a\\nb')", "a\nb")):
            result = self.run_program(f"import sys\n{ending}")
            self.assertEqual((result.status, result.out, result.err.decode()), (1, b"", text + "\n"), ending)

    def test_an_exception_whose_text_is_any_bytes(self):
        result = self.run_program("raise ValueError(''.join(chr(i) for i in range(256) if i != 4 and i != 13))")
        self.assertEqual(result.status, 1)

    def test_an_exception_while_one_is_printed(self):
        result = self.run_program("class E(Exception):\n    def __str__(self): raise self\nraise E()")
        self.assertEqual(result.status, 1)

    def test_endless_recursion(self):
        message = "RecursionError: maximum recursion depth exceeded"
        for program in ("def f(): f()\nf()", "def f(n): return f(n + 1) + 1\nf(0)", "f = lambda: f()\nf()",
                        "class A:\n    def __getattr__(self, n): return getattr(self, n + 'x')\nA().y",
                        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
                        "class A:\n    def __eq__(self, o): return self == o\nA() == A()",
                        "class A:\n    def __init__(self): A()\nA()",
                        "def g():\n    yield from g()\nlist(g())",
                        "def f(): sorted([2, 1], key=lambda x: f())\nf()",
                        "def f(): [f() for x in (1,)]\nf()",
                        "x = []\nfor i in range(100000): x = [x]\nprint(x)"):
            text = self.run_program(program).err.decode()
            last = text.rstrip("\n").rsplit("\n", 1)[-1]
            self.assertTrue(last == message or last.startswith("MemoryError"), program + "\n" + text[-500:])

    def test_endless_allocation(self):
        for program in ("x = []\nwhile 1: x.append(x)", "x = []\nwhile 1: x = [x, x]", "x = {}\ni = 0\nwhile 1:\n    x[i] = i; i += 1",
                        "x = 'a'\nwhile 1: x += x", "x = b'a'\nwhile 1: x += x", "x = set()\ni = 0\nwhile 1:\n    x.add(i); i += 1",
                        "x = [bytearray(1000) for i in range(10**6)]", "x = (0,)\nwhile 1: x += x", "x = bytearray(10**9)",
                        "x = [0] * 10**8", "x = 'ab' * (2**29)", "x = list(range(10**6))", "x = 9**9**6", "x = 1 << (10**7)",
                        "x = 1\nwhile 1: x = x * x + 1", "x = '%1000000d' % 1", "x = '{:>999999}'.format(1)",
                        "x = None\nwhile 1: x = lambda y=x: y", "i = 0\nwhile 1: exec('v%d = 1' % i); i += 1",
                        "x = ','.join(str(i) for i in range(10**5))"):
            result = self.run_program(program, "--timeout", "120")
            text = result.err.decode()
            self.assertEqual(result.status, 1, program + "\n" + text[-500:])
            last = text.rstrip("\n").rsplit("\n", 1)[-1]  # there may be no memory for a traceback
            self.assertTrue(last.startswith(("MemoryError", "OverflowError")), program + "\n" + text[-500:])


class Programs(command.CommandTest):
    """Texts that a careless sender would spoil."""

    def prints(self, program, expected):
        result = self.run_program(program)
        self.assertEqual((result.status, result.out, result.err), (0, expected, b""))

    def test_line_ends(self):
        self.prints(b"x = 1\r\nif x:\r\n    print('''a\r\nb''')\r\n", b"a\nb\n")
        self.prints(b"x = 1\rif x:\r    print(x)\r", b"1\n")
        self.prints(b"print(1)\r\n\r\nprint(2)", b"1\n2\n")

    def test_byte_order_mark(self):
        self.prints(b"\xef\xbb\xbfprint(1)", b"1\n")

    def test_control_bytes(self):
        self.prints(b"print(len('\x01\x02\x05\x06\x1b'))", b"5\n")
        self.prints(b"print(1) # \x01\x02\x05", b"1\n")

    def test_bytes_that_are_keys_to_the_prompt(self):
        for key, name in ((b"\x03", "Ctrl-C"), (b"\x04", "Ctrl-D")):
            result = self.run_program(b"print(1)\nx = '" + key + b"'\n")
            self.assertEqual((result.status, result.out), (2, b""))
            self.assertIn(f"program.py, line 2: the byte 0x0{key[0]} would reach the board's prompt as {name}; write \\x0{key[0]}",
                          result.err.decode())

    def test_nul(self):
        self.assertEqual(self.run_program(b"x = 1\n\0\nprint(x)").status, 1)

    def test_long_program(self):
        self.prints("x = 0\n" + "x += 1\n" * 1500 + "print(x)", b"1500\n")
        self.prints("# " + "a" * 100000 + "\nprint(1)", b"1\n")
        self.prints("print(len('''" + "a" * 20000 + "'''))", b"20000\n")
        # 100 kB of code do not fit.
        result = self.run_program("x = 0\n" + "x = x + 1\n" * 10000 + "print(x)")
        self.assertEqual(result.status, 1)
        self.assertIn(b"MemoryError", result.err)

    def test_deep_nesting(self):
        for opening in ("(", "[", "{", "f(", "-", "not ", "lambda:", "x[", "'%s' % ("):
            self.assertEqual(self.run_program("x = " + opening * 3000).status, 1, opening)
        self.assertEqual(self.run_program("".join(" " * i + "if 1:\n" for i in range(300))).status, 1)


class StandardInput(command.CommandTest):
    """What it says reaches the program, however fast that reads."""

    def answers(self, program, keys, expected):
        result = self.call("run", self.file("program.py", program), keys=keys)
        self.assertEqual((result.status, result.out.decode(), result.err.decode()), (0, expected, ""), program)

    def test_input(self):
        self.answers("print('got', repr(input('? ')))", b"an answer\n", "? an answer\ngot 'an answer'\n")
        self.answers("while True:\n    try: n = int(input())\n    except EOFError: break\n    print(n + 1)\n",
                     b"1\n20\n300\n", "1\n2\n20\n21\n300\n301\n")
        self.answers("try: input()\nexcept EOFError: print('end')", b"", "end\n")

    def test_a_stream(self):
        lines = "".join(f"line {i} of what a program reads\n" for i in range(100))
        program = "import sys\nfor i in range(100): sys.stdout.write(sys.stdin.readline())\n"
        self.answers(program, lines.encode(), lines)
        self.answers("import sys\nprint(sys.stdin.read(500) == '0123456789' * 50)", b"0123456789" * 50, "True\n")

    def test_a_program_that_sleeps_before_it_reads(self):
        program = "import sys, time\nfor i in range(5):\n    time.sleep(1)\n    print(sys.stdin.readline().strip())\n"
        self.answers(program, b"".join(b"%d\n" % i * 9 for i in range(9)), "0\n" * 5)

    def test_what_nobody_reads(self):
        self.answers("print(1)", b"x = 1\n" * 1000, "1\n")
        self.answers("import time\ntime.sleep(30)\nprint(1)", b"x = 1\n" * 1000, "1\n")
        result = self.call("run", "--stats", self.file("program.py", "import time\ntime.sleep(5)\nprint(1)"), keys=b"y = 2\n")
        self.assertEqual((result.status, result.out), (0, b"1\n"))
        self.assertRegex(result.err.decode(), r"heap_used=[1-9]\d* heap_free=[1-9]\d*\n$")

    def test_the_key_that_interrupts(self):
        result = self.call("run", self.file("program.py", "import sys\nsys.stdin.readline()"), keys=b"\x03")
        self.assertEqual(result.status, 1)
        self.assertIn(b"KeyboardInterrupt", result.err)


class Limits(command.CommandTest):
    def test_timeout(self):
        for program in ("while 1: pass", "import time\nwhile 1: time.sleep(1)", "import time\ntime.sleep(1000)", "input()",
                        "while 1:\n    try:\n        while 1: pass\n    except: pass"):
            result = self.run_program(program, "--timeout", "1.5")
            self.assertEqual((result.status, result.out), (124, b""), program)
            self.assertIn(b"kinglet: out of time after 1.5 s of the board's time", result.err)

    def test_what_was_printed_before_the_timeout_is_kept(self):
        result = self.run_program("print(1, end='')\nwhile 1: pass", "--timeout", "1")
        self.assertEqual((result.status, result.out), (124, b"1"))
        result = self.run_program("print('a\\x04b', end='')\nwhile 1: pass", "--timeout", "1")
        self.assertEqual((result.status, result.out), (124, b"a\x04b"))

    def test_a_power_cut(self):
        result = self.run_program("print(1)\nwhile 1: pass", "--power-cut", "80000000", "--timeout", "60")
        self.assertEqual((result.status, result.out), (4, b"1\n"), result.err)
        self.assertRegex(result.err.decode(), r"^kinglet: the power was cut at cycle 8000000\d\n$")
        self.assertEqual(self.run_program("1", "--power-cut", "1000").status, 4)

    def test_timeout_during_the_boot(self):
        self.assertEqual(self.run_program("1", "--timeout", "0.001").status, 124)


class Resets(command.CommandTest):
    def test_the_program_resets_the_board(self):
        result = self.run_program("print(1)\nimport machine\nmachine.reset()\nprint(2)")
        self.assertEqual((result.status, result.out, result.err), (0, b"1\n", b"kinglet: the program has reset the board\n"))

    def test_a_fault(self):
        result = self.run_program("import machine\ndef f(): machine.mem32[0] = 1\nf()")
        self.assertEqual(result.status, 3)
        self.assertIn(b'  File "<stdin>", line 2, in f\n', result.out)
        self.assertRegex(result.err.decode(), r"the chip has hit a fault\nStoreProhibited \(cause 29\) at 0x402\w+ \(.*memory_set_item")

    def test_the_watchdog(self):
        result = self.run_program("import machine\nmachine.disable_irq()\nwhile 1: pass")
        self.assertEqual((result.status, result.out), (3, b""))
        self.assertIn(b"the watchdog has reset the board", result.err)
        # A function written in C that takes minutes.
        result = self.run_program("def f(n): return pow(3, 2 ** 3000 - 1, n)\nf((1 << 30000) - 1)")
        self.assertEqual(result.status, 3)
        self.assertIn(b"watchdog: no sign of life at 0x40", result.out)
        self.assertIn(b'  File "<stdin>", line 1, in f\n', result.out)


class Usage(command.CommandTest):
    def refuses(self, text, *words):
        result = self.call(*words)
        self.assertEqual((result.status, result.out), (2, b""), words)
        self.assertIn(text, result.err.decode())

    def test_command_line(self):
        program = self.file("a.py", "print(1)")
        self.refuses("a command is missing")
        self.refuses("there is no command 'fly'", "fly")
        self.refuses("run needs a program", "run")
        self.refuses("unknown option '--fly'", "run", "--fly", program)
        self.refuses("unknown option '-x'", "repl", "-x")
        self.refuses("too many arguments", "run", program, program)
        self.refuses("too many arguments", "repl", program)
        for option in ("--timeout", "--image", "--rom", "--flash", "--flash-size", "--seed", "--power-cut"):
            self.refuses(f"{option} needs a value", "run", program, option)
        for value in ("0", "-1", "x", "", "nan", "inf", "1e99", "1s", "0x"):
            self.refuses("--timeout takes a number of seconds above 0", "run", "--timeout", value, program)
        for value in ("3M", "0", "", "1m", "-1M"):
            self.refuses("--flash-size takes", "run", "--flash-size", value, program)
        for value in ("x", "-1", "", "1.5", "99999999999999999999999999"):
            self.refuses("--seed takes a number", "run", "--seed", value, program)
        for value in ("0", "-1", "x", "flash", "flash:", "flash:0", "flash:1:", "flash:1:101", "flash:1:x", "1:50"):
            self.refuses("--power-cut takes a cycle above 0", "run", "--power-cut", value, program)

    def test_program_files(self):
        self.refuses("No such file", "run", str(self.folder / "missing.py"))
        if os.geteuid() != 0:
            path = self.file("secret.py", "1")
            os.chmod(path, 0)
            self.refuses("Permission denied", "run", path)

    def test_image_files(self):
        program = self.file("a.py", "print(1)")
        self.refuses("missing.bin: No such file or directory\n", "run", "--image", str(self.folder / "missing.bin"), program)
        self.refuses("Is a directory", "run", "--image", str(self.folder), program)
        self.refuses("the image has 600000 bytes and the flash only 524288", "run", "--flash-size", "512K", "--image",
                     self.file("big.bin", bytes(600000)), program)
        self.refuses("the boot ROM has 0 bytes", "run", "--rom", self.file("rom.bin", b""), program)
        self.refuses("the ROM has 65537 bytes", "run", "--rom", self.file("rom.bin", bytes(65537)), program)

    def test_flash_files(self):
        program = self.file("a.py", "print(1)")
        for size in (0, 1000, 3 << 20, (1 << 20) - 1, (1 << 20) + 1):
            self.refuses("not a flash of any known size", "run", "--flash", self.file("flash", bytes(size)), program)
        self.refuses("Is a directory", "run", "--flash", str(self.folder), program)
        self.refuses("No such file", "run", "--flash", str(self.folder / "no" / "flash"), program)
        for size in (512, 1024, 2048, 4096, 8192, 16384):
            path = self.file("flash", b"\xff" * (size << 10))
            result = self.call("run", "--flash", path, program)
            self.assertEqual((result.status, result.out), (0, b"1\n"))
            self.assertEqual(pathlib.Path(path).stat().st_size, size << 10)
        path = self.folder / "new"
        self.assertEqual(self.call("run", "--flash", str(path), "--flash-size", "2M", program).status, 0)
        self.assertEqual(path.stat().st_size, 2 << 20)

    def test_help(self):
        for words in (("help",), ("--help",), ("run", "-h"), ("repl", "--help")):
            result = self.call(*words)
            self.assertEqual((result.status, result.err), (0, b""))
            self.assertIn(b"usage: kinglet", result.out)


if __name__ == "__main__":
    command.main()
