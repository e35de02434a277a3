#!/usr/bin/env python3
"""tools/shrink: instructions that name places, and each pass on a small program that the cross compiler's tools make."""

import os
import random
import re
import struct
import subprocess
import sys
import tempfile
import unittest

TOOLS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "tools")
sys.path[:0] = [TOOLS, os.path.join(TOOLS, "shrink")]
import elf  # noqa: E402
import instructions  # noqa: E402
import lines  # noqa: E402
import passes  # noqa: E402
import written  # noqa: E402
from program import Program  # noqa: E402

CROSS = "xtensa-lx106-elf-"
SCRIPT = """
ENTRY(entry)
SECTIONS {
    .iram 0x40100000 : { *(.vectors) _vectors_end = .; *(.iram.text) . = ALIGN(4); }
    .data 0x3FFE8000 : { LONG(1) *(.data) }
    .text 0x40210000 : { *(.literal .text .text.*) . = ALIGN(4); _rodata_start = .; *(.rodata) }
    .xt.prop 0 : { *(.xt.prop .xt.prop.*) }
    /DISCARD/ : { *(.xtensa.info .xt.lit .xt.lit.*) }
}
"""
START = """
    .section .vectors, "ax"
    .global entry
entry: j entry
    .text
"""


class Instructions(unittest.TestCase):
    def test_a_field_leads_where_it_was_aimed(self):
        chance = random.Random(1)
        forms = {0x01: 4, 0x05: 4, 0x06: 1, 0x16: 1, 0x26: 1, 0xB6: 1, 0x07: 1, 0x8C: 1}
        for code, step in forms.items():
            field = instructions.field(code)
            reached = 0
            for _ in range(3000):
                address = 0x40300000 + chance.randrange(1 << 12) * (4 if field.name == "call0" else 1)
                distance = chance.randrange(-1 << chance.randrange(1, 20), 1 << chance.randrange(1, 20))
                target = address + distance & -step
                if field.reaches(address, target):
                    reached += 1
                    self.assertEqual(field.target(field.aim(code, address, target), address), target)
            self.assertGreater(reached, 100, field.name)

    def test_what_is_out_of_reach_is_refused(self):
        for code, distance in ((0x01, 4), (0x05, 1 << 19), (0x06, 1 << 17), (0x16, 1 << 12), (0x07, 200), (0x8C, -4)):
            with self.assertRaises(instructions.InstructionError):
                instructions.field(code).aim(code, 0x40300000, 0x40300000 + 4 + distance)

    def test_unknown_instructions_are_refused(self):
        for first_byte in (0x0E, 0x0F):
            with self.assertRaises(instructions.InstructionError):
                instructions.length(first_byte)
        for code in (0x15, 0x36, 0x76):  # call4, entry, loop
            with self.assertRaises(instructions.InstructionError):
                instructions.field(code)


