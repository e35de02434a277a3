"""The linked program as pieces: instructions, literals and blocks of data, which know each other instead of addresses.

Made from an ELF file that the linker left its relocations in (--emit-relocs, not relaxed) together with the
assembler's property tables (.xt.prop), which tell code from data. Instructions know the piece that they lead to;
words with an address in them are found by their relocations.
"""

import bisect
import struct

import elf
import instructions

PROPERTY_INSTRUCTIONS, PROPERTY_UNREACHABLE = 2, 8
RELOCATION_NONE, RELOCATION_32, RELOCATION_SLOT, RELOCATION_EXPAND = 0, 1, 20, 11
# A word with the address of a name may hold something else in its highest byte (python/runtime/call.hpp).
ADDRESS_BITS, MEMORY = 0x00FFFFFF, 0x40000000


class Piece:
    """What moves as a whole. `old` is where the linker had put it, `new` where it goes."""
    __slots__ = ("old", "new", "size", "alignment", "heir")

    def __init__(self, old, size, alignment=1):
        self.old = self.new = old
        self.size = size
        self.alignment = alignment
        self.heir = None  # the piece that stands for this one, when this one is gone

    def now(self):
        """The piece that stands for this one."""
        piece = self
        while piece.heir is not None:
            piece = piece.heir
        return piece


class Instruction(Piece):
    __slots__ = ("code", "field", "target")

    def __init__(self, old, code, size, target=None):
        super().__init__(old, size)
        self.set(code)
        self.target = target

    def copy(self):
        """The same at no place yet."""
        return Instruction(0, self.code, self.size, self.target)

    def set(self, code, size=None):
        self.code = code
        self.field = instructions.field(code)
        self.size = size or instructions.length(code & 0xFF)

    @property
    def falls_through(self):
        return not instructions.ends_flow(self.code)

    @property
    def can_move(self):
        """Whether it does the same in front of a function, with another address to return to in a0."""
        leads_away = not self.falls_through or self.may_stay_away or instructions.is_conditional(self.field)
        return not leads_away and not instructions.may_use_a0(self.code)

    @property
    def may_stay_away(self):
        """Whether it leads to where there need not be a way back."""
        return self.field is instructions.CALL_FIELD or instructions.is_trap_or_call(self.code)


class Block(Piece):
    """Bytes, and the places of addresses in them."""
    __slots__ = ("data", "words")

    def __init__(self, old, data, words, alignment=4):
        super().__init__(old, len(data), alignment)
        self.data = bytearray(data)
        self.words = words


class Literal(Block):
    """A word that instructions load."""
    __slots__ = ()


