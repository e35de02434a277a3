#!/usr/bin/env python3
"""A debugger at a whole board: functions by name, watchpoints on its variables, reset, and a run that ends as it would without one."""
import os
import pathlib
import re
import subprocess

import command
from gdb_client import Client

PROGRAM = "print(sum(range(10)))\n"
RESET_VECTOR = 0x40000080


class Debugger(command.CommandTest):
    def start(self, *options):
        """A board that waits for us, and the connection."""
        words = [self.kinglet, "run", "--gdb", "0", *options, self.file("program.py", PROGRAM)]
        self.board = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.addCleanup(self.stop)
        line = self.board.stderr.readline()
        port = re.search(rb"target remote localhost:(\d+)", line)
        self.assertTrue(port, line)
        client = Client(int(port.group(1)))
        self.addCleanup(client.close)
        return client

    def stop(self):
        if self.board.poll() is None:
            self.board.kill()
        self.board.communicate()

    def end(self):
        out, err = self.board.communicate(timeout=command.WALL_LIMIT)
        return self.board.returncode, out, err

    def address(self, name):
        """Of a function of the image, by the linker's name or a part of it."""
        elf = os.path.join(os.path.dirname(self.kinglet), "..", "firmware", "kinglet.elf")
        lines = subprocess.run(["xtensa-lx106-elf-nm", elf], capture_output=True, text=True, check=True).stdout.splitlines()
        found = [int(line.split()[0], 16) for line in lines if line.split()[-1] == name and line.split()[-2] in "tT"]
        self.assertTrue(found, f"no {name} in {elf}")
        return found[0]

    def test_a_run_under_a_debugger_ends_as_without_one(self):
        client = self.start()
        self.assertEqual(client.pc, RESET_VECTOR)
        self.assertEqual(client.ask("?"), "S05")
        self.assertEqual(client.ask("D"), "OK")
        self.assertEqual(self.end()[:2], (0, b"45\n"))

    def test_breakpoints_steps_and_names(self):
        client = self.start()
        handler = self.address("dispatch_interrupts")
        self.assertEqual(client.ask(f"Z1,{handler:x},3"), "OK")
        self.assertEqual(client.ask("c"), "T05thread:1;hwbreak:;")
        self.assertEqual(client.pc, handler)
        where = client.monitor("where")
        self.assertIn("(dispatch_interrupts, firmware/boot/interrupts.cpp:", where)
        before = client.monitor("time")
        for _ in range(20):
            self.assertEqual(client.ask("s"), "T05thread:1;")
        self.assertNotEqual(client.monitor("time"), before)
        self.assertEqual(client.ask(f"z1,{handler:x},3"), "OK")
        self.assertEqual(client.ask("D"), "OK")
        self.assertEqual(self.end()[:2], (0, b"45\n"))

    def test_a_watchpoint_stops_behind_the_store(self):
        client = self.start()
        uart_fifo = 0x60000000
        self.assertEqual(client.ask(f"Z2,{uart_fifo:x},4"), "OK")
        stop = client.ask("c")
        self.assertEqual(stop, f"T05thread:1;watch:{uart_fifo:x};")
        self.assertIn("uart_tx_one_char", client.monitor("where"))
        client.send(b"k")
        status, _, err = self.end()
        self.assertEqual(status, 4, err)

    def test_reset_and_interrupt(self):
        client = self.start()
        client.send(b"c")
        client.interrupt()
        self.assertEqual(client.answer(), "T02thread:1;")
        self.assertIn("at 0x40000080", client.monitor("reset halt"))
        self.assertEqual(client.pc, RESET_VECTOR)
        self.assertEqual(client.ask("D"), "OK")
        self.assertEqual(self.end()[:2], (0, b"45\n"))

    def test_the_flash_is_what_was_built(self):
        client = self.start()
        handler = self.address("dispatch_interrupts")
        self.assertEqual(client.ask(f"Z0,{handler:x},3"), "OK")
        self.assertEqual(client.ask("c"), "T05thread:1;hwbreak:;")
        image = (pathlib.Path(self.kinglet).parent / ".." / "firmware" / "kinglet.bin").read_bytes()
        self.assertEqual(client.memory(0x40200000, 256), image[:256])
        self.assertEqual(client.ask("M40200000,1:00"), "E0d")


if __name__ == "__main__":
    command.main()
