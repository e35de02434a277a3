"""What makes the program smaller. Each pass leaves a program that does the same, laid out."""

import instructions
from program import Instruction, Literal

JUMP_SIZE = 3
WORD, LINE = 4, 16
# A tail is shared when that saves so many bytes: the jump to it takes time.
LEAST_GAIN = 4


def code_of(program):
    """The regions with instructions in them."""
    return [program.regions[name] for name in (".iram", ".text")]


def _sweep(pieces):
    """Takes out the pieces that others stand for."""
    pieces[:] = [p for p in pieces if p.heir is None]


def drop_unreachable(program):
    """Drops what nothing leads to: functions, literals, alignment."""
    followers = {}
    for pieces in program.regions.values():
        for piece, follower in zip(pieces, pieces[1:]):
            if isinstance(piece, Instruction) and isinstance(follower, Instruction) and piece.falls_through:
                followers[piece] = follower
    roots = [program.at(program.file.entry), *program.vectors]
    roots += [pieces[-1] for name, pieces in program.regions.items() if name != ".iram"]
    reached = set()
    while roots:
        piece = roots.pop().now()
        if piece in reached:
            continue
        reached.add(piece)
        if isinstance(piece, Instruction):
            roots += [p for p in (piece.target, followers.get(piece)) if p]
        else:
            roots += program.named_by(piece)
    for pieces in program.regions.values():
        pieces[:] = [p for p in pieces if p in reached]


def references(program):
    """How many instructions and words lead to each piece (what runs into it does not count)."""
    count = {}
    for pieces in program.regions.values():
        for piece in pieces:
            if isinstance(piece, Instruction):
                targets = [piece.target.now()] if piece.target else []
            else:
                targets = [p.now() for p in program.named_by(piece)]
            for target in targets:
                count[target] = count.get(target, 0) + 1
    return count


def call_directly(program):
    """`l32r a0; callx0 a0` becomes `call0` where that reaches: within a region."""
    count = references(program)
    for pieces in code_of(program):
        home = set(pieces)
        for load, call in zip(pieces, pieces[1:]):
            if not (isinstance(load, Instruction) and isinstance(call, Instruction)) or call in count:
                continue
            if load.code & 0xFF != instructions.L32R_A0 or call.code != instructions.CALLX0_A0:
                continue
            functions = program.named_by(load.target)
            if functions and functions[0] in home and isinstance(functions[0], Instruction):
                load.set(instructions.CALL)
                load.target = functions[0]
                call.heir = load
        _sweep(pieces)
    drop_unreachable(program)
    layout(program)


def share_literals(program):
    """Loads each literal from the first place in reach that holds it."""
    for pieces in code_of(program):
        places = {}
        for piece in pieces:
            if isinstance(piece, Literal):
                places.setdefault((bytes(piece.data), bool(piece.words)), []).append(piece)
        for piece in pieces:
            if isinstance(piece, Instruction) and piece.field is instructions.LITERAL:
                literal = piece.target.now()
                piece.target = next((p for p in places[bytes(literal.data), bool(literal.words)]
                                     if piece.field.reaches(piece.new, p.new)), literal)
    drop_unreachable(program)
    layout(program)


def straighten(program):
    """Leads jumps and branches to where they end up, turns branches over jumps around, drops what leads to the next place."""
    changed = True
    while changed:
        count = references(program)
        changed = False
        for pieces in code_of(program):
            for index, piece in enumerate(pieces[:-2]):
                if isinstance(piece, Instruction) and piece.heir is None and piece not in program.vectors:
                    if piece.field is instructions.JUMP_FIELD:
                        changed |= _straighten_jump(piece, pieces[index + 1])
                    elif instructions.is_conditional(piece.field):
                        changed |= _straighten_branch(piece, *pieces[index + 1:index + 3], count)
            _sweep(pieces)
        drop_unreachable(program)
    layout(program)


def _leads_on(piece):
    """Makes a jump or branch to a jump lead to where that goes."""
    target = piece.target.now()
    onward = target.target.now() if target.field is instructions.JUMP_FIELD else target
    if onward is target or not piece.field.reaches(piece.new, onward.new):
        return False
    piece.target = onward
    return True


def _straighten_jump(piece, follower):
    target = piece.target.now()
    if target is follower.now():
        piece.heir = follower
    elif target.code == instructions.RET_N:
        piece.set(instructions.RET_N)
        piece.target = None
    else:
        return _leads_on(piece)
    return True


