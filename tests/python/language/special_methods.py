# Operators and functions ask the class.
class Vector:
    def __init__(self, *items):
        self.items = items

    def __repr__(self):
        return "Vector%r" % (self.items,)

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(*[a + b for a, b in zip(self.items, other.items)])

    def __mul__(self, k):
        return Vector(*[a * k for a in self.items])

    def __rmul__(self, k):
        return self * k

    def __neg__(self):
        return self * -1

    def __eq__(self, other):
        return isinstance(other, Vector) and self.items == other.items

    def __hash__(self):
        return hash(self.items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __contains__(self, x):
        print("contains", x)
        return x in self.items

    def __bool__(self):
        return any(self.items)

    def __call__(self, x):
        return sum(a * x ** i for i, a in enumerate(self.items))

    def __iadd__(self, other):
        print("in place")
        self.items = (self + other).items
        return self

    def __abs__(self):
        return sum(abs(a) for a in self.items)

v = Vector(1, 2, 3)
print(v + v, v * 2, 3 * v, -v, abs(-v))
print(v == Vector(1, 2, 3), v != Vector(1), {v: "key"}[Vector(1, 2, 3)])
print(len(v), v[0], v[-1], v[:2], 2 in v, bool(Vector(0)), list(v))
print(v(2))
v += Vector(1, 1, 1)
print(v)
try:
    v + 1
except TypeError:
    print("TypeError")
