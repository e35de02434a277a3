# Operators of classes: forward, reflected, in place, subclass first, and what happens without a method.
class V:
    def __init__(self, *v):
        self.v = v

    def __add__(self, o):
        return V(*(x + y for x, y in zip(self.v, o.v))) if isinstance(o, V) else NotImplemented

    def __radd__(self, o):
        return ("radd", o)

    def __mul__(self, k):
        return V(*(x * k for x in self.v))

    __rmul__ = __mul__

    def __neg__(self):
        return V(*(-x for x in self.v))

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "inv"

    def __abs__(self):
        return "abs"

    def __eq__(self, o):
        return isinstance(o, V) and self.v == o.v

    def __lt__(self, o):
        return self.v < o.v

    def __len__(self):
        return len(self.v)

    def __getitem__(self, i):
        return self.v[i]

    def __contains__(self, x):
        return x in self.v

    def __repr__(self):
        return "V" + repr(self.v)

    def __call__(self, *a, **k):
        return (a, sorted(k.items()))

    def __bool__(self):
        return any(self.v)

    def __iadd__(self, o):
        self.v += o.v
        return self

    def __hash__(self):
        return hash(self.v)

    def __divmod__(self, o):
        return ("divmod", o)

    def __pow__(self, o):
        return ("pow", o)

    def __matmul__(self, o):
        return ("matmul", o)


v = V(1, 2, 3)
print(v + V(1, 1, 1), v * 3, 3 * v, -v, +v, ~v, abs(v))
print(v == V(1, 2, 3), v != V(1, 2, 3), v == 5, v != 5, v < V(2,), V(2,) > v, len(v), v[1], v[-1], 2 in v, 9 in v)
print(v(1, 2, k=3), bool(V(0, 0)), bool(v), list(v), 5 + v, {v: 1}[V(1, 2, 3)], divmod(v, 3), v ** 2, v @ 4)
w = v
w += V(4,)
print(v, w is v)
for f in (lambda: v + 1, lambda: v - 1, lambda: 1 - v, lambda: v // 2, lambda: v > 1, lambda: v >= v, lambda: v[0:1:0]):
    try:
        print(f())
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__)


class NoHash:
    def __eq__(self, o):
        return True


class Inherits(NoHash):
    pass


class Regains(NoHash):
    def __hash__(self):
        return 3


for k in (NoHash, Inherits):
    try:
        hash(k())
    except TypeError:
        print("unhashable", k.__name__)
print(NoHash() != 1, hash(Regains()), NoHash.__hash__ is None)


class R1:
    def __radd__(self, o):
        return "R1"

    def __rsub__(self, o):
        return "R1sub"


class R2(int):
    def __radd__(self, o):
        return "R2"


class R3(V):
    def __radd__(self, o):
        return "R3 first"


print(1 + R1(), 1 + R2(3), [1] + R1(), "a" + R1(), 1.5 - R1(), None + R1(), v + R3(1))


class Cmp:
    def __init__(self, v):
        self.v = v

    def __lt__(self, o):
        return self.v < o.v


print([c.v for c in sorted([Cmp(3), Cmp(1), Cmp(2)])], max([Cmp(1), Cmp(5)], key=lambda c: c.v).v, Cmp(2) > Cmp(1))


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


print(bool(Sized(0)), bool(Sized(2)), len(Sized(3)), not Sized(0))
try:
    len(Sized(-1))
except ValueError:
    print("negative length")


class Index:
    def __index__(self):
        return 2


print([1, 2, 3][Index()], "abc"[Index()], range(5)[Index()], [0] * Index(), "abcd"[Index():])
print([].__len__(), (5).__add__(3), "abc".__getitem__(1), [1, 2].__contains__(2), {}.__len__(), (3).__lt__(4))
print(list.__len__([1]), int.__add__(1, 2), (3).__eq__(3), (3).__radd__(4), "x".__eq__(5), [1].__iter__().__next__())
