"""Writes the pieces as an ELF file again: sections, symbols, lines, no relocations."""

import bisect
import struct

import elf
import lines

SHT_PROGBITS, SHT_STRTAB = 1, 3
STT_SECTION, STT_FILE = 3, 4
PF_ALL = 7
HEADER, SEGMENT, SECTION = 52, 32, 40


class Extents:
    """Where a symbol now begins, and how large it is."""

    def __init__(self, program):
        self.program = program
        self.kept = sorted((p for pieces in program.regions.values() for p in pieces), key=lambda p: p.old)
        self.starts = [p.old for p in self.kept]

    def of(self, start, size):
        """The address and size; no address when nothing is left of it."""
        first, end = (bisect.bisect_left(self.starts, address) for address in (start, start + size))
        if first < end:
            begin = self.kept[first].new
            ends = (p.new + min(p.size, start + size - p.old) for p in self.kept[first:end] if p.new >= begin)
            return begin, max(end for end in ends if end <= begin + size) - begin
        piece = self.program.around(start)
        if piece is None:
            return start, size
        index = bisect.bisect_left(self.starts, piece.now().old)
        is_kept = index < len(self.kept) and self.kept[index] is piece.now()
        return self.program.moved(start) if is_kept else None, size


def _symbols(program, indices):
    """The symbol table, its strings, and how many of its symbols are local: of all symbols that still have a place."""
    source = next(s for s in program.file.sections if s.kind == elf.SHT_SYMTAB)
    names = program.file.section(".strtab").data
    extents = Extents(program)
    local, others, strings = [bytes(16)], [], bytearray(1)
    for name, value, size, info, other, where in struct.iter_unpack("<IIIBBH", source.data):
        if info & 15 in (STT_SECTION, STT_FILE) or where == elf.SHN_UNDEF:
            continue
        if where != elf.SHN_ABS:
            section = program.file.sections[where].name
            if section not in indices:
                continue
            where = indices[section]
            if section in program.regions:
                value, size = extents.of(value, size)
        if value is not None:
            entry = struct.pack("<IIIBBH", len(strings), value, size, info, other, where)
            (local if info >> 4 == elf.STB_LOCAL else others).append(entry)
            strings += names[name:names.index(b"\0", name) + 1]
    return b"".join(local + others), bytes(strings), len(local)


def write(program, path):
    """Writes the program, laid out, to the path."""
    placed = [s for s in program.file.sections if s.allocated]
    indices = {section.name: index for index, section in enumerate(placed, 1)}
    names, sections, segments, body = bytearray(1), [bytes(SECTION)], [], bytearray()
    body_start = HEADER + SEGMENT * len(placed)

    def add(name, kind, flags, address, data, size, link=0, info=0, entry=0, alignment=4):
        body.extend(bytes(-len(body) % 16))
        offset = body_start + len(body)
        sections.append(struct.pack("<10I", len(names), kind, flags, address, offset, size, link, info, alignment, entry))
        names.extend(name.encode() + b"\0")
        body.extend(data)
        return offset

    for section in placed:
        address, size, data = section.address, section.size, section.data
        if section.name in program.regions:
            address = program.regions[section.name][0].new
            size = program.ends[section.name] - address
            data = b"" if section.kind == elf.SHT_NOBITS else program.bytes_of(section.name)
        offset = add(section.name, section.kind, section.flags, address, data, size, alignment=section.alignment)
        segments.append(struct.pack("<8I", 1, offset, address, address, len(data), size, PF_ALL, 4))
    for name, data in lines.sections(program).items():
        add(name, SHT_PROGBITS, 0, 0, data, len(data), alignment=1)
    table, strings, local_count = _symbols(program, indices)
    add(".symtab", elf.SHT_SYMTAB, 0, 0, table, len(table), len(sections) + 1, local_count, 16)
    add(".strtab", SHT_STRTAB, 0, 0, strings, len(strings), alignment=1)
    names_index, names_size = len(sections), len(names) + len(".shstrtab") + 1
    add(".shstrtab", SHT_STRTAB, 0, 0, bytes(names_size), names_size, alignment=1)
    body[-names_size:] = names
    body.extend(bytes(-len(body) % 4))
    entry = program.moved(program.file.entry)
    header = b"\x7fELF\x01\x01\x01" + bytes(9) + struct.pack(
        "<HHIIIIIHHHHHH", 2, 94, 1, entry, HEADER, body_start + len(body), 0x300, HEADER, SEGMENT, len(segments),
        SECTION, len(sections), names_index)
    with open(path, "wb") as file:
        file.write(header + b"".join(segments) + bytes(body) + b"".join(sections))
