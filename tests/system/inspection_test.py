#!/usr/bin/env python3
"""What `kinglet run` shows of the inside of a board: waveforms, traces, profiles, coverage, faults. Nothing of it changes the run."""
import re

import command

PROGRAM = """
import machine
def work(n):
    table = {}
    for i in range(n):
        table[i % 7] = str(i)
    return len(table)
print(work(200))
"""
# An address at which nothing is.
CRASH = "import uctypes\nuctypes.bytearray_at(4, 4)[0] = 1\n"


class Waveforms:
    """A strict reader of value change dumps: every rule that is broken is an error with its line."""

    def __init__(self, text):
        self.names, self.changes, self.start = {}, {}, None
        lines = iter(enumerate(text.split("\n"), 1))
        depth, time = 0, None
        for number, line in lines:
            words = line.split()
            if line.startswith("$var"):
                kind, width, code, name, end = words[1:]
                self.expect((kind, width, end) == ("wire", "1", "$end") and depth == 1 and name not in self.names, number, line)
                self.names[name] = code
                self.changes.setdefault(code, [])
            elif line.startswith("$timescale"):
                self.expect(words == ["$timescale", "1", "ps", "$end"], number, line)
            elif line.startswith("$scope"):
                depth += 1
            elif line.startswith("$upscope"):
                depth -= 1
            elif line.startswith("$enddefinitions"):
                self.expect(depth == 0 and self.names, number, line)
                break
            else:
                self.expect(line == "$version Kinglet $end", number, line)
        dumped = set()
        for number, line in lines:
            if line.startswith("#"):
                now = int(line[1:])
                self.expect(time is None or now > time, number, line)
                time = now
                self.start = now if self.start is None else self.start
            elif line in ("$dumpvars", "$end", ""):
                self.expect(line or number == text.count("\n") + 1, number, line)
            else:
                self.expect(len(line) == 2 and line[0] in "01" and line[1] in self.changes and time is not None, number, line)
                dumped.add(line[1])
                self.changes[line[1]].append((time, int(line[0])))
        self.end = time
        self.expect(dumped == set(self.changes), 0, "a variable without a first value")

    @staticmethod
    def expect(is_right, number, line):
        if not is_right:
            raise AssertionError(f"line {number} of the dump: {line!r}")

    def of(self, name):
        return self.changes[self.names[name]]

    def bytes_of(self, name, bit):
        """What a receiver in the middle of each bit makes of the line."""
        changes, data, until = self.of(name), bytearray(), 0

        def level(time):
            return [value for at, value in changes if at <= time][-1]
        for time, value in changes[1:]:
            if value == 0 and time >= until:
                byte = sum(level(time + bit * (n + 1) + bit // 2) << n for n in range(8))
                data.append(byte)
                until = time + bit * 19 // 2
        return bytes(data)


class Inspection(command.CommandTest):
    def path(self, name):
        return str(self.folder / name)

    def read(self, name):
        return (self.folder / name).read_text()

    def test_nothing_changes_the_run(self):
        figures = re.compile(rb"instructions=\d+ cycles=\d+")
        plain = self.run_program(PROGRAM, "--stats")
        self.assertEqual((plain.status, plain.out), (0, b"7\n"), plain.err)
        watched = self.run_program(PROGRAM, "--stats", "--vcd", self.path("a.vcd"), "--profile", self.path("a.cg"), "--coverage",
                                   self.path("a.info"), "--trace", "traps,registers,memory", "--trace-file", self.path("a.txt"),
                                   "--trace-from", "180ms", "--trace-to", "181ms", "--record", self.path("a.rec"))
        self.assertEqual((watched.status, watched.out), (0, b"7\n"), watched.err)
        self.assertEqual(figures.search(watched.err).group(), figures.search(plain.err).group())
        for name in ("a.vcd", "a.cg", "a.info", "a.rec"):
            self.assertTrue(self.read(name), name)

    def test_waveforms(self):
        result = self.run_program("print('waves')\n", "--vcd", self.path("a.vcd"))
        self.assertEqual(result.status, 0, result.err)
        waves = Waveforms(self.read("a.vcd"))
        self.assertEqual(set(waves.names), {f"GPIO{n}" for n in range(17)} | {"U0TXD", "U1TXD", "U0RXD"})
        self.assertEqual(waves.names["U0TXD"], waves.names["GPIO1"])
        # The speed of the prompt, with the divider for 80 MHz and a cycle of 12500 ps.
        bit = 80_000_000 // 115200 * 12500
        self.assertIn(b"waves\r\n", waves.bytes_of("U0TXD", bit))
        self.assertIn(b"print('waves')", waves.bytes_of("U0RXD", 1_000_000_000_000 // 115200))

    def test_trace(self):
        options = ("--trace", "instructions,calls,traps", "--trace-only", "dispatch_interrupts", "--trace-file", self.path("a.txt"))
        result = self.run_program(PROGRAM, *options)
        self.assertEqual((result.status, result.out), (0, b"7\n"), result.err)
        lines = self.read("a.txt").splitlines()
        self.assertGreater(len(lines), 20)
        cycles = [int(line.split()[0]) for line in lines]
        self.assertEqual(cycles, sorted(cycles))
        self.assertTrue(all("dispatch_interrupts" in line for line in lines), lines[:5])
        result = self.run_program(PROGRAM, "--trace", "registers", "--trace-only", "0x60000014")
        self.assertIn(b" uart0 CLKDIV = ", result.err)
        self.assertEqual(self.run_program(PROGRAM, "--trace", "dreams").status, 2)
        self.assertEqual(self.run_program(PROGRAM, "--trace", "calls", "--trace-only", "nobody_at_all").status, 2)

    def test_profile(self):
        result = self.run_program(PROGRAM, "--stats", "--profile", self.path("a.cg"))
        self.assertEqual(result.status, 0, result.err)
        text = self.read("a.cg")
        total = [int(number) for number in re.search(r"^summary: (\d+) (\d+)$", text, re.M).groups()]
        self.assertEqual(self.own_costs(text), total)
        cycles = int(re.search(rb"cycles=(\d+)", result.err).group(1))
        self.assertGreaterEqual(total[0], cycles)
        self.assertLess(total[0], cycles * 1.5)
        self.assertIn("fn=[interrupt]\n", text)
        self.assertIn("cfn=kinglet::runtime::", text)
        result = self.run_program(PROGRAM, "--stats", "--profile", self.path("a.folded"))
        self.assertEqual(result.status, 0, result.err)
        stacks = [line.rsplit(" ", 1) for line in self.read("a.folded").splitlines()]
        self.assertTrue(any(stack.startswith("[interrupt];") for stack, _ in stacks))
        self.assertEqual(sum(int(cycles) for _, cycles in stacks), total[0])

    @staticmethod
    def own_costs(text):
        """The sum of all lines that are costs of their own, not of a call."""
        sums, is_call = [0, 0], False
        for line in text.splitlines():
            if re.fullmatch(r"\d+ \d+ \d+", line) and not is_call:
                sums = [one + int(other) for one, other in zip(sums, line.split()[1:])]
            is_call = line.startswith("calls=")
        return sums

    def test_coverage_adds_up(self):
        for _ in range(2):
            self.assertEqual(self.run_program(PROGRAM, "--coverage", self.path("a.info")).status, 0)
        text = self.read("a.info")
        self.assertIn("\nFNDA:2,main\n", text)
        record = text[text.index("SF:firmware/main.cpp\n"):]
        counts = [int(count) for count in re.findall(r"^DA:\d+,(\d+)$", record[:record.index("end_of_record")], re.M)]
        self.assertIn(2, counts)
        self.assertTrue(all(count % 2 == 0 for count in counts), counts)
        (self.folder / "a.info").write_text("nonsense\n")
        result = self.run_program(PROGRAM, "--coverage", self.path("a.info"))
        self.assertEqual(result.status, 2)
        self.assertIn(b"line 1 is none of an lcov trace file", result.err)

    def test_wrong_options_are_refused(self):
        for options in (("--trace-only", "main"), ("--gdb-nowait",), ("--profile-format", "folded"), ("--save", "here"),
                        ("--save", "x@soon"), ("--replay", "x"), ("--restore", self.path("nothing")), ("--vcd", "/nowhere/a.vcd")):
            result = self.run_program(PROGRAM, *options)
            self.assertEqual((result.status, result.out), (2, b""), options)
            self.assertTrue(result.err, options)


if __name__ == "__main__":
    command.main()
