"""What makes the program smaller. Each pass leaves a program that does the same, laid out."""

import instructions
from program import Instruction, Literal

JUMP_SIZE = 3
WORD, LINE = 4, 16
MARGIN = 8  # for the branches that narrow() makes longer
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
    if target is follower.now() and follower.alignment == 1:
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
    leading, meaning, known = _leading(pieces), _meanings(pieces), {}
    for end, last in enumerate(pieces):
        if not isinstance(last, Instruction) or last.falls_through:
            continue
        gain, best, best_gain, twins = -JUMP_SIZE, 0, LEAST_GAIN - 1, []
        is_in_reach = True
        for count, piece in enumerate(_tail(pieces, end), 1):
            twin = known.get(meaning[piece])
            is_in_reach &= twin is not None and instructions.JUMP_FIELD.reaches(piece.new, twin.new)
            # What leads here and does not reach the twin will find a jump.
            needs_jump = is_in_reach and not all(p.field.reaches(p.new, twin.new) for p in leading.get(piece, ()))
            twins.append((piece, twin, needs_jump))
            gain += piece.size
            if is_in_reach and gain > best_gain:
                best, best_gain = count, gain
            gain -= JUMP_SIZE if needs_jump else 0
        for count, (piece, twin, needs_jump) in enumerate(twins, 1):
            if count > best:
                known[meaning[piece]] = piece
            elif count == best or needs_jump:
                piece.set(instructions.JUMP)
                piece.target = twin
            else:
                piece.heir = twin
    _sweep(pieces)
    drop_unreachable(program)
    layout(program)


def _leading(pieces):
    """The jumps and branches that lead to each piece."""
    leading = {}
    for piece in pieces:
        if isinstance(piece, Instruction) and (
                piece.field is instructions.JUMP_FIELD or instructions.is_conditional(piece.field)):
            leading.setdefault(piece.target.now(), []).append(piece)
    return leading


def _tail(pieces, end):
    """The instructions that run up to this one, the last one first."""
    for index in range(end, -1, -1):
        piece = pieces[index]
        if not isinstance(piece, Instruction) or index < end and not piece.falls_through:
            return
        yield piece
        if piece.alignment > 1:
            return


def _meanings(pieces):
    """A number for each instruction: the same for two from which on the program does the same."""
    numbers, meaning = {}, {}
    for piece, follower in zip(reversed(pieces), [None, *reversed(pieces)]):
        if isinstance(piece, Instruction):
            target = piece.target.now() if piece.target else None
            is_led_to = target and (piece.field is instructions.JUMP_FIELD or instructions.is_conditional(piece.field))
            does = (instructions.without_target(piece.code), meaning.get(target, target) if is_led_to else target,
                    meaning.get(follower, follower) if piece.falls_through else None)
            meaning[piece] = numbers.setdefault(does, len(numbers))
    return meaning


def share_calls(program):
    """Where many make the same arguments ready for the same function, they call what does that before it goes there."""
    pieces = program.regions[".text"]
    places = _places_of_calls(pieces, references(program))
    taken, entries = set(), {}
    for ends in sorted(places.values(), key=lambda ends: -(len(ends) - 1) * ends[0][2]):
        ends = [end for end in ends if end[1] not in taken]
        if not ends:
            continue
        first, last, size = ends[0]
        function, arguments = pieces[last].target.now(), pieces[first:last]
        gain = (len(ends) - 1) * size - JUMP_SIZE - WORD
        in_reach = all(p.target is None or p.field.reaches(function.new, p.target.now().new) for p in arguments)
        if gain < LEAST_GAIN or not in_reach:
            continue
        entry = [p.copy() for p in arguments] + [Instruction(0, instructions.JUMP, JUMP_SIZE, function)]
        entries.setdefault(function, []).extend(entry)
        for first, last, _ in ends:
            taken.add(last)
            pieces[last].target = entry[0]
            for piece in pieces[first:last]:
                piece.heir = pieces[last]
    pieces[:] = [p for piece in pieces for p in [*entries.get(piece, ()), piece]]
    _sweep(pieces)
    layout(program)


