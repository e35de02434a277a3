# A sort that fails keeps all items; a list that is changed meanwhile is noticed.
a = [3, 1, "x", 2]
try:
    a.sort()
except TypeError:
    print("TypeError", len(a), set(map(str, a)) == {"1", "2", "3", "x"})
a = list(range(30)) + ["bad"] + list(range(30))
try:
    a.sort()
except TypeError:
    print("TypeError", len(a), a.count("bad"), a.count(7))
a = list(range(40, 0, -1))
def key(x):
    if x == 5:
        raise ValueError(x)
    return x
try:
    a.sort(key=key)
except ValueError as e:
    print("ValueError", e, len(a), sum(a))
a = [3, 2, 1]
def changing(x):
    a.append(x)
    return x
try:
    a.sort(key=changing)
except ValueError:
    print("modified", sorted(a))
a = [3, 2, 1]
seen = []
def looking(x):
    seen.append(list(a))
    return x
a.sort(key=looking)
print(a, seen)
class Changing:
    def __init__(self, n):
        self.n = n
    def __lt__(self, other):
        items.clear()
        return self.n < other.n
items = [Changing(2), Changing(1)]
items.sort()
print([c.n for c in items])
for f in (lambda: [].sort(1), lambda: [1, 2].sort(key=5), lambda: [].sort(other=1)):
    try:
        f()
    except TypeError:
        print("TypeError")
