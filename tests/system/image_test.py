#!/usr/bin/env python3
"""Firmware images that are none: what the ROM says, exit status 3, and an end even where nothing limits the run.
What the texts are is tested more closely by boot_test.cpp, and many more images by fuzz/image_fuzz.cpp."""
import pathlib
import random
import struct

import command

BANNER = "ets Jan  8 2013,rst cause:1, boot mode:(3,6)"


def image(segments, entry=0x40100000, count=None):
    out = bytearray(struct.pack("<BBBBI", 0xE9, len(segments) if count is None else count, 2, 0x20, entry))
    checksum = 0xEF
    for address, data in segments:
        out += struct.pack("<II", address, len(data)) + data
        for byte in data:
            checksum ^= byte
    out += bytes(-(len(out) + 1) % 16)
    return bytes(out) + bytes((checksum,))


STOP = bytes.fromhex("007f0046feff0000")       # waiti 15, for ever
LOOP = bytes.fromhex("06ffff0000000000")       # a jump to itself


class Images(command.CommandTest):
    def boots(self, name, data, *texts):
        result = self.call("run", "--image", self.file("image.bin", data), self.file("a.py", "print(1)"))
        self.assertEqual((result.status, result.out), (3, b""), f"{name}: {result.err[-400:]}")
        for text in (BANNER, *texts):
            self.assertIn(text, result.err.decode("utf-8", "replace"), name)

    def test_no_image(self):
        for name, data in (("empty", b""), ("one byte", b"\xe9"), ("erased", b"\xff" * 4096), ("zeros", bytes(4096)),
                           ("version 2", b"\xea" + image([(0x40100000, STOP)])[1:]),
                           ("text", b"print('hello')\n")):
            self.boots(name, data)
        self.boots("wrong magic", b"\xe8" + image([(0x40100000, STOP)])[1:], "ets_main.c 181")

    def test_damaged(self):
        good = image([(0x40100000, STOP), (0x3FFE8000, bytes(100))])
        self.boots("checksum", good[:-1] + bytes((good[-1] ^ 1,)), "csum err", "ets_main.c 181")
        self.boots("too long a segment", image([(0x40100000, bytes(64 * 1024))]))
        self.boots("outside of memory", image([(0x10000000, STOP)]), "Fatal exception")
        self.boots("into the ROM", image([(0x40000000, STOP)]), "Fatal exception")
        self.boots("into flash", image([(0x40200000, STOP)]), "Fatal exception")
        self.boots("unaligned", image([(0x40100001, STOP)]))
        self.boots("no segments", image([], 0))
        self.boots("255 segments", image([(0x40100000, STOP)], count=255))
        self.boots("entry in nowhere", image([(0x40100000, STOP)], entry=0x12345678))

    def test_truncated(self):
        # Cut within the first segment the checksum is wrong; beyond the loaded part the code in flash is missing.
        good = (pathlib.Path(__file__).resolve().parents[2] / "build/firmware/kinglet.bin").read_bytes()
        for size in (1, 4, 8, 12, 16, 17, 100, 1000, 4096, 8192, 16384, 40000):
            self.boots(f"cut at {size}", good[:size])
        # With half of its code it starts, and ends where the first missing function is called.
        half = self.call("run", "--image", self.file("image.bin", good[: len(good) // 2]), self.file("a.py", "print(1)"))
        self.assertEqual((half.status, half.out), (3, b""), half.err[-400:])

    def test_an_image_that_hangs(self):
        self.boots("endless loop", image([(0x40100000, LOOP)]), "the board does not answer as a Python prompt does")

    def test_random_bytes(self):
        numbers = random.Random(20260101)
        for i in range(8):
            self.boots(f"random {i}", b"\xe9" + numbers.randbytes(2000))


if __name__ == "__main__":
    command.main()
