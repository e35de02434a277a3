# Classes that derive from builtin types.
class Stack(list):
    def push(self, x):
        self.append(x)
        return self

    def peek(self):
        return self[-1]

s = Stack([1, 2])
print(s.push(3).peek(), s, len(s), s[1:], isinstance(s, list), s == [1, 2, 3])
s.name = "stack"
print(s.name, list(map(str, s)))

class Defaults(dict):
    def __missing__(self, key):
        return key * 2

    def __setitem__(self, key, value):
        super().__setitem__(key, [value])

d = Defaults(a=1)
d["b"] = 2
print(d["a"], d["b"], d["zz"], "zz" in d, d.get("q"), len(d))

class Meters(float):
    def __repr__(self):
        return "%sm" % float(self)

m = Meters(2.5)
print(repr(m), m + 1, m == 2.5)

class Code(int):
    def describe(self):
        return "code %d" % self

print(Code(7).describe(), Code(7) + 1, Code("12") == 12)

class Name(str):
    def shout(self):
        return self.upper() + "!"

n = Name("bob")
print(n.shout(), n + "by", len(n), n == "bob", {n: 1}["bob"])

class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    @property
    def x(self):
        return self[0]

p = Point(3, 4)
print(p, p.x, p == (3, 4), p + (5,))

class Log(list):
    def __init__(self, title):
        super().__init__()
        self.title = title

log = Log("events")
log.append("one")
print(log.title, log)
class Tags(set):
    def add_all(self, *tags):
        self.update(tags)
t = Tags()
t.add_all("b", "a")
print(sorted(t), "a" in t)
