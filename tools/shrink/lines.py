"""Lines of source for the shrunk program: read from the linked file's DWARF (2 to 4), moved with the instructions, and written as one unit.

What debuggers read of it: .debug_line, and beside it as much of .debug_info as leads them there. Instructions that a pass made belong to the line of
the one before them; of those that several tails share one line remains.
"""

import functools
import os
import posixpath
import struct

from program import Instruction

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SET_ADDRESS, END_SEQUENCE = 2, 1
COPY, ADVANCE_PC, ADVANCE_LINE, SET_FILE, SET_COLUMN, _, _, CONST_ADD_PC, FIXED_ADVANCE_PC = range(1, 10)
OPERANDS = bytes([0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1])
LINE_BASE, LINE_RANGE, OPCODE_BASE = -5, 14, 13
COMPILE_UNIT, PRODUCER, LANGUAGE, NAME, STMT_LIST, LOW_PC, HIGH_PC = 0x11, 0x25, 0x13, 0x03, 0x10, 0x11, 0x12
ADDRESS, HALF, STRING, OFFSET = 0x01, 0x05, 0x08, 0x17
C_PLUS_PLUS = 4


class Reader:
    """Numbers and texts, one after the other."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, form):
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values[0]

    def text(self):
        end = self.data.index(b"\0", self.at)
        text = self.data[self.at:end].decode()
        self.at = end + 1
        return text

    def leb(self, signed=False):
        value, shift, part = 0, 0, 0x80
        while part & 0x80:
            part = self.data[self.at]
            self.at += 1
            value |= (part & 0x7F) << shift
            shift += 7
        return value - (1 << shift) if signed and part & 0x40 else value


def _texts(reader):
    while text := reader.text():
        yield text


@functools.cache
def _source(path):
    """The path of a file of this project from its root, whatever folder it was compiled from; another one as it is."""
    parts = posixpath.normpath(path).split("/")
    suffixes = ("/".join(parts[first:]) for first in range(len(parts))) if parts[0] == ".." else ()
    return next((suffix for suffix in suffixes if suffix[:2] != ".." and os.path.exists(os.path.join(ROOT, suffix))), "/".join(parts))


def _unit_rows(reader, end):
    """(address, file name or None at the end of a sequence, line) as a unit's program says."""
    version = reader.take("H")
    if not 2 <= version <= 4:
        return
    code = reader.take("I") + reader.at
    least = reader.take("B")
    reader.at += 2 if version == 4 else 1
    base, span, first = reader.take("b"), reader.take("B"), reader.take("B")
    operands = [reader.take("B") for _ in range(first - 1)]
    folders = ["", *_texts(reader)]
    files = [None]
    for name in _texts(reader):
        folder = folders[reader.leb()]
        reader.leb(), reader.leb()
        files.append(_source(posixpath.join(folder, name)))
    reader.at = code
    address, file, line = 0, 1, 1
    while reader.at < end:
        opcode = reader.take("B")
        if opcode >= first:
            address += (opcode - first) // span * least
            line += base + (opcode - first) % span
            yield address, files[file], line
        elif opcode == 0:
            size = reader.leb()
            next_at = reader.at + size
            extended = reader.take("B")
            if extended == SET_ADDRESS:
                address = reader.take("I")
            elif extended == END_SEQUENCE:
                yield address, None, 0
                address, file, line = 0, 1, 1
            reader.at = next_at
        elif opcode == COPY:
            yield address, files[file], line
        elif opcode == ADVANCE_PC:
            address += reader.leb() * least
        elif opcode == ADVANCE_LINE:
            line += reader.leb(signed=True)
        elif opcode == SET_FILE:
            file = reader.leb()
        elif opcode == CONST_ADD_PC:
            address += (255 - first) // span * least
        elif opcode == FIXED_ADVANCE_PC:
            address += reader.take("H")
        else:
            for _ in range(operands[opcode - 1]):
                reader.leb()


