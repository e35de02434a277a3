# A class derived from int.
class Counter(int):
    def twice(self):
        return Counter(self * 2)
    def __repr__(self):
        return "Counter(%d)" % self
c = Counter(21)
print(c, c.twice(), c + 1, 1 + c, c == 21, hash(c) == hash(21), isinstance(c, int), type(c + 1) is int)
c.name = "x"
print(c.name, Counter(10 ** 20), Counter("12"), Counter(), [10, 20, 30][Counter(1)])
print({21: "a"}[c], c < 22, -c, c << 1, c.bit_length())
