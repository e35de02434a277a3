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


worst = 0
for kind in (chain, lists, small_tuples, tree, dicts, big_dict, strings, floats, wide, overflow, closures, generators, backward, one_block):
    source = kind()
    spare = [bytearray(400), bytearray(400),bytearray(400),bytearray(400)]
    held = next(source)
    try:
        if kind is chain:
            while True:
                held = next(source)
        else:
            next(source)
    except MemoryError:
        pass
    spare = None
    took = 0
    for i in range(2):
        gc.collect()
        start = time.ticks_us()
        gc.collect()
        took = max(took, time.ticks_diff(time.ticks_us(), start))
    free = gc.mem_free()
    source = held = None
    gc.collect()
    print("%d\t%s, %d free" % (took * 80, kind.__name__, free))
    worst = max(worst, took * 80)
print("%d\tworst" % worst)
