#!/usr/bin/env python3
"""Boards and parts as a user has them: `kinglet run` with --board, --wiring, --wire and --expect, `kinglet boards`, `kinglet parts`."""
import pathlib

import command

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
EXAMPLES = ROOT / "examples"

# Pins by the chip's own registers: pin(4, 1) drives GPIO4 high; the functions are made for the time that they take.
PINS = """
import time, uctypes
R = uctypes.struct(0x60000300, {n: o | uctypes.UINT32 for n, o in (("set", 4), ("clear", 8), ("out", 16), ("off", 20), ("level", 24))})
M = uctypes.struct(0x60000800, {"mtdi": 4 | uctypes.UINT32, "mtck": 8 | uctypes.UINT32, "mtms": 12 | uctypes.UINT32, "mtdo": 16 | uctypes.UINT32})
M.mtdi = M.mtck = M.mtms = M.mtdo = 0x30
def pin(n, level):
    if level: R.set = 1 << n
    else: R.clear = 1 << n
    R.out = 1 << n
"""


class Parts(command.CommandTest):
    def run_parts(self, program, *options):
        return self.call("run", *options, self.file("program.py", PINS + program))

    def passes(self, program, *options):
        result = self.run_parts(program, *options)
        self.assertEqual((result.status, result.err.decode()), (0, ""), program)
        return result

    def fails(self, text, program, *options):
        result = self.run_parts(program, *options)
        self.assertEqual(result.status, 5, result.err.decode())
        self.assertIn(text, result.err.decode())

    def refuses(self, text, *options):
        result = self.call("run", *options, self.file("program.py", "print(1)"))
        self.assertEqual((result.status, result.out), (2, b""))
        self.assertEqual(result.err.decode(), f"kinglet: {text}\n")


class Examples(Parts):
    def test_blink(self):
        result = self.call("run", "--wiring", str(EXAMPLES / "blink/wiring.txt"), "--expect", str(EXAMPLES / "blink/expected.txt"),
                           str(EXAMPLES / "blink/main.py"))
        self.assertEqual((result.status, result.out, result.err.decode()), (0, b"", ""))

    def test_blink_that_is_expected_to_be_faster(self):
        result = self.call("run", "--expect", "red.blinks == 8 by 2 s", str(EXAMPLES / "blink/main.py"))
        self.assertEqual(result.status, 5)
        self.assertRegex(result.err.decode(), r"^kinglet: --expect: red\.blinks == 8 by 2 s: it did not come true; at 2\.00000\d s it was 4\n"
                                              r"kinglet: 1 of 1 expectations failed\n$")


class Expectations(Parts):
    def test_a_program_that_ends_is_waited_for(self):
        program = "pin(4, 1)\nprint('done')\n"
        self.assertEqual(self.passes(program, "--wire", "led GPIO4", "--expect", "led.on at 5 s").out, b"done\n")
        self.fails("never led.on", program, "--wire", "led GPIO4", "--expect", "never led.on")

    def test_a_program_that_does_not_end(self):
        program = "pin(4, 1)\nwhile True: time.sleep(1)\n"
        self.passes(program, "--wire", "led GPIO4", "--expect", "led.on by 1 s")
        self.passes(program, "--wire", "led GPIO4", "--expect", "led.on between 1 s and 2 s")
        self.passes(program, "--wire", "led GPIO4", "--expect", "never led.blinks > 1", "--timeout", "5")
        self.fails("at the end it was 1", program, "--wire", "led GPIO4", "--expect", "led.blinks == 2")

    def test_an_exception_is_worse(self):
        result = self.run_parts("1/0", "--wire", "led GPIO4", "--expect", "led.on by 1 s")
        self.assertEqual(result.status, 1)
        self.assertIn(b"ZeroDivisionError", result.err)

    def test_a_folder(self):
        (self.folder / "app").mkdir()
        (self.folder / "app" / "main.py").write_text(PINS + "pin(4, 1)\n")
        result = self.call("run", "--wire", "led GPIO4", "--expect", "led.on by 5 s", str(self.folder / "app"))
        self.assertEqual((result.status, result.err), (0, b""))
        result = self.call("run", "--wire", "led GPIO4", "--expect", "led.blinks == 2 by 5 s", str(self.folder / "app"))
        self.assertEqual(result.status, 5)

    def test_strict(self):
        program = "pin(0, 1)\ntime.sleep(1)\n"
        wire = "button b GPIO0; b pressed at 100 ms for 10 ms"
        result = self.run_parts(program, "--wire", wire)
        self.assertEqual(result.status, 0)
        self.assertRegex(result.err.decode(), r"^kinglet: b at 0\.1000\d\d s: it is pressed while the chip drives the pin the other way\n$")
        self.assertEqual(self.run_parts(program, "--wire", wire, "--strict").status, 5)


