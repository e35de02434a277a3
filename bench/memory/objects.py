# Prints what objects take of the heap: a row of `bytes <tab> what` each. Runs under Kinglet and under MicroPython, whose
# blocks are 16 bytes on a 32-bit machine. A figure is the mean of several objects, so that the garbage of the measurement
# itself does not count. table.py makes the table of docs/memory.md of it.
import gc
import io
import micropython
import re
from array import array
from collections import OrderedDict, deque, namedtuple

keep = [None] * 128


def measure(make, count):
    # As many objects before the first look as between it and the second, so that what the machine still holds of
    # the last ones counts in both.
    places = keep
    for i in range(len(places)):
        places[i] = None
    gc.collect()  # and what is finalized goes with the next collection
    for i in range(count):
        places[i] = make(i)
    gc.collect()
    before = gc.mem_alloc()
    for i in range(count, 2 * count):
        places[i] = make(i)
    gc.collect()
    taken = gc.mem_alloc() - before
    for i in range(len(places)):
        places[i] = None
    return (taken + count // 2) // count


def row(what, make, count=8):
    figure = measure(make, count)
    # A word on the C stack that looks like a pointer holds something once in a while, which must not count.
    if figure < 64 and count == 8:
        figure = measure(make, len(keep) // 2)
    print("%d\t%s" % (figure, what))


def grown_dict(n):
    made = {}
    for i in range(n):
        made[i] = i
    return made


def grown_set(n):
    made = set()
    for i in range(n):
        made.add(i)
    return made


def grown_list(n):
    made = []
    for i in range(n):
        made.append(i)
    return made


def text(n):
    return "x" * n


def closure(n):
    def inner():
        return n

    return inner


def function(n):
    def inner():
        return 1

    return inner


def with_default(n):
    def inner(a, b=n):
        return a

    return inner


def closure_over_3(n):
    a = n
    b = n

    def inner():
        return n + a + b

    return inner


def with_keyword_default(n):
    def inner(a, *, b=n):
        return a

    return inner


def generate(n):
    yield n


def generate_much(n):
    a = b = c = d = e = n
    yield a + b + c + d + e


async def coroutine(n):
    return n


def caught(n):
    try:
        raise ValueError(n)
    except ValueError as error:
        return error


def caught_deep(n):
    try:
        caught_in(4)
    except ValueError as error:
        return error


def caught_in(n):
    if n:
        caught_in(n - 1)
    raise ValueError("deep")


class Plain:
    def method(self):
        return self


class WithProperty:
    @property
    def size(self):
        return 1


class Empty:
    pass


# A class for each number of attributes: they are set one by one, as __init__ does.
def instance_maker(n):
    names = ["attribute%d" % i for i in range(n)]

    class Holder:
        def __init__(self):
            for name in names:
                setattr(self, name, 1)

    def make(_):
        return Holder()

    make(0)
    make(0)
    return make


def empty_class(n):
    class Made:
        pass

    return Made


def class_of_methods(n):
    class Made:
        def __init__(self):
            pass

        def one(self):
            pass

        def two(self):
            pass

        def three(self):
            pass

    return Made


# Hundred functions in a namespace of their own, without what their code takes: that lies in flash when the module is frozen.
def hundred_functions(n):
    made = {}
    for name in names_of_hundred:
        made[name] = with_name
    for name in made:
        made[name] = function(n)
    return made


def with_name():
    pass


# What a call takes while it runs, of the heap and of the C stack.
def nested(n):
    if n:
        return nested(n - 1)
    gc.collect()
    return gc.mem_alloc() + micropython.stack_use()


def nested_with_locals(n, a=1, b=2, c=3, d=4):
    e = a + b
    f = c + d
    if n:
        return nested_with_locals(n - 1, e, f, a, b)
    gc.collect()
    return gc.mem_alloc() + micropython.stack_use()


def frame_row(what, call):
    # As far apart that the segments of the stack even out.
    call(4)
    print("%d\t%s" % ((call(84) - call(4)) // 80, what))


names_of_hundred = ["f%d" % i for i in range(100)]
text_of_hundred = "".join(["def f%d(a, b):\n    return a + b * %d\n" % (i, i) for i in range(100)])
some_dict = {1: 1}
some_set = {1}
plain = Plain()
point_type = namedtuple("point_type", ("x", "y"))

row("int of 40 bits", lambda i: (1 << 40) + i)
row("int of 64 bits", lambda i: (1 << 63) + i)
row("int of 1024 bits", lambda i: (1 << 1023) + i)
row("float", lambda i: i + 0.5)
row("float beyond 2**32", lambda i: 1e20 * (i + 1))
for n in (2, 3, 4, 7, 8, 16, 32, 100):
    row("str of %d" % n, lambda i: "x" * (n - 1) + chr(48 + i % 64))
for n in (1, 3, 4, 8, 16, 32, 100):
    row("bytes of %d" % n, lambda i: bytes(n))
for n in (0, 4, 8, 16, 32, 100, 1000):
    row("bytearray of %d" % n, lambda i: bytearray(n))
for n in (0, 1, 2, 3, 4, 5, 8, 10, 16, 32, 100):
    row("list of %d" % n, lambda i: [None] * n)
for n in (1, 4, 5, 8, 10, 16, 100, 1000):
    row("list of %d, appended" % n, lambda i: grown_list(n), 2)
for n in (1, 2, 3, 4, 8, 10, 100):
    row("tuple of %d" % n, lambda i: tuple(keep[:1] * n))
for n in (0, 1, 2, 3, 4, 5, 8, 9, 10, 16, 17, 32, 50, 64, 100, 128, 200, 256, 500, 1000):
    row("dict of %d" % n, lambda i: grown_dict(n), 1 if n > 100 else 4)
row("dict display of 1", lambda i: {1: 1})
row("dict display of 3", lambda i: {1: 1, 2: 2, 3: 3})
row("dict display of 4", lambda i: {1: 1, 2: 2, 3: 3, 4: 4})
row("dict display of 8", lambda i: {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 8})
for n in (0, 1, 2, 4, 8, 10, 16, 32, 50, 100, 200, 500):
    row("set of %d" % n, lambda i: grown_set(n), 1 if n > 100 else 4)
row("range", lambda i: range(i, 10))


class Slicer:
    def __getitem__(self, key):
        return key


slicer = Slicer()
row("slice", lambda i: slicer[i:10])
row("staticmethod", lambda i: staticmethod(function))
row("super()", lambda i: super(Plain, plain))
frame_row("frame of a call", nested)
frame_row("frame of a call with 7 variables", nested_with_locals)
row("function", function)
row("function with a default", with_default)
row("function with a keyword-only default", with_keyword_default)
row("closure over 1", closure)
row("closure over 3", closure_over_3)
row("bound method", lambda i: plain.method)
row("class, empty", empty_class)
row("class of 4 methods", class_of_methods)
for n in range(17):
    row("instance of %d attributes" % n, instance_maker(n))
row("generator", generate)
row("generator of 6 variables", generate_much)
row("generator expression", lambda i: (x for x in keep))
row("coroutine", coroutine)
row("exception without arguments", lambda i: ValueError())
row("exception", lambda i: ValueError(i))
row("exception of 2 arguments", lambda i: OSError(i, keep))
row("exception, raised and caught", caught)
row("exception through 5 calls", caught_deep)
row("list iterator", lambda i: iter(keep))
row("tuple iterator", lambda i: iter(()))
row("str iterator", lambda i: iter("abc"))
row("bytes iterator", lambda i: iter(b"abc"))
row("range iterator", lambda i: iter(range(i, 10)))
row("dict iterator", lambda i: iter(some_dict))
row("dict items iterator", lambda i: iter(some_dict.items()))
row("set iterator", lambda i: iter(some_set))
row("dict.keys()", lambda i: some_dict.keys())
row("dict.values()", lambda i: some_dict.values())
row("dict.items()", lambda i: some_dict.items())
row("reversed", lambda i: reversed(keep))
row("filter", lambda i: filter(len, ()))
row("enumerate", lambda i: enumerate(()))
row("zip", lambda i: zip((), ()))
row("map", lambda i: map(len, ()))
row("map over 3", lambda i: map(len, (), (), ()))
row("memoryview", lambda i: memoryview(b"abc"))
row("memoryview, sliced", lambda i: memoryview(b"abcdef")[1:4])
for n in (0, 4, 10, 100):
    row("array('i') of %d" % n, lambda i: array("i", [i] * n))
row("array('B') of 10", lambda i: array("B", [i] * 10))
row("array('f') of 10", lambda i: array("f", [i] * 10))
row("deque for 10", lambda i: deque((), 10))
row("deque of 10", lambda i: deque(keep[:10], 10))
row("OrderedDict of 4", lambda i: OrderedDict([(1, 1), (2, 2), (3, 3), (4, 4)]))
row("frozenset of 4", lambda i: frozenset((1, 2, 3, 4)))
row("namedtuple of 2", lambda i: point_type(1, 2))
row("namedtuple class", lambda i: namedtuple("point_type", ("x", "y")))
row("property", lambda i: property(len))
row("property with a setter", lambda i: property(len, len))
row("io.BytesIO()", lambda i: io.BytesIO())
row("io.BytesIO of 10 bytes", lambda i: io.BytesIO(b"0123456789"))
row("io.StringIO()", lambda i: io.StringIO())
row("re.compile('a+b')", lambda i: re.compile("a+" + chr(98 + i)))
row("re.match", lambda i: re.match("a+", "aab"))
row("object()", lambda i: object())
row("partial list of lists 4x4", lambda i: [[0] * 4 for _ in range(4)])
row("hundred functions in a dict", hundred_functions, 1)


# The same as a module that is compiled on the board, and frozen into the image where it is (table.py says how).
def executed(n):
    made = {}
    exec(text_of_hundred, made)
    return made


executed(0)
row("module of 100 functions, executed", executed, 1)
try:
    executed(0)
    keep[0] = None
    gc.collect()
    before = gc.mem_alloc()
    import frozen_hundred

    gc.collect()
    print("%d\tmodule of 100 functions, frozen" % (gc.mem_alloc() - before))
except ImportError:
    pass
