#!/usr/bin/env python3
"""How fast files in flash are, in the board's own time, and how long mounting takes; and which flash sizes one image finds."""
import sys

import command

PROGRAM = """
import flashbdev, gc, os, time, vfs

def speed(start):
    return 65536000 // time.ticks_diff(time.ticks_us(), start)

piece = bytearray(range(256)) * 2
start = time.ticks_us()
with open("big", "wb") as file:
    for _ in range(128):
        file.write(piece)
print("write", speed(start))
start = time.ticks_us()
with open("big", "rb") as file:
    while file.readinto(piece):
        pass
print("read", speed(start))
os.remove("big")
for i in range(100):
    with open("file%d.py" % i, "w") as file:
        file.write("x" * 20)
gc.collect()
vfs.umount("/")
start = time.ticks_us()
vfs.mount(flashbdev.bdev, "/")
print("mount", time.ticks_diff(time.ticks_us(), start))
start = time.ticks_us()
print("files", len(os.listdir()))
print("list", time.ticks_diff(time.ticks_us(), start))
start = time.ticks_us()
os.statvfs("/")
print("space", time.ticks_diff(time.ticks_us(), start))
"""
SIZES = """
import esp, os
with open("main.py", "w") as file:
    file.write("print('main', 6 * 7)")
import flashbdev
assert flashbdev.bdev.start_sec == flashbdev.start_sec == esp.flash_user_start() // 4096
assert flashbdev.bdev.blocks * 4096 == esp.flash_size() - esp.flash_user_start()
print(esp.flash_size(), os.statvfs("/")[2] * 4096, os.listdir())
"""


def files_begin(flash_size):
    """Where the filesystem begins: device/hal/flash_layout.hpp."""
    return {512 << 10: 448 << 10, 1 << 20: 576 << 10}.get(flash_size, 1 << 20)


class Files(command.CommandTest):
    def output(self, program, *options):
        result = self.run_program(program, *options)
        self.assertEqual(result.status, 0, result.err[-2000:])
        return result.out.decode().replace("\r", "")

    def test_speed(self):
        figures = dict(line.split(" ") for line in self.output(PROGRAM).splitlines())
        print(f"64 KiB in calls of 512 bytes: written at {figures['write']} kB/s, read at {figures['read']} kB/s; mount with 100 files "
              f"{int(figures['mount']) / 1000} ms, listing {int(figures['list']) / 1000} ms, statvfs {int(figures['space']) / 1000} ms")
        self.assertEqual(figures["files"], "101")
        self.assertGreaterEqual(int(figures["write"]), 60)
        self.assertGreaterEqual(int(figures["read"]), 400)
        self.assertLess(int(figures["mount"]), 30000)

    def test_one_image_for_every_flash(self):
        for size in ("512K", "1M", "2M", "4M", "8M", "16M"):
            count = int(size[:-1]) << (10 if size.endswith("K") else 20)
            flash = str(self.folder / f"flash{size}.bin")
            found = self.output(SIZES, "--flash-size", size, "--flash", flash)
            self.assertEqual(found, f"{count} {count - files_begin(count)} ['boot.py', 'main.py']\n")
            # The next start finds the files and runs main.py.
            text = self.call("repl", "--flash", flash, keys=b"import os; print(os.listdir())\r")
            self.assertEqual(text.status, 0, text.err[-2000:])
            self.assertIn(b"main 42\r\n", text.out)
            self.assertIn(b"['boot.py', 'main.py']", text.out)
            self.assertNotIn(b"initial setup", text.out)

    def test_a_broken_filesystem_is_not_formatted(self):
        flash = self.folder / "flash.bin"
        self.output("with open('data', 'w') as file: file.write('somebody' * 1000)", "--flash", str(flash))
        good = flash.read_bytes()
        begin = files_begin(len(good))
        erased, zeroed = b"\xff" * 4096, bytes(64)
        for damage in ((zeroed, zeroed), (erased, erased), (erased, zeroed), (zeroed, erased)):  # of both superblocks
            content = bytearray(good)
            for block, damaged in enumerate(damage):
                at = begin + block * 4096
                content[at : at + len(damaged)] = damaged
            flash.write_bytes(content)
            text = self.call("repl", "--flash", str(flash), keys=b"print(6 * 7)\r")
            self.assertIn(b"The filesystem in flash cannot be mounted", text.out)
            self.assertIn(b"42\r\n", text.out)
            self.assertEqual(flash.read_bytes()[begin:], bytes(content[begin:]))


if __name__ == "__main__":
    command.main()