class Wirings(Parts):
    def test_a_button_is_read(self):
        program = "R.off = 1 << 4\nfor i in range(6):\n    print(R.level >> 4 & 1, end='')\n    time.sleep_ms(100)\n"
        result = self.passes(program, "--wire", "button GPIO4 pull=up; button pressed at 150 ms for 200 ms")
        self.assertEqual(result.out, b"110011")

    def test_a_wiring_file(self):
        path = self.file("wiring.txt", "led GPIO4   # the lamp\nexpect led.blinks == 3\n")
        self.passes("for i in range(3):\n    pin(4, 1)\n    pin(4, 0)\n", "--wiring", path)
        self.refuses(f"{path}:2: there is no part called 'lamp'", "--wiring", self.file("wiring.txt", "led GPIO4\nexpect lamp.on\n"))
        self.refuses(f"{self.folder / 'missing'}: can't open {self.folder / 'missing'}: No such file or directory", "--wiring",
                     str(self.folder / "missing"))
        self.refuses("--wire: led: the pin 'pin' is not connected", "--wire", "led")
        self.refuses("--expect: there is no part called 'led'", "--expect", "led.on")

    def test_an_eeprom_on_bit_banged_wires(self):
        program = """
SCL, SDA = 1 << 5, 1 << 4
R.clear = SCL | SDA
def scl(v):
    if v: R.off = SCL
    else: R.out = SCL
def sda(v):
    if v: R.off = SDA
    else: R.out = SDA
def start(): sda(1); scl(1); sda(0); scl(0)
def stop(): sda(0); scl(1); sda(1)
def bit(v):
    sda(v); scl(1)
    r = R.level & SDA
    scl(0)
    return 1 if r else 0
def write(b):
    for i in range(7, -1, -1): bit(b >> i & 1)
    return bit(1)
def read(last):
    v = 0
    for i in range(8): v = v << 1 | bit(1)
    bit(last)
    return v
start(); print(write(0xA0), write(3), write(0x4B), write(0x21)); stop()
polls = 0
while True:
    start()
    if not write(0xA0): break
    stop(); polls += 1
write(3); start(); write(0xA1); print(chr(read(0)), chr(read(1))); stop()
print(polls > 1)
"""
        result = self.passes(program, "--wire", "eeprom scl=GPIO5 sda=GPIO4", "--strict", "--expect", "eeprom.byte[3] == 0x4B",
                             "--expect", "eeprom.writes == 1 at end")
        self.assertEqual(result.out, b"0 0 0 0\nK !\nTrue\n")

    def test_a_flash_on_bit_banged_wires(self):
        program = """
for n, v in ((15, 1), (14, 0), (13, 0)): pin(n, v)
R.off = 1 << 12
def exchange(b):
    r = 0
    for i in range(7, -1, -1):
        pin(13, b >> i & 1); pin(14, 1)
        r = r << 1 | (R.level >> 12 & 1)
        pin(14, 0)
    return r
pin(15, 0); exchange(0x9F); print([hex(exchange(0)) for i in range(3)]); pin(15, 1)
"""
        result = self.passes(program, "--wire", "spiflash cs=GPIO15 clk=GPIO14 di=GPIO13 do=GPIO12 model=25q32", "--strict")
        self.assertEqual(result.out, b"['0xef', '0x40', '0x16']\n")

    def test_a_peer_hears_the_second_uart(self):
        program = """
M2 = uctypes.struct(0x60000838, {"gpio2": 0 | uctypes.UINT32})
U = uctypes.struct(0x60000F00, {"fifo": 0 | uctypes.UINT32, "div": 0x14 | uctypes.UINT32})
M2.gpio2 = 0x20
U.div = 80000000 // 9600
for b in b"hello": U.fifo = b
time.sleep_ms(50)
"""
        self.passes(program, "--wire", "uart peer rx=GPIO2 baud=9600", "--expect", 'peer.text contains "hello"')
        self.fails('peer.text contains "hello"', program, "--wire", "uart peer rx=GPIO2 baud=4800", "--expect", 'peer.text contains "hello"')


