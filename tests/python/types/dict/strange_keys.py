# Keys whose hash or equality is unusual, or changes the dict.
class Same:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 7
    def __eq__(self, other):
        return isinstance(other, Same) and self.n == other.n
    def __repr__(self):
        return "S%d" % self.n
d = {Same(i): i for i in range(30)}
print(len(d), d[Same(17)], Same(40) in d, Same(3) in d)
for i in range(0, 30, 2):
    del d[Same(i)]
print(list(d))
class Meddler:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return 1
    def __eq__(self, other):
        table.clear()
        return self is other
for size in (1, 5, 20):
    table = {Meddler(i): i for i in range(1)}
    for i in range(size):
        table["s%d" % i] = i
    try:
        print(table.get(Meddler(99), "none"), len(table) <= size + 1)
    except RuntimeError:
        print("RuntimeError")
class Growing:
    def __init__(self, n):
        self.n = n
    def __hash__(self):
        return self.n % 3
    def __eq__(self, other):
        if len(grown) < 40:
            grown["g%d" % len(grown)] = 0
        return isinstance(other, Growing) and self.n == other.n
grown = {}
for i in range(12):
    grown[Growing(i)] = i
print(len([k for k in grown if isinstance(k, Growing)]), len(grown) >= 12)
class Failing:
    def __hash__(self):
        raise ValueError("hash")
class FailingEq:
    def __hash__(self):
        return 5
    def __eq__(self, other):
        raise ValueError("eq")
for f in (lambda: {Failing(): 1}, lambda: {}.get(Failing()), lambda: {FailingEq(): 1, FailingEq(): 2}):
    try:
        f()
        print("no error")
    except ValueError as e:
        print(e)
key = FailingEq()
print({key: 1}[key])
print({(1, Same(2)): "t"}[(1, Same(2))], {float("inf"): 1}[float("inf")], {2**70: 1}[2**70], {-1: "m"}[-1.0])
