from collections import namedtuple
Point = namedtuple("Point", ["x", "y"])
p = Point(1, 2)
print(p, p.x, p.y, p[0], p[-1], len(p), Point.__name__, p == (1, 2), isinstance(p, tuple), isinstance(p, Point))
print(Point(x=3, y=4), Point(5, y=6), Point._fields, p._asdict(), p._replace(y=9), Point._make([7, 8]))
x, y = p
print(x, y, list(p), p + (3,), hash(p) == hash((1, 2)), {p: "k"}[(1, 2)], sorted([Point(2, 1), p]))
Many = namedtuple("Many", "a b, c d e f g h i j")
m = Many(*range(10))
print(m, m.j, m.a)
D = namedtuple("D", "a b c", defaults=[20, 30])
print(D(1), D(1, 2), D(1, c=5))
class Sub(Point):
    def norm(self):
        return self.x * self.x + self.y * self.y
s = Sub(3, 4)
print(s.norm(), s.x, s, type(s).__name__)
for f in (lambda: Point(1), lambda: Point(1, 2, 3), lambda: Point(1, z=2), lambda: Point(1, 2, x=3), lambda: p.z, lambda: namedtuple("X", "a a")):
    try:
        f()
        print("no error")
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__)
try:
    p.x = 5
except AttributeError:
    print("AttributeError")
