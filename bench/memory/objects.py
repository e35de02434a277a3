# Prints what objects take of the heap: a row of `bytes <tab> what` each. Runs under Kinglet and under MicroPython, whose
# blocks are 16 bytes on a 32-bit machine. A figure is the mean of several objects, so that the garbage of the measurement
# itself does not count.
import gc
import sys
from array import array
from collections import deque, namedtuple

keep = [None] * 16


def measure(make, count):
    # As many objects before the first look as between it and the second, so that what the machine still holds of
    # the last ones counts in both.
    places = keep
    for i in range(len(places)):
        places[i] = None
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
    return taken // count


def row(what, make, count=8):
    figure = measure(make, count)
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


def generate(n):
    yield n


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


plain = Plain()
point_type = namedtuple("point_type", ("x", "y"))

row("int of 40 bits", lambda i: (1 << 40) + i)
row("int of 64 bits", lambda i: (1 << 63) + i)
row("int of 1024 bits", lambda i: (1 << 1023) + i)
row("float", lambda i: i + 0.5)
row("float beyond 2**32", lambda i: 1e20 * (i + 1))
for n in (2, 3, 4, 7, 8, 16, 32, 100):
    row("str of %d" % n, lambda i: "x" * (n - 1) + chr(65 + i))
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
row("function", function)
row("function with a default", with_default)
row("closure over 1", closure)
row("bound method", lambda i: plain.method)
row("class, empty", empty_class)
row("class of 4 methods", class_of_methods)
for n in range(17):
    row("instance of %d attributes" % n, instance_maker(n))
row("generator", generate)
row("exception", lambda i: ValueError(i))
row("exception, raised and caught", caught)
row("exception through 5 calls", caught_deep)
row("list iterator", lambda i: iter([]))
row("dict iterator", lambda i: iter({}))
row("enumerate", lambda i: enumerate(()))
row("zip", lambda i: zip((), ()))
row("map", lambda i: map(len, ()))
row("memoryview", lambda i: memoryview(b"abc"))
for n in (0, 4, 10, 100):
    row("array('i') of %d" % n, lambda i: array("i", [i] * n))
row("deque of 10", lambda i: deque((), 10))
row("namedtuple of 2", lambda i: point_type(1, 2))
row("namedtuple class", lambda i: namedtuple("point_type", ("x", "y")))
row("property", lambda i: property(len))
row("object()", lambda i: object())
row("partial list of lists 4x4", lambda i: [[0] * 4 for _ in range(4)])
