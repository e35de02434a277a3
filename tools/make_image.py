#!/usr/bin/env python3
"""Makes the flash image from the firmware's ELF file.

One file, to be written to flash address 0, in the format that the boot ROM of the chip loads (and esptool
accepts): a header, the segments for instruction RAM and data RAM, a checksum; then, where the program's addresses say,
the code and constants that stay in flash and are seen through the window at 0x40200000. docs/boot.md describes the format.
"""

import argparse
import hashlib
import os
import struct
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import elf  # noqa: E402

MAGIC = 0xE9
CHECKSUM_SEED = 0xEF
LINE = 16
FLASH_WINDOW = (0x40200000, 0x40300000)
# What the ROM can load: instruction RAM, and data RAM below what it uses itself.
LOADABLE = [(0x40100000, 0x40110000), (0x3FFE8000, 0x3FFFC000)]
MODES = {"qio": 0, "qout": 1, "dio": 2, "dout": 3}
FREQUENCIES = {"40m": 0, "26m": 1, "20m": 2, "80m": 15}
SIZES = {"512KB": 0, "256KB": 1, "1MB": 2, "2MB": 3, "4MB": 4, "8MB": 8, "16MB": 9}


class ImageError(Exception):
    """The program cannot be made into an image; the text says why."""


def ram_part(file, mode, size_and_frequency):
    """Header, segments and checksum."""
    segments = []
    # Code first, as in everybody's boot logs.
    for segment in sorted(file.segments, key=lambda s: -s.physical):
        if not segment.data or within(segment.physical, FLASH_WINDOW):
            continue
        data = segment.data + bytes(-len(segment.data) % 4)
        if not any(within(segment.physical, r) and segment.physical + len(data) <= r[1] for r in LOADABLE):
            raise ImageError(f"a segment of {len(data)} bytes at {segment.physical:#x} is nowhere the ROM "
                             "can load it")
        segments.append((segment.physical, data))
    image = bytearray(struct.pack("<BBBBI", MAGIC, len(segments), mode, size_and_frequency, file.entry))
    checksum = CHECKSUM_SEED
    for address, data in segments:
        image += struct.pack("<II", address, len(data)) + data
        for byte in data:
            checksum ^= byte
    image += bytes(LINE - 1 - len(image) % LINE)
    image.append(checksum)
    return bytes(image)


def flash_part(file, offset):
    """What lies in the flash window, as it follows a RAM part that ends at the offset."""
    block = bytearray()
    for segment in sorted(file.segments, key=lambda s: s.physical):
        if not segment.data or not within(segment.physical, FLASH_WINDOW):
            continue
        gap = segment.physical - FLASH_WINDOW[0] - offset - len(block)
        if gap < 0:
            raise ImageError(f"a segment at {segment.physical:#x} lies over what the image has before it, "
                             f"which ends at {FLASH_WINDOW[0] + offset + len(block):#x}")
        block += b"\xff" * gap + segment.data
    return bytes(block)


def within(address, bounds):
    return bounds[0] <= address < bounds[1]


def identify(file):
    """Puts a digest of everything into the two words at _image_id: what is kept in flash from an earlier start (the code store) is of
    use to the same image only."""
    place = file.symbol("_image_id")
    if place is None:
        return
    segments = sorted((s for s in file.segments if s.data), key=lambda s: s.physical)
    digest = hashlib.sha256()
    for segment in segments:
        digest.update(struct.pack("<II", segment.physical, len(segment.data)) + segment.data)
    for segment in segments:
        at = place - segment.physical
        if 0 <= at <= len(segment.data) - 8:
            segment.data = segment.data[:at] + digest.digest()[:8] + segment.data[at + 8:]


def make(file, mode="dio", frequency="40m", size="1MB"):
    """The whole image as bytes."""
    identify(file)
    ram = ram_part(file, MODES[mode], SIZES[size] << 4 | FREQUENCIES[frequency])
    return ram + flash_part(file, len(ram))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mode", choices=MODES, default="dio")
    parser.add_argument("--frequency", choices=FREQUENCIES, default="40m")
    parser.add_argument("--size", choices=SIZES, default="1MB")
    parser.add_argument("elf")
    parser.add_argument("image")
    arguments = parser.parse_args()
    try:
        image = make(elf.Elf(arguments.elf), arguments.mode, arguments.frequency, arguments.size)
        with open(arguments.image, "wb") as file:
            file.write(image)
    except (ImageError, elf.ElfError, OSError) as error:
        sys.exit(f"make_image.py: {error}")


if __name__ == "__main__":
    main()
