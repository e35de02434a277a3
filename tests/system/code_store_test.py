#!/usr/bin/env python3
"""User modules run from flash: what a module of 1,000 lines takes of RAM and of the board's time at its first import and after each start."""
import command

MAIN = """
import gc, time
gc.collect()
before = gc.mem_free()
start = time.ticks_us()
import big
elapsed = time.ticks_diff(time.ticks_us(), start)
gc.collect()
taken = before - gc.mem_free()
functions = sum(1 for each in big.__dict__.values() if callable(each))
copy = dict(big.__dict__)
gc.collect()
print("figures", elapsed, taken, before - gc.mem_free() - taken + 16 * functions)
print("result", big.scale_7(3), big.Sensor8(1).describe_8())
"""
REPORT = b"import esp; print('store', *esp.code_store())\r"


def module(lines):
    """Functions and classes as people write them; names and texts are its own."""
    out = ['"""Readings of sensors."""', "LIMIT = 17", "NAMES = ('alpha', 'beta', 'gamma', 'delta')"]
    number = 0
    while len(out) < lines - 14:
        number += 1
        if number % 8 == 0:
            out += f'''class Sensor{number}:
    kind_{number} = 'kind {number}'

    def __init__(self, pin, period=10):
        self.pin = pin
        self.period = period
        self.samples_{number} = []

    def sample_{number}(self, value):
        self.samples_{number}.append(value * {number})
        if len(self.samples_{number}) > LIMIT:
            self.samples_{number}.pop(0)
        return sum(self.samples_{number}) / len(self.samples_{number})

    def describe_{number}(self):
        return '%s on pin %d, every %d ms' % (self.kind_{number}, self.pin, self.period)
'''.splitlines()
        else:
            out += f'''def scale_{number}(value, offset_{number}=0, scale=1.5):
    # What is no number is refused; what is large comes down in steps.
    if not isinstance(value, (int, float)):
        raise TypeError('scale_{number} wants a number')
    result = (value + offset_{number}) * scale
    for i in range(LIMIT):
        if result > 1000 - i:
            result -= {number * 100}
        elif result < -1000:
            result += {number * 10 + 1}
    return {{'value': result, 'unit': 'u{number}', 'name': NAMES[{number} % 4]}}
'''.splitlines()
    out += ["# the end"] * (lines - len(out))
    return "\n".join(out) + "\n"


def writing(**files):
    """A program that writes them, in lines that are not too long."""
    text = ""
    for name, content in files.items():
        text += f"with open({name + '.py'!r}, 'w') as file:\n"
        text += "".join(f"    file.write({content[i:i + 400]!r})\n" for i in range(0, len(content), 400))
    return text


class CodeStore(command.CommandTest):
    def start(self, flash, keys=REPORT):
        """A start of the board, which runs main.py: (milliseconds, bytes taken, bytes of its globals), the rest of the output."""
        result = self.call("repl", "--flash", flash, keys=keys)
        self.assertEqual(result.status, 0, result.err[-2000:])
        text = result.out.decode().replace("\r", "")
        for line in text.splitlines():
            if line.startswith("figures "):
                elapsed, taken, own = map(int, line.split()[1:])
                return (elapsed / 1000, taken, own), text
        self.fail(f"main.py printed no figures: {text[-2000:]}")

    def prepare(self, *options):
        flash = str(self.folder / "flash.bin")
        result = self.run_program(writing(big=module(1000), main=MAIN), "--flash", flash, *options)
        self.assertEqual(result.status, 0, result.err[-2000:])
        return flash

    def test_a_thousand_lines(self):
        flash = self.prepare()
        starts = [self.start(flash) for _ in range(3)]
        for label, ((elapsed, taken, own), text) in zip(("first", "second", "third"), starts):
            print(f"import of 1,000 lines, {label} start: {elapsed} ms, {taken} bytes, of which about {own} are its globals")
            self.assertIn("result {'value': 4.5, 'unit': 'u7', 'name': 'delta'} kind 8 on pin 1, every 10 ms\n", text)
            self.assertLess(taken, own + 2048)  # from the first on: it runs what it has just stored
        self.assertEqual(starts[1][0], starts[2][0])
        self.assertLess(starts[1][0][0], 20)
        contents = (self.folder / "flash.bin").read_bytes()
        self.start(flash)
        self.assertEqual((self.folder / "flash.bin").read_bytes(), contents, "a start wrote to the flash")

    def test_small_flashes(self):
        flash = self.prepare("--flash-size", "1M")
        self.start(flash)
        (elapsed, taken, own), text = self.start(flash)
        self.assertLess(taken, own + 2048)
        self.assertIn("store 1 ", text)
        flash = str(self.folder / "small.bin")
        program = writing(tiny="def long_name_of_a_function(): return 6 * 7\n" + "# filler\n" * 80)
        program += "import tiny, esp\nprint(tiny.long_name_of_a_function(), esp.code_store())\n"
        result = self.run_program(program, "--flash", flash, "--flash-size", "512K")
        self.assertEqual(result.out, b"42 (0, 0, 0)\n", result.err[-2000:])


if __name__ == "__main__":
    command.main()