def read(file):
    """The rows of all sequences that were linked, by address: {address: (file, line)}, None at ends."""
    section = file.section(".debug_line")
    rows = {}
    reader = Reader(section.data if section else b"")
    while reader.at < len(reader.data):
        end = reader.take("I")
        end += reader.at
        sequence = []
        for address, name, line in _unit_rows(reader, end):
            sequence.append((address, (name, line) if name else None))
            if name is None:
                if sequence[0][0]:
                    for place, what in sequence[:-1]:
                        rows[place] = what
                    rows.setdefault(address, None)
                sequence = []
        reader.at = end
    return rows


def moved(program, rows):
    """(address, size, (file, line)) of the instructions where they are now, in their order, unknown ones left out."""
    places = sorted(rows)
    known, index, lines = None, 0, {}
    for piece in program.pieces:
        while index < len(places) and places[index] <= piece.old:
            known = rows[places[index]]
            index += 1
        if known and isinstance(piece, Instruction):
            lines[piece.old] = known
    for name in (".iram", ".text"):
        latest = None
        for piece in program.regions[name]:
            if isinstance(piece, Instruction):
                latest = lines.get(piece.old) if piece.old else latest
                if latest:
                    yield piece.new, piece.size, latest


def _leb(value, signed=False):
    data = bytearray()
    while True:
        part, value = value & 0x7F, value >> 7
        done = value == (-(part >> 6) if signed else 0)
        data.append(part if done else part | 0x80)
        if done:
            return bytes(data)


def _extended(opcode, operand=b""):
    return b"\0" + _leb(1 + len(operand)) + bytes([opcode]) + operand


def _program(rows, files):
    """The line program of the rows: a sequence for each stretch of instructions without a gap."""
    code, end, address, line, file = bytearray(), None, 0, 1, 1
    for place, size, (name, number) in rows:
        if place != end:
            if end is not None:
                code += bytes([ADVANCE_PC]) + _leb(end - address) + _extended(END_SEQUENCE)
            code += _extended(SET_ADDRESS, struct.pack("<I", place))
            address, line, file = place, 1, 1
        elif (files[name], number) == (file, line):
            end = place + size
            continue
        if files[name] != file:
            file = files[name]
            code += bytes([SET_FILE]) + _leb(file)
        step, advance = number - line - LINE_BASE, place - address
        if not 0 <= step < LINE_RANGE:
            code += bytes([ADVANCE_LINE]) + _leb(number - line, signed=True)
            step = -LINE_BASE
        if step + LINE_RANGE * advance + OPCODE_BASE > 255:
            code += bytes([ADVANCE_PC]) + _leb(advance)
            advance = 0
        code.append(step + LINE_RANGE * advance + OPCODE_BASE)
        address, line, end = place, number, place + size
    if end is not None:
        code += bytes([ADVANCE_PC]) + _leb(end - address) + _extended(END_SEQUENCE)
    return bytes(code)


def sections(program):
    """The sections to write, by name; none when the linked file has no lines."""
    rows = sorted(moved(program, read(program.file)))
    if not rows:
        return {}
    files = {name: number for number, name in enumerate(sorted({name for _, _, (name, _) in rows}), 1)}
    table = b"".join(name.encode() + bytes(4) for name in files)
    header = struct.pack("<BBBbBB", 1, 1, 1, LINE_BASE, LINE_RANGE, OPCODE_BASE) + OPERANDS + b"\0" + table + b"\0"
    line = struct.pack("<HI", 4, len(header)) + header + _program(rows, files)
    fields = [(PRODUCER, STRING), (LANGUAGE, HALF), (NAME, STRING), (STMT_LIST, OFFSET), (LOW_PC, ADDRESS), (HIGH_PC, ADDRESS)]
    abbreviations = bytes([1, COMPILE_UNIT, 0]) + bytes(sum(fields, ())) + bytes(3)
    unit = bytes([1]) + b"tools/shrink\0" + struct.pack("<H", C_PLUS_PLUS) + b"firmware\0" + struct.pack(
        "<III", 0, rows[0][0], rows[-1][0] + rows[-1][1])
    info = struct.pack("<HIB", 4, 0, 4) + unit
    return {".debug_line": struct.pack("<I", len(line)) + line, ".debug_abbrev": abbreviations,
            ".debug_info": struct.pack("<I", len(info)) + info}