def _straighten_branch(piece, follower, next_but_one, count):
    target = piece.target.now()
    if target is follower.now():
        piece.heir = follower
        return True
    over_jump = target is next_but_one.now() and isinstance(follower, Instruction) and (
        follower.field is instructions.JUMP_FIELD and follower not in count)
    if not over_jump:
        return _leads_on(piece)
    opposite, goal = instructions.inverted(piece.code), follower.target.now()
    if not instructions.field(opposite).reaches(piece.new, goal.new):
        return False
    piece.set(opposite)
    piece.target = goal
    follower.heir = next_but_one
    return True


def share_tails(program):
    """Where the same instructions lead out of two functions, one jumps to those of the other."""
    pieces = program.regions[".text"]
    branched_to = {p.target.now() for p in pieces
                   if isinstance(p, Instruction) and instructions.is_conditional(p.field)}
    names, known = {}, {}
    for end, last in enumerate(pieces):
        if not isinstance(last, Instruction) or last.falls_through:
            continue
        tail = _tail(pieces, end)
        name, gain, best, best_gain, twins = (), -JUMP_SIZE, 0, LEAST_GAIN - 1, []
        is_in_reach = True
        for count, piece in enumerate(tail, 1):
            name = names.setdefault((_meaning(piece), name), len(names))
            gain += piece.size
            twin = known.get(name)
            twins.append((piece, name, twin and twin.now()))
            is_in_reach &= twin is not None and instructions.JUMP_FIELD.reaches(piece.new, twin.now().new)
            if is_in_reach and gain > best_gain:
                best, best_gain = count, gain
            if piece in branched_to:
                gain -= JUMP_SIZE  # a branch does not reach the twin: it will find a jump here
        for count, (piece, name, twin) in enumerate(twins, 1):
            if count > best:
                known[name] = piece
            elif count == best or piece in branched_to:
                piece.set(instructions.JUMP)
                piece.target = twin
            else:
                piece.heir = twin
    _sweep(pieces)
    drop_unreachable(program)
    layout(program)


def _tail(pieces, end):
    """The instructions up to this one that can lie anywhere, the last one first."""
    for index in range(end, -1, -1):
        piece = pieces[index]
        if not isinstance(piece, Instruction) or piece.heir or index < end and (
                not piece.falls_through or instructions.is_conditional(piece.field)):
            return
        yield piece
        if piece.alignment > 1:
            return


def _meaning(piece):
    """What an instruction does, wherever it lies."""
    if not piece.target:
        return piece.code
    target = piece.target.now()
    mask = {instructions.LITERAL: 0xFF, instructions.CALL_FIELD: 0x3F, instructions.JUMP_FIELD: 0x3F}[piece.field]
    return (piece.code & mask, target)


def narrow(program):
    """beqz.n and bnez.n where they reach."""
    too_far = set()
    changed = True
    while changed:
        changed = False
        layout(program)
        for piece in (p for pieces in code_of(program) for p in pieces if isinstance(p, Instruction) and p.target):
            reaches = instructions.SHORT_BRANCH.reaches(piece.new, piece.target.now().new)
            short = instructions.narrowed(piece.code)
            if short and reaches and piece not in too_far and piece not in program.vectors:
                piece.set(short)
                changed = True
            elif piece.field is instructions.SHORT_BRANCH and not reaches:
                piece.set(instructions.widened(piece.code))
                too_far.add(piece)
                changed = True


def _runs_into(piece, follower):
    both = isinstance(piece, Instruction) and isinstance(follower, Instruction)
    return both and piece.falls_through and not piece.may_stay_away


def layout(program):
    """Gives every piece its address. What a call leads to begins at a word."""
    for pieces in code_of(program):
        for piece in pieces:
            if isinstance(piece, Instruction) and piece.field is instructions.CALL_FIELD:
                piece.target.now().alignment = WORD
    freed = 0
    for name, pieces in program.regions.items():
        position = program.file.section(name).address
        if name == ".iram_variables":
            position -= freed
        elif name == ".text":
            position -= freed // LINE * LINE
        before = None
        for piece in pieces:
            fixed = piece in program.vectors
            padding = piece.old - position if fixed else -position % piece.alignment
            if padding and not fixed and _runs_into(before, piece):
                raise instructions.InstructionError(f"{before.old:#x} runs into what has to be aligned")
            piece.new = position + padding
            position = piece.new + piece.size
            before = piece
        # The boot ROM copies a segment faster that begins with a line of the image, and .data lies behind .iram.
        program.ends[name] = position + -position % (LINE if name == ".iram" else WORD)
        if name == ".iram":
            freed = program.file.section(name).size - (program.ends[name] - pieces[0].new)
