#!/usr/bin/env python3
"""The image maker and the ELF reader under it: the format, clear errors, and damaged files of any kind."""

import os
import random
import struct
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools"))
import elf  # noqa: E402
import make_image  # noqa: E402



def make_elf(segments, entry=0x40100544):
    """An ELF file with these (address, data) and nothing else but the names' section."""
    count = len(segments)
    data_offset = 52 + 32 * count
    headers, blob = b"", b""
    for address, data in segments:
        headers += struct.pack("<8I", 1, data_offset + len(blob), address, address, len(data),
                               len(data), 7, 4)
        blob += data
    section_offset = data_offset + len(blob)
    ident = b"\x7fELF\x01\x01\x01" + bytes(9)
    header = ident + struct.pack("<HHIIIIIHHHHHH", 2, 94, 1, entry, 52, section_offset, 0, 52, 32, count, 40,
                                 1, 0)
    names = struct.pack("<10I", 0, 3, 0, 0, 7, 1, 0, 0, 1, 0)  # its only name is empty: a zero of the header
    return header + headers + blob + names


class Image(unittest.TestCase):
    def read(self, data):
        with tempfile.NamedTemporaryFile(suffix=".elf") as file:
            file.write(data)
            file.flush()
            return elf.Elf(file.name)

    def test_layout(self):
        code, data, flash = b"\x01\x02\x03\x04\x05", b"\xAA\xBB\xCC\xDD", b"flash"
        segments = [(0x40100000, code), (0x3FFE8000, data), (0x40209000, flash)]
        image = make_image.make(self.read(make_elf(segments)))
        self.assertEqual(image[:4], b"\xE9\x02\x02\x20")
        self.assertEqual(struct.unpack_from("<III", image, 4), (0x40100544, 0x40100000, 8))
        self.assertEqual(image[16:24], code + b"\0\0\0")
        self.assertEqual(struct.unpack_from("<II", image, 24), (0x3FFE8000, 4))
        checksum = 0xEF
        for byte in code + data:
            checksum ^= byte
        self.assertEqual(image[36:48], bytes(11) + bytes([checksum]))
        self.assertEqual(image[48:0x9000], b"\xff" * (0x9000 - 48))
        self.assertEqual(image[0x9000:], flash)

    def test_data_that_ends_with_its_line_gets_a_line_for_the_checksum(self):
        image = make_image.ram_part(self.read(make_elf([(0x40100000, bytes(16))])), 2, 0)
        self.assertEqual(len(image), 48)

    def refuse(self, segments, text):
        with self.assertRaisesRegex(make_image.ImageError, text):
            make_image.make(self.read(make_elf(segments)))

    def test_refusals(self):
        self.refuse([(0x3FFFBFF0, bytes(32))], "nowhere the ROM can load it")
        self.refuse([(0x60000000, bytes(4))], "nowhere the ROM can load it")
        self.refuse([(0x40100000, bytes(64)), (0x40200050, bytes(4))], "which ends at 0x40200060")
        self.refuse([(0x40200100, bytes(8)), (0x40200104, bytes(4))], "which ends at 0x40200108")

    def test_damaged_files_are_refused_not_crashed_on(self):
        good = make_elf([(0x40100000, bytes(64)), (0x40209000, bytes(64))])
        chance = random.Random(1)
        for _ in range(3000):
            bad = bytearray(good[:chance.randrange(len(good) + 1)])
            for _ in range(chance.randrange(4)):
                if bad:
                    bad[chance.randrange(min(len(bad), 120))] = chance.randrange(256)
            try:
                make_image.make(self.read(bytes(bad)))
            except (elf.ElfError, make_image.ImageError):
                pass


if __name__ == "__main__":
    unittest.main()