class Boards(Parts):
    NAMES = ["d1-mini", "esp-01", "esp-12", "feather-huzzah", "huzzah-breakout", "nodemcu", "olimex-mod", "thing-dev"]

    def test_each_boots_and_is_drawn(self):
        table = self.call("boards").out.decode()
        self.assertEqual([line.split()[0] for line in table.splitlines()[1:]], self.NAMES)
        self.assertLessEqual(max(len(line) for line in table.splitlines()), 80)
        for name in self.NAMES:
            drawing = self.call("boards", name)
            self.assertEqual((drawing.status, drawing.err), (0, b""), name)
            self.assertLessEqual(max(len(line) for line in drawing.out.decode().splitlines()), 80, name)
            self.assertIn("source", drawing.out.decode(), name)
            result = self.call("run", "--board", name, self.file("program.py", "print(1)"))
            self.assertEqual((result.status, result.out, result.err), (0, b"1\n", b""), name)

    def test_labels_are_those_of_the_board(self):
        program = "pin(2, 0)\n"
        self.passes(program, "--board", "nodemcu", "--wire", "led D4 active=low", "--expect", "led.on", "--expect", "module.on")
        self.refuses("--wire: led: the pin 'pin' is not connected ('D4' is no pin of this board, so it is the name)", "--wire", "led D4")
        self.refuses("--wire: led: GPIO9 is not brought out on this board (kinglet boards NAME shows its pins)", "--wire", "led GPIO9")

    def test_a_board_of_ones_own(self):
        path = self.file("my.board", 'board my-board "My board"\nflash 1M\nleft LAMP=GPIO4\nled lamp LAMP\n')
        self.assertIn(b"LAMP", self.call("boards", path).out)
        self.refuses(f"{path}:4: led: the pin 'pin' is not connected ('LAMP' is no pin of this board, so it is the name)",
                     "--board", self.file("my.board", 'board my-board "My board"\nflash 1M\nleft X=GPIO4\nled LAMP\n'))
        for text, problem in (("bord x", "1: 'bord' is no kind of part and none of"), ('board a "b"\nflash 3M', "2: flash takes 512K"),
                              ('board a "b"\n\nleft A=GPIO17', "3: 'A=' takes GPIO0 to GPIO16, A0 or RST")):
            result = self.call("boards", self.file("my.board", text))
            self.assertEqual(result.status, 2)
            self.assertTrue(result.err.decode().startswith(f"kinglet: {path}:{problem}"), result.err.decode())
        result = self.call("boards", "no-board")
        self.assertEqual(result.status, 2)
        self.assertIn("there is no board 'no-board'; there are d1-mini", result.err.decode())

    def test_kinds(self):
        kinds = self.call("parts").out.decode()
        for kind in ("led", "button", "neopixel", "eeprom", "spiflash", "uart"):
            self.assertIn(kind, kinds)
            self.assertIn("pin", self.call("parts", kind).out.decode())
        self.assertEqual(self.call("parts", "lamp").status, 2)


if __name__ == "__main__":
    command.main()