def _places_of_calls(pieces, count):
    """For each way to call a function, from the first of the same arguments on: where it begins, where the call is, and
    how many bytes lie between."""
    places, numbers = {}, {}
    closed = _fallen_into(pieces) | _branched_over(pieces)
    for last, call in enumerate(pieces):
        if not isinstance(call, Instruction) or call.field is not instructions.CALL_FIELD or call in count:
            continue
        way, size = call.target.now(), 0
        if way in closed:
            continue  # nothing can be put in front of it
        for first in range(last - 1, -1, -1):
            piece = pieces[first]
            if not isinstance(piece, Instruction) or not piece.can_move:
                break
            does = instructions.without_target(piece.code), piece.target and piece.target.now(), way
            way = numbers.setdefault(does, len(numbers))
            size += piece.size
            places.setdefault(way, []).append((first, last, size))
            if piece in count:
                break
    return places


def _fallen_into(pieces):
    return {p for before, p in zip(pieces, pieces[1:]) if isinstance(before, Instruction) and before.falls_through}


def _branched_over(pieces):
    """What lies between a conditional branch and where it leads to."""
    places = {piece: index for index, piece in enumerate(pieces)}
    over = set()
    for index, piece in enumerate(pieces):
        if isinstance(piece, Instruction) and instructions.is_conditional(piece.field):
            first, last = sorted((index, places[piece.target.now()]))
            over.update(pieces[first + 1:last + 1])
    return over


def follow_jumps(program):
    """Puts a run of instructions that is only jumped to in the place of one of the jumps."""
    for pieces in code_of(program):
        moves = _possible_moves([p for p in pieces if p not in program.vectors])
        before = list(pieces)
        parting = True
        while parting:
            moved = {piece for run in moves.values() for piece in run}
            pieces[:] = [p for piece in before if piece not in moved for p in moves.get(piece, [piece])]
            for jump, run in moves.items():
                jump.heir = run[0]
            layout(program)
            parting = _parting_moves(pieces, moves)
            for jump in parting:
                jump.heir = None
                del moves[jump]


def _possible_moves(pieces):
    """Jumps, each with the run that can stand in its place."""
    leading, moves, taken = _leading(pieces), {}, set()
    run = []
    for piece in pieces:
        if not isinstance(piece, Instruction):
            run = []
            continue
        run.append(piece)
        if piece.falls_through:
            continue
        for jump in leading.get(run[0], ()) if taken.isdisjoint(run) and all(p.alignment == 1 for p in run) else ():
            if jump.field is instructions.JUMP_FIELD and jump not in taken and jump not in run and (
                    _reaches_from(run, jump.new - run[0].new, leading)):
                moves[jump] = run
                taken.update(run, [jump])
                break
        run = []
    return moves


def _reaches_from(run, shift, leading):
    """Whether the run and what it is led to by, and leads to, still reach each other when it has been shifted."""
    for piece in run:
        target = piece.target and piece.target.now()
        if target and target not in run and not piece.field.reaches(piece.new + shift, target.new):
            return False
        if not all(p in run or p.field.reaches(p.new, piece.new + shift) for p in leading.get(piece, ())):
            return False
    return True


def _parting_moves(pieces, moves):
    """The moves of or between a branch and what it leads to, where it does not reach that any more."""
    parting = set()
    for piece in pieces:
        if isinstance(piece, Instruction) and instructions.is_conditional(piece.field):
            ends = piece.new, piece.target.now().new
            place = instructions.ZERO_BRANCH if piece.field is instructions.SHORT_BRANCH else piece.field
            if not place.reaches(*ends, MARGIN):
                parting.update(jump for jump, run in moves.items()
                               if run[0].new <= max(ends) and run[-1].new >= min(ends))
    return parting


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
