#!/usr/bin/env python3
"""Random uses of the builtin types, under kinglet-py and CPython: what both print must be the same.

    compare_types.py --python build/bin/kinglet-py [--seed N] [--runs N] [--only methods|numbers]

methods: operators, methods, slices and builtin functions on values of every kind; numbers: what reads, writes and computes
numbers. A case is an expression; what it gives, or that it raises, is compared. Runs as compare_modules.py does.
"""
import math
import re
import struct

import compare_modules

POOL = {
    "str": ["''", "'a'", "'abc'", "'ABC'", "'aBc dEf'", "' x '", "'\\t\\n'", "'a,b,,c'", "'12'", "'-5'", "'1.5'", "'été'", "'Жж'", "'\\U0001f600x'",
            "'hello world'", "'aaaa'", "'\\n\\r\\n'", "'a\\tb'", "'ab'*5", "'{}'", "'%s'", "'0x1f'", "'_a1'", "'1e5'"],
    "bytes": ["b''", "b'a'", "b'abc'", "b'ABC'", "b' x '", "b'a,b,,c'", "b'12'", "b'\\xff\\x00'", "b'hello'", "b'aaaa'", "b'\\n\\r\\n'", "b'a b'"],
    "bytearray": ["bytearray(b'abc')", "bytearray()", "bytearray(b' 1,2 ')", "bytearray(b'\\xff\\x00')", "bytearray(b'aaaa')"],
    "int": ["0", "1", "-1", "2", "3", "5", "-3", "10", "255", "256", "-256", "2**31", "2**62", "2**63", "-2**63", "2**64", "10**20", "-10**30", "True"],
    "float": ["0.0", "-0.0", "1.0", "1.5", "-2.25", "1e10", "1e300", "float('inf')", "float('-inf')", "float('nan')", "0.1", "1e-5", "123456.789", "2.5"],
    "bool": ["True", "False"],
    "complex": ["1j", "0j", "1+2j", "-1.5-0.5j"],
    "list": ["[]", "[1]", "[1,2,3]", "[3,1,2]", "['a','b']", "[1,'a']", "[[1],[2]]", "[1,1,2]", "[None]", "[2.5,1]"],
    "tuple": ["()", "(1,)", "(1,2,3)", "('a','b')", "(1,'a')", "((1,2),(3,4))"],
    "dict": ["{}", "{'a':1}", "{1:2,3:4}", "{'a':1,'b':2}", "{(1,2):3}"],
    "set": ["set()", "{1}", "{1,2,3}", "{2,3,4}", "{'a'}"],
    "frozenset": ["frozenset()", "frozenset([1])", "frozenset([1,2,3])", "frozenset('ab')"],
    "range": ["range(3)", "range(0)", "range(1,10,3)", "range(5,0,-2)", "range(-3,3)"],
    "slice": ["slice(1,2)", "slice(None)", "slice(1,10,2)", "slice(None,None,-1)"],
}
OTHERS = ["None", "object", "int", "str", "len", "iter([1,2])", "NotImplemented", "..."]
OPERATORS = ["+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "<", "<=", "==", "!=", ">", ">=", "in", "and", "or"]
FUNCTIONS = ["abs", "all", "any", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "complex", "dict", "divmod", "enumerate", "float",
             "format", "frozenset", "hex", "int", "iter", "len", "list", "max", "min", "oct", "ord", "pow", "range", "repr", "reversed", "round", "set",
             "sorted", "str", "sum", "tuple", "zip"]
KEYWORDS = ["sep", "maxsplit", "keepends", "tabsize", "key", "reverse", "base", "signed", "length", "byteorder", "default", "start"]
# What CPython has for its own ends, what docs/compatibility.md leaves out, and what a size or a repeat makes endless.
METHODS = {kind: [name for name in dir(eval(kind)) if not name.startswith("__")] for kind in POOL}
LARGE = ("2**", "10**", "1e")


def any_value(rng):
    return rng.choice(POOL[rng.choice(list(POOL))]) if rng.random() < 0.9 else rng.choice(OTHERS)


def call_arguments(rng, kind):
    given = []
    for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
        choice = rng.random()
        if choice < 0.45:
            given.append(rng.choice(POOL[kind]))
        elif choice < 0.7:
            given.append(rng.choice(POOL["int"][:10]))
        else:
            given.append(any_value(rng))
    if rng.random() < 0.06:
        given.append(f"{rng.choice(KEYWORDS)}={any_value(rng)}")
    return ",".join(given)


def format_spec(rng):
    parts = [
        (0.4, lambda: rng.choice(["", "*", "0", "x", "é"]) + rng.choice("<>=^")),
        (0.3, lambda: rng.choice("+- ")),
        (0.25, lambda: "#"),
        (0.25, lambda: "0"),
        (0.5, lambda: str(rng.randrange(20))),
        (0.2, lambda: rng.choice(",_")),
        (0.4, lambda: "." + str(rng.randrange(12))),
        (0.8, lambda: rng.choice("bcdeEfFgGnosxX%")),
    ]
    return "".join(make() for share, make in parts if rng.random() < share)


def percent_spec(rng):
    flags = "".join(flag for flag in "-+ #0" if rng.random() < 0.15)
    width = str(rng.randrange(15)) if rng.random() < 0.4 else ""
    precision = "." + str(rng.randrange(12)) if rng.random() < 0.3 else ""
    return "%" + flags + width + precision + rng.choice("diouxXeEfFgGcrsa%")


def a_slice(rng):
    bounds = [rng.choice(["", "0", "1", "-1", "2", "-9", "9", "None"]) for _ in range(2)]
    return ":".join(bounds + ([rng.choice(["1", "-1", "2", "-3", "0", ""])] if rng.random() < 0.5 else []))


def method_expression(rng):
    kind = rng.choice(list(POOL))
    value = rng.choice(POOL[kind])
    choice = rng.random()
    if choice < 0.45 and METHODS[kind]:
        method = rng.choice(METHODS[kind])
        is_called = callable(getattr(eval(kind), method))
        return f"({value}).{method}" + (f"({call_arguments(rng, kind)})" if is_called else "")
    if choice < 0.6:
        return f"({value}) {rng.choice(OPERATORS)} ({rng.choice([any_value(rng), rng.choice(POOL[kind])])})"
    if choice < 0.65:
        return f"{rng.choice('-+~')}({value})"
    if choice < 0.72:
        return f"({value})[{rng.choice([any_value(rng), a_slice(rng)])}]"
    if choice < 0.85:
        return f"{rng.choice(FUNCTIONS)}({call_arguments(rng, kind)})"
    if choice < 0.95:
        return f"format({rng.choice(POOL[rng.choice(['int', 'int', 'float', 'float', 'str', 'bool'])])},{format_spec(rng)!r})"
    return f"{rng.choice(['', 'a']) + percent_spec(rng)!r} % ({rng.choice(POOL[rng.choice(['int', 'float', 'str'])])},)"


def is_bounded(text):
    """False for what may need more memory or time than there is, and for what is meant to differ."""
    has_large = any(large in text for large in LARGE)
    sizes = ("* (", "<< (", "** (", "pow(", "bytes(", "bytearray(", "just(", "center(", "zfill(", "expandtabs(", "to_bytes", "range(", "round(", "[")
    return not (has_large and any(size in text for size in sizes)) and not DIFFERENT.search(text)


# Where this Python takes more or less than CPython, and nobody minds.
DIFFERENT = re.compile(
    r"splitlines\([^)0-9]"  # any truth value
    r"|(discard|remove)\((\{|set)"  # a set is not made a frozenset
    r"|\(\{\}\)\.pop"  # from an empty dict, whatever the key is
    r"|^\(?b.* % "  # what is left over of one argument that is bytes
    r"|from_bytes"  # of what is no bytes; the numbers have it
    r"|indices"  # of a sequence longer than the memory
    r"|j\)? \*\* |\*\* \(.*j"  # the last digits
)


def method_case(rng):
    while True:
        text = method_expression(rng)
        if is_bounded(text):
            return (text,)


# ---- numbers


def a_float(rng):
    choice = rng.random()
    if choice < 0.4:
        number = struct.unpack("<d", rng.randbytes(8))[0]
        return number if math.isfinite(number) else 0.5
    if choice < 0.6:
        return rng.uniform(-1e6, 1e6)
    if choice < 0.7:
        return float(rng.randrange(-(10**17), 10**17)) / 10 ** rng.randrange(20)
    if choice < 0.8:
        edges = [5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, 0.5, 1e22, 1e23, 9007199254740993.0, 123456789012345680.0]
        return rng.choice(edges) * rng.choice([1, -1, 0.5])
    return float(rng.randrange(-1000, 1000)) / rng.choice([1, 2, 4, 8, 10, 100])


def an_int(rng):
    bits = rng.choice([5, 20, 31, 32, 33, 62, 63, 64, 65, 90, 128, 200, 400, 1000])
    return rng.choice([rng.getrandbits(bits)] * 8 + [1 << bits, (1 << bits) - 1]) * rng.choice([1, -1])


def number_text(rng):
    digits = "".join(rng.choice("0123456789") for _ in range(rng.randrange(30)))
    if rng.random() < 0.5:
        digits += "." + "".join(rng.choice("0123456789") for _ in range(rng.randrange(25)))
    if rng.random() < 0.5:
        digits += rng.choice("eE") + rng.choice(["", "+", "-"]) + str(rng.randrange(400))
    if rng.random() < 0.1:
        digits = digits[: len(digits) // 2] + "_" + digits[len(digits) // 2 :]
    if rng.random() < 0.05:
        digits = rng.choice(["inf", "nan", "Infinity", "iNf", "0x10", "1e", "e5", ".", "1__0", "_1", "1_", "1_e5", "1e_5", ""])
    return rng.choice(["", "+", "-", " ", "\t"]) + digits + rng.choice(["", "", "", " ", "\n", "x"])


def digits_of_some_base(rng):
    return "".join(rng.choice("0123456789abcdefz_") for _ in range(rng.randrange(1, 12)))


INT_FORMATS = [f"{flag}{kind}" for flag in ("", "+", "#", "010", ",", "_", "#_") for kind in ("d", "x", "X", "b", "o", "n", "")]
FLOAT_FORMATS = ["", ",", "_", "+", "#", "020"]
NUMBERS = [
    lambda rng: f"float({number_text(rng)!r})",
    lambda rng: repr(a_float(rng)),
    lambda rng: f"'%{rng.choice(['', '+', ' ', '#', '0', '-'])}{rng.choice(['', '12', '30'])}.{rng.randrange(25)}{rng.choice('eEfgG')}' % {a_float(rng)!r}",
    lambda rng: f"format({a_float(rng)!r},'{rng.choice(FLOAT_FORMATS)}.{rng.randrange(20)}{rng.choice(['', 'e', 'f', 'g', 'G', '%', 'n'])}')",
    lambda rng: f"round({a_float(rng)!r},{rng.randrange(-5, 20)})",
    lambda rng: f"round({an_int(rng)},{-rng.randrange(12)})",
    lambda rng: f"({a_float(rng)!r}).as_integer_ratio()",
    lambda rng: f"int({a_float(rng)!r})",
    lambda rng: f"{a_float(rng)!r} {rng.choice(['+', '-', '*', '/', '//', '%', '<', '==', '>='])} {rng.choice([a_float, an_int])(rng)!r}",
    lambda rng: f"({an_int(rng)}) {rng.choice(['+', '-', '*', '//', '%', '&', '|', '^', '<', '==', '/'])} ({an_int(rng)})",
    lambda rng: f"({an_int(rng)}) {rng.choice(['<<', '>>'])} {rng.randrange(200)}",
    lambda rng: f"({rng.randrange(-50, 50)}) ** {rng.randrange(-5, 60)}",
    lambda rng: f"pow({an_int(rng)},{rng.randrange(-100, 10 ** rng.randrange(1, 12))},{an_int(rng)})",
    lambda rng: f"divmod({rng.choice([a_float, an_int])(rng)!r},{rng.choice([a_float, an_int])(rng)!r})",
    lambda rng: f"int({digits_of_some_base(rng)!r},{rng.choice([0, 2, 8, 10, 16, 36, 35])})",
    lambda rng: f"{rng.choice(['hex', 'oct', 'bin', 'str', 'abs', 'float', 'bool'])}({an_int(rng)})",
    lambda rng: f"({an_int(rng)}).to_bytes({rng.randrange(40)},{rng.choice(['big', 'little'])!r},signed={rng.choice([True, False])})",
    lambda rng: f"int.from_bytes({rng.randbytes(rng.randrange(20))!r},{rng.choice(['big', 'little'])!r},signed={rng.choice([True, False])})",
    lambda rng: f"({an_int(rng)}).bit_length()",
    lambda rng: f"format({an_int(rng)},{rng.choice(INT_FORMATS)!r})",
    lambda rng: f"f'{{{an_int(rng)}:{rng.choice(['<', '>', '^', '='])}{rng.randrange(60)}{rng.choice('dxob')}}}'",
    lambda rng: f"int({rng.choice(['', '+', '-', ' ']) + str(an_int(rng)) + rng.choice(['', ' ', '_', '_1', '.0'])!r})",
    lambda rng: f"complex({rng.randrange(-9, 9)}.0,{rng.randrange(-9, 9)}.0)*complex({rng.randrange(-9, 9)}.0,{rng.randrange(-9, 9)}.0)",
]


def number_case(rng):
    return (rng.choice(NUMBERS)(rng),)


PROGRAM = """
inf, nan = float('inf'), float('nan')
def shown(value):
    name = type(value).__name__
    if name in ('set', 'frozenset'):
        return name + repr(sorted(map(repr, value)))
    if name in ('int', 'str', 'bytes', 'bytearray', 'list', 'tuple', 'dict', 'float', 'complex', 'bool', 'NoneType', 'range', 'slice'):
        return repr(value) if ' at 0x' not in repr(value) and '<' not in repr(value) else name
    if hasattr(value, '__next__'):
        return 'iterates ' + shown(list(value))
    return 'something'
def case(text):
    try:
        return shown(eval(text))
    except Exception:  # of two faults that one call has, either may be told
        return 'raises'
for number, arguments in enumerate(CASES):
    print(number, ascii(case(*arguments)))
"""

if __name__ == "__main__":
    compare_modules.main({"methods": (method_case, PROGRAM), "numbers": (number_case, PROGRAM)}, __doc__)
