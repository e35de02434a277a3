# The longest collection of a full heap: prints `cycles <tab> what the heap is full of` for each kind of contents.
import gc
import time


def chain():
    x = None
    while True:
        x = [x]
        yield x


def lists():
    x = []
    yield x
    while True:
        x.append([])


def small_tuples():
    x = [(0,)]
    yield x
    while True:
        x.append((x[-1],))


def tree():
    class Node:
        def __init__(self, left, right):
            self.left = left
            self.right = right

    nodes = [Node(None, None)]
    yield nodes
    i = 0
    while True:
        nodes.append(Node(nodes[i], nodes[-1]))
        i += 1


def dicts():
    x = []
    yield x
    while True:
        x.append({1: x, 2: x, "a": x})


def big_dict():
    d = {}
    yield d
    i = 0
    while True:
        d[i] = str(i)
        i += 1


def strings():
    x = []
    yield x
    i = 0
    while True:
        x.append("text%d" % i)
        i += 1


def floats():
    x = []
    yield x
    f = 1e20
    while True:
        x.append(f)
        f *= 1.0001


def wide():
    # Every list refers to as many others as the marker's stack holds, and more.
    x = []
    yield x
    while True:
        x.append([[] for _ in range(100)])


def overflow():
    # Lists of lists in the order that the marker's stack likes least: what does not fit lies all over the heap.
    level = [[] for _ in range(300)]
    yield level
    while True:
        level.append([level[i] for i in range(len(level) - 300, len(level), 7)])


def closures():
    def make(f):
        return lambda: f

    x = [None]
    yield x
    while True:
        x.append(make(x[-1]))


def generators():
    def g(x):
        yield x

    x = [None]
    yield x
    while True:
        x.append(g(x[-1]))


def backward():
    # A chain whose links lie the other way round: each object refers to the one behind it in memory.
    x = []
    yield x
    try:
        while True:
            x.append([None])
    except MemoryError:
        x.pop()
        for i in range(len(x) - 1):
            x[i][0] = x[i + 1]
        raise


def one_block():
    x = []
    yield x
    while True:
        x.append(bytearray(2000))


def small_lists():
    x = []
    yield x
    while True:
        x.append([1, 2, None])


def large_ints():
    x = []
    yield x
    n = 1 << 40
    while True:
        x.append(n)
        n += 1


def cycles():
    # Each refers to its neighbours on either side, and the first to the last.
    class Node:
        pass

    first = last = Node()
    first.behind = first.before = first
    yield first
    while True:
        node = Node()
        node.before = last
        node.behind = first
        last.behind = first.before = node
        last = node


def dict_chain():
    d = None
    while True:
        d = {"next": d}
        yield d


def sets():
    x = []
    yield x
    while True:
        x.append({1, 2, "a"})


def methods():
    class Plain:
        def method(self):
            pass

    plain = Plain()
    x = []
    yield x
    while True:
        x.append(plain.method)


def exceptions():
    x = []
    yield x
    while True:
        x.append(ValueError(x))


def many_attributes():
    class Wide:
        def __init__(self, x):
            self.a = self.b = self.c = self.d = self.e = self.f = x

    x = []
    yield x
    while True:
        x.append(Wide(x))


def classes():
    x = None
    while True:

        class Made:
            before = x

        x = Made
        yield x


def iterators():
    x = []
    yield x
    while True:
        x.append(iter(x))


def one_list():
    x = []
    yield x
    while True:
        x.append(None)


# Freed before a collection is timed, so that there is memory to do it with.
spare = []
ROUNDS = (0, 1)
KINDS = (chain, lists, small_lists, small_tuples, tree, dicts, dict_chain, big_dict, sets, strings, floats, large_ints, wide, overflow)
KINDS += (closures, methods, generators, exceptions, cycles, many_attributes, classes, iterators, backward, one_list, one_block)


def fill(kind):
    # A function of its own: none of its registers holds anything afterwards.
    source = kind()
    held = next(source)
    try:
        while True:
            held = next(source)  # most go on until memory is out, and do not come back
    except MemoryError:
        pass
    return held


def measure(kind):
    for i in range(4):
        spare.append(bytearray(400))
    held = fill(kind)
    spare.clear()
    took = 0
    for i in ROUNDS:
        gc.collect()
        start = time.ticks_us()
        gc.collect()
        took = max(took, time.ticks_diff(time.ticks_us(), start))
    free = gc.mem_free()
    held = None
    return took * 80, free


worst = 0
for kind in KINDS:
    figures = measure(kind)
    gc.collect()
    print("%d\t%s, %d free" % (figures[0], kind.__name__, figures[1]))
    worst = max(worst, figures[0])
print("%d\tworst" % worst)