class Program:
    """The pieces of the file's sections, in order: `regions` maps a section's name to them."""

    def __init__(self, file):
        self.file = file
        self.words = self._words()
        self.regions = {}
        iram, flash = file.section(".iram"), file.section(".text")
        constants = file.symbol("_rodata_start")
        vectors_end = file.symbol("_vectors_end")
        self.regions[".iram"] = self._code(iram, iram.address, iram.address + iram.size)
        for name in (".iram_variables", ".data"):
            if file.section(name):
                self.regions[name] = [self._block(file.section(name))]
        self.regions[".text"] = self._code(flash, flash.address, constants)
        self.regions[".text"].append(self._block(flash, constants, flash.address + flash.size, 8))
        self.pieces = sorted((p for region in self.regions.values() for p in region), key=lambda p: p.old)
        self.starts = [p.old for p in self.pieces]
        self.ends = {}
        self.vectors = set(p for p in self.regions[".iram"] if p.old < vectors_end)
        for piece in self.pieces:
            if isinstance(piece, Instruction) and piece.field:
                piece.target = self.at(piece.field.target(piece.code, piece.old))

    def at(self, address):
        """The piece that begins at the address."""
        index = bisect.bisect_left(self.starts, address)
        if index == len(self.starts) or self.starts[index] != address:
            raise elf.ElfError(f"nothing begins at {address:#x}, which is referred to")
        return self.pieces[index]

    def around(self, address):
        """The piece that the address lies in, or whose end it is; None outside of what can move."""
        index = bisect.bisect_right(self.starts, address) - 1
        if index < 0 or address > self.starts[index] + self.pieces[index].size:
            return None
        return self.pieces[index]

    @property
    def size(self):
        """How many bytes the image takes."""
        return sum(self.ends[name] - self.regions[name][0].new for name in (".iram", ".data", ".text"))

    def named_by(self, block):
        """The pieces whose addresses the block holds."""
        words = (struct.unpack_from("<I", block.data, place)[0] for place in block.words)
        named = (self.around(word) or self.around(word & ADDRESS_BITS | MEMORY) for word in words)
        return [piece for piece in named if piece]

    def moved(self, word):
        """What an address, with whatever its highest byte says, has become."""
        piece = self.around(word)
        if piece:
            return word - piece.old + piece.now().new
        address = word & ADDRESS_BITS | MEMORY
        piece = self.around(address)
        return word - piece.old + piece.now().new if piece else word

    def bytes_of(self, name):
        """What the section of that name holds now."""
        start = self.regions[name][0].new
        data = bytearray(self.ends[name] - start)
        for piece in self.regions[name]:
            if isinstance(piece, Instruction):
                code = piece.code
                if piece.target:
                    code = piece.field.aim(code, piece.new, piece.target.now().new)
                content = code.to_bytes(piece.size, "little")
            else:
                content = bytearray(piece.data)
                for place in piece.words:
                    word = self.moved(struct.unpack_from("<I", content, place)[0])
                    struct.pack_into("<I", content, place, word)
            data[piece.new - start:piece.new - start + piece.size] = content
        return bytes(data)

    def _words(self):
        """The places of all words that hold an address, sorted."""
        places = []
        for section in self.file.sections:
            if not section.name.startswith(".rela") or section.name.startswith((".rela.xt.prop", ".rela.debug_")):
                continue
            for place, info, _ in struct.iter_unpack("<IIi", section.data):
                if info & 0xFF == RELOCATION_32:
                    places.append(place)
                elif info & 0xFF not in (RELOCATION_NONE, RELOCATION_SLOT, RELOCATION_EXPAND):
                    raise elf.ElfError(f"a relocation of kind {info & 0xFF} at {place:#x}")
        return sorted(places)

    def _block(self, section, start=None, end=None, alignment=4, kind=Block):
        start = section.address if start is None else start
        end = section.address + section.size if end is None else end
        data = section.data[start - section.address:end - section.address] or bytes(end - start)
        first, last = bisect.bisect_left(self.words, start), bisect.bisect_left(self.words, end)
        return kind(start, data, [place - start for place in self.words[first:last]], alignment)

    def _code(self, section, start, end):
        """The pieces of a part with instructions in it; what aligned them there is left out."""
        pieces, literals = [], set()
        table = struct.iter_unpack("<III", self.file.section(".xt.prop").data)
        for address, size, flags in sorted(entry for entry in table if start <= entry[0] < end):
            if flags & PROPERTY_UNREACHABLE and size:
                pieces.append(Piece(address, size))
            if not flags & PROPERTY_INSTRUCTIONS:
                continue
            place = address
            while place < address + size:
                at = place - section.address
                count = instructions.length(section.data[at])
                piece = Instruction(place, int.from_bytes(section.data[at:at + count], "little"), count)
                if piece.field is instructions.LITERAL:
                    literals.add(piece.field.target(piece.code, place))
                pieces.append(piece)
                place += count
        return self._filled(section, start, end, pieces, literals)

    def _filled(self, section, start, end, pieces, literals):
        """The instructions with what lies between them: data at words, literals, and odd bytes that aligned them."""
        filled, position = [], start
        for piece in pieces + [Piece(end, 0)]:
            aligned = min(position + -position % 4, piece.old)
            cuts = [a for a in range(aligned, piece.old, 4) if a in literals]
            cuts = sorted({position, aligned, *cuts, *(a + 4 for a in cuts), piece.old})
            for first, last in zip(cuts, cuts[1:]):
                kind = Literal if first in literals else Block
                filled.append(self._block(section, first, last, 1 if first % 4 else 4, kind))
            if isinstance(piece, Instruction):
                filled.append(piece)
            position = piece.old + piece.size
        return filled