class Passes(unittest.TestCase):
    def build(self, source, *steps):
        """The program with this text after the passes."""
        with tempfile.TemporaryDirectory() as folder:
            def path(name):
                return os.path.join(folder, name)
            for name, text in (("a.S", START + source), ("a.ld", SCRIPT)):
                with open(path(name), "w", encoding="utf-8") as file:
                    file.write(text)
            subprocess.run([CROSS + "gcc", "-c", "-mlongcalls", "-mtext-section-literals", "-mno-target-align",
                            path("a.S"), "-o", path("a.o")], check=True)
            subprocess.run([CROSS + "ld", "-T", path("a.ld"), "--no-relax", "--emit-relocs", "--no-warn-rwx-segments",
                            path("a.o"), "-o", path("a.elf")], check=True)
            program = Program(elf.Elf(path("a.elf")))
            passes.layout(program)
            for step in steps:
                step(program)
            written.write(program, path("b.elf"))
            self.listing = subprocess.run([CROSS + "objdump", "-d", "-j", ".text", path("b.elf")], check=True,
                                          capture_output=True, text=True).stdout
            return elf.Elf(path("b.elf"))

    def code(self, label):
        """The instructions from the label on to the next one, names instead of addresses."""
        block = self.listing.split(f"<{label}>:\n")[1].split("\n\n")[0]
        lines = (line.split("\t")[2:] for line in block.splitlines())
        code = [re.sub(r"\b4\w{7} <(.*?)>.*", r"\1", " ".join(line)).strip() for line in lines]
        return [text for text in code if text not in ("ill", "")]  # what fills the last word

    def test_calls_and_what_nothing_leads_to(self):
        program = self.build("""
            .global first
            .literal_position
            .align 4
        first:
            addi a1, a1, -16
            call0 second
            ret
            .align 4
        unused:
            ret
            .align 4
        second:
            ret
            .section .rodata
            .word first, second + 0x05000000 - 0x40000000
        """, passes.call_directly)
        self.assertEqual(self.code("first"), ["addi a1, a1, -16", "call0 second", "ret.n"])
        self.assertIsNone(program.symbol("unused"))
        table = struct.unpack("<2I", program.section(".text").data[-8:])
        self.assertEqual(table, (program.symbol("first"), program.symbol("second") & 0xFFFFFF | 0x05000000))

    def test_lines_move_with_their_instructions(self):
        program = self.build("""
            .file 1 "../../base/flash.hpp"
            .file 2 "b.cpp"
            .global first
        unused:
            .loc 1 3
            ret
            .align 4
        first:
            .loc 1 10
            addi a1, a1, -16
            .loc 2 2000
            or a2, a2, a2
            addi a3, a3, 1
            .loc 1 12
            ret
            .section .rodata
            .word first
        """, passes.call_directly)
        rows = lines.read(program)
        start = program.symbol("first")
        places = {place - start: row for place, row in rows.items() if start <= place < start + 12}
        self.assertEqual(places[0], ("base/flash.hpp", 10))
        self.assertEqual([row for _, row in sorted(places.items())],
                         [("base/flash.hpp", 10), ("b.cpp", 2000), ("base/flash.hpp", 12), None])

    def test_equal_literals_are_one(self):
        program = self.build("""
            .literal_position
            .align 4
        first: movi a2, 0x12345678
            ret
            .literal_position
            .align 4
        second: movi a3, 0x12345678
            ret
            .section .rodata
            .word first, second
        """, passes.share_literals)
        self.assertEqual(program.section(".text").data.count(b"\x78\x56\x34\x12"), 1)

    def test_branches_over_jumps_and_jumps_to_jumps(self):
        self.build("""
        first:
            beqz.n a2, 1f
            j 2f
        1:  addi a3, a3, 1
            j 3f
        2:  sub a2, a2, a3
        3:  j 4f
            add.n a2, a2, a2
        4:  j 5f
        5:  ret
            .section .rodata
            .word first
        """, passes.straighten)
        self.assertEqual(self.code("first"), ["bnez a2, first+0x7", "addi.n a3, a3, 1", "ret.n", "sub a2, a2, a3", "ret.n"])

    TAILS = """
            .align 4
        first:
            addi a2, a2, 1
            sub a3, a2, a4
            xor a5, a3, a2
            and a2, a5, a3
            ret
            .align 4
        second:
            beqz a2, 1f
            addi a2, a2, 2
            sub a3, a2, a4
        1:  xor a5, a3, a2
            and a2, a5, a3
            ret
            .section .rodata
            .word first, second
        """

    def test_tails_are_shared(self):
        self.build(self.TAILS, passes.share_tails)
        self.assertEqual(self.code("first"), ["addi.n a2, a2, 1", "sub a3, a2, a4", "xor a5, a3, a2", "and a2, a5, a3", "ret.n"])
        self.assertEqual(self.code("second"), ["beqz.n a2, second+0x7", "addi.n a2, a2, 2", "sub a3, a2, a4", "j first+0x5"])

    def test_tails_with_branches_are_shared(self):
        self.build("""
            .align 4
        first:
            addi a2, a2, 1
            beqz a3, 1f
            sub a3, a2, a4
        1:  xor a5, a3, a2
            ret
            .align 4
        second:
            addi a2, a2, 2
            beqz a3, 1f
            sub a3, a2, a4
        1:  xor a5, a3, a2
            ret
            .section .rodata
            .word first, second
        """, passes.share_tails)
        self.assertEqual(self.code("second"), ["addi.n a2, a2, 2", "j first+0x2"])

    def test_arguments_of_calls_are_shared(self):
        calls = "".join(f"""
            addi a2, a1, 32
            movi a3, 700
            call0 function
            xor a4, a2, a{register}
        """ for register in range(2, 7))
        self.build(f"""
            .align 4
        function:
            ret
            .align 4
        first:
            {calls}
            addi a0, a1, 32  // not what goes before the others
            movi a3, 700
            call0 function
            ret
            .section .rodata
            .word first
        """, passes.call_directly, passes.share_calls)
        code = self.code("first")
        self.assertEqual([text.split()[0] for text in code], ["call0", "xor"] * 5 + ["addi", "movi", "call0", "ret.n"])
        self.assertEqual(code[-2], "call0 function")
        self.assertEqual(len(set(code[0:10:2])), 1)
        self.assertRegex(self.listing, r"addi\ta2, a1, 32\n.*movi\ta3, 0x2bc\n.*j\t\w+ <function>")

    def test_what_is_only_jumped_to_follows_a_jump(self):
        self.build("""
        first:
            beqz a2, 2f
            addi a3, a3, 1
            j 3f
        2:  sub a2, a2, a3
            ret
        3:  xor a2, a2, a3
            ret
            .section .rodata
            .word first
        """, passes.follow_jumps)
        self.assertEqual(self.code("first"), ["beqz.n a2, first+0x9", "addi.n a3, a3, 1", "xor a2, a2, a3", "ret.n",
                                              "sub a2, a2, a3", "ret.n"])

    def test_branches_become_narrow(self):
        self.build("""
        first:
            beqz a2, 1f
            .rept 21
            sub a3, a3, a2
            .endr
            j 1f
        1:  ret
            .section .rodata
            .word first
        """, passes.straighten, passes.narrow)
        self.assertEqual(self.code("first")[0], "beqz.n a2, first+0x41")


if __name__ == "__main__":
    unittest.main()
