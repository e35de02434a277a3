"""A reader of 32-bit little-endian ELF files: as much as the image maker and the ROM's layout need."""

import struct
from dataclasses import dataclass

SHF_WRITE, SHF_ALLOC, SHF_EXECINSTR = 1, 2, 4
SHT_NOBITS = 8
SHT_SYMTAB = 2
STB_LOCAL = 0
SHN_UNDEF, SHN_ABS = 0, 0xFFF1


class ElfError(Exception):
    """The file is not what it should be; the text says how."""


@dataclass
class Section:
    name: str
    kind: int
    flags: int
    address: int
    size: int
    alignment: int
    data: bytes

    @property
    def allocated(self):
        return bool(self.flags & SHF_ALLOC)

    @property
    def executable(self):
        return bool(self.flags & SHF_EXECINSTR)

    @property
    def writable(self):
        return bool(self.flags & SHF_WRITE)


@dataclass
class Symbol:
    name: str
    value: int
    size: int
    binding: int
    section: int


@dataclass
class Segment:
    virtual: int
    physical: int
    data: bytes
    memory_size: int


class Elf:
    """The sections, symbols and loadable segments of one file."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.path = path
        if len(self.raw) < 52 or self.raw[:7] != b"\x7fELF\x01\x01\x01":
            raise ElfError(f"{path}: not a 32-bit little-endian ELF file")
        (self.entry, program_offset, section_offset) = struct.unpack_from("<III", self.raw, 24)
        (program_size, program_count, section_size, section_count, names_index) = struct.unpack_from(
            "<HHHHH", self.raw, 42)
        try:
            self.sections = self._read_sections(section_offset, section_size, section_count, names_index)
            self.segments = self._read_segments(program_offset, program_size, program_count)
            self.symbols = self._read_symbols()
        except (struct.error, IndexError, ValueError) as error:
            raise ElfError(f"{path}: damaged: {error}") from error

    def _read_sections(self, offset, size, count, names_index):
        headers = [struct.unpack_from("<10I", self.raw, offset + i * size) for i in range(count)]
        names = self._bytes_of(headers[names_index]) if headers else b""
        self._headers = headers
        return [
            Section(_text_at(names, header[0]), header[1], header[2], header[3], header[5], header[8],
                    self._bytes_of(header)) for header in headers
        ]

    def _bytes_of(self, header):
        if header[1] == SHT_NOBITS:
            return b""
        return self.raw[header[4]:header[4] + header[5]]

    def _read_segments(self, offset, size, count):
        segments = []
        for i in range(count):
            (kind, start, virtual, physical, file_size, memory_size) = struct.unpack_from(
                "<6I", self.raw, offset + i * size)
            if kind == 1:
                segments.append(Segment(virtual, physical, self.raw[start:start + file_size], memory_size))
        return segments

    def _read_symbols(self):
        symbols = []
        for index, section in enumerate(self.sections):
            if section.kind != SHT_SYMTAB:
                continue
            names = self.sections[self._headers[index][6]].data
            for entry in struct.iter_unpack("<IIIBBH", section.data):
                name, value, size, info, _, where = entry
                symbols.append(Symbol(_text_at(names, name), value, size, info >> 4, where))
        return symbols

    def symbol(self, name):
        """The value of a defined symbol, or None."""
        for symbol in self.symbols:
            if symbol.name == name and symbol.section != SHN_UNDEF:
                return symbol.value
        return None

    def section(self, name):
        """The section of that name, or None."""
        for section in self.sections:
            if section.name == name:
                return section
        return None


def _text_at(table, offset):
    end = table.index(b"\0", offset)
    return table[offset:end].decode("utf-8", "replace")
