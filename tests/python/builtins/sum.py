print(sum([]), sum([1, 2, 3]), sum((1, 2), 10), sum([1.5, 2]), sum([[1], [2]], []), sum(range(5), start=100))
print(sum([2**62, 2**62]), sum([True, True]), sum(x for x in (1, 2)), sum([2**30] * 4))
class V:
    def __init__(self, n):
        self.n = n
    def __radd__(self, other):
        return other + self.n
print(sum([V(1), V(2)]))
for f in (lambda: sum(5), lambda: sum(["a"]), lambda: sum(["a"], ""), lambda: sum([1], [])):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
