"""What shrinking has to know of the lx106's instructions: how long one is, where it leads, and how to aim it elsewhere.

Xtensa ISA 3 and 7: an instruction of three bytes, or of two when its lowest four bits are 8 to 13. An instruction is
its number, read as little endian. Only those with a field relative to their own place matter here.
"""

from dataclasses import dataclass

ILL, RET, RET_N, RFE = 0x000000, 0x000080, 0xF00D, 0x003000
REGISTER_MASK, JX, RFI, BREAK = 0xFFF0FF, 0x0000A0, 0x003010, 0x004000
CALLX0_A0, L32R_A0 = 0x0000C0, 0x01
JUMP, CALL = 0x06, 0x05
WORD = 4
FORWARD_LEAST, FORWARD_MOST = 4, 67  # of beqz.n and bnez.n


class InstructionError(Exception):
    """An instruction that shrinking does not know, or a distance that it cannot bridge."""


@dataclass(frozen=True)
class Field:
    """A field relative to the instruction: its lowest bit, its width, whether it counts words, what it counts from."""
    name: str
    shift: int
    width: int
    scale: int = 1
    signed: bool = True

    def target(self, code, address):
        """The address that the field of the instruction at this address names."""
        if self.name == "l32r":
            return ((address + 3) & ~3) + (((code >> 8) - 0x10000) << 2)
        if self.name == "beqz.n":
            return address + 4 + (code >> 12 & 15 | code & 0x30)
        value = code >> self.shift & (1 << self.width) - 1
        value -= (value >> self.width - 1) << self.width
        return (address & ~3 if self.scale == 4 else address) + 4 + value * self.scale

    def reaches(self, address, target, margin=None):
        """Whether the field reaches the target, with a margin: distances may grow where other code shrinks, by what
        aligns the functions in between."""
        distance = target - address
        if self.name == "beqz.n":
            return FORWARD_LEAST <= distance <= FORWARD_MOST
        reach = self.scale << self.width - 1
        margin = max(reach // 16, 16) if margin is None else margin
        return -reach + margin + WORD <= distance <= (-WORD if self.name == "l32r" else reach - margin)

    def aim(self, code, address, target):
        """The instruction, leading from the address to the target."""
        if self.name == "l32r":
            code = code & 0xFF | ((target - ((address + 3) & ~3) >> 2) + 0x10000) << 8
        elif self.name == "beqz.n":
            offset = target - address - 4
            code = code & 0x0FCF | (offset & 15) << 12 | offset & 0x30
        else:
            offset = target - 4 - (address & ~3 if self.scale == 4 else address)
            mask = (1 << self.width) - 1
            code = code & ~(mask << self.shift) | (offset // self.scale & mask) << self.shift
        if not 0 <= code < 1 << 24 or self.target(code, address) != target:
            raise InstructionError(f"{self.name} at {address:#x} cannot reach {target:#x}")
        return code


LITERAL = Field("l32r", 8, 17, WORD)
CALL_FIELD = Field("call0", 6, 18, 4)
JUMP_FIELD = Field("j", 6, 18)
SHORT_BRANCH = Field("beqz.n", 0, 6)
ZERO_BRANCH = Field("beqz", 12, 12)
BRANCH = Field("beq", 16, 8)


def length(first_byte):
    """The length of the instruction that begins with this byte."""
    kind = first_byte & 15
    if kind > 13:
        raise InstructionError(f"no instruction begins with {first_byte:#x}")
    return 2 if kind >= 8 else 3


def field(code):
    """The field by which the instruction names a place, or None."""
    kind, n, m = code & 15, code >> 4 & 3, code >> 6 & 3
    if kind == 1:
        return LITERAL
    if kind == 5:
        if n:
            raise InstructionError(f"a call with a register window: {code:#x}")
        return CALL_FIELD
    if kind == 6:
        if n == 3 and m < 2:
            raise InstructionError(f"entry, loop or a branch on a boolean: {code:#x}")
        return (JUMP_FIELD, ZERO_BRANCH, BRANCH, BRANCH)[n]
    if kind == 7:
        return BRANCH
    return SHORT_BRANCH if kind == 12 and code & 0x80 else None


def without_target(code):
    """What the instruction does, wherever it leads."""
    place = field(code)
    if place is SHORT_BRANCH:
        return without_target(widened(code))
    return code if place is None else code & (1 << place.shift) - 1


def is_conditional(place):
    return place in (SHORT_BRANCH, ZERO_BRANCH, BRANCH)


def ends_flow(code):
    """Whether what follows the instruction is not reached from it."""
    return code in (ILL, RET, RET_N, RFE) or code & REGISTER_MASK in (JX, RFI) or code & 0x3F == JUMP


def is_trap_or_call(code):
    """break, or a call by register."""
    return code & 0xFFF00F == BREAK or code & REGISTER_MASK == CALLX0_A0


def may_use_a0(code):
    """Whether a0 may be among the registers of the instruction, which is no jump and no call."""
    kind, t, s, r = (code >> shift & 15 for shift in (0, 4, 8, 12))
    fields = {1: (t,), 2: (t, s), 8: (t, s), 9: (t, s), 10: (t, s, r), 11: (s, r), 12: (s,), 13: (t, s)}
    return 0 in fields.get(kind, (t, s, r))


def inverted(code):
    """The conditional branch with the opposite condition, of three bytes."""
    place = field(code)
    if place is SHORT_BRANCH:
        return widened(code ^ 0x40)
    if place is BRANCH and code & 15 == 7:
        return code ^ 0x8000  # bnone..bbci and bany..bbsi
    return code ^ 0x40  # beqz, bltz, beqi, blti, bltui and their opposites


def widened(code):
    """beqz or bnez for beqz.n or bnez.n."""
    return 0x16 | code & 0x40 | code & 0xF00


def narrowed(code):
    """beqz.n or bnez.n for beqz or bnez, None for any other instruction."""
    if code & 0xBF != 0x16:
        return None
    return 0x8C | code & 0x40 | code & 0xF00
