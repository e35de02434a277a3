# Rich comparison, reflected where the left does not know.
class Version:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.n < other.n

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.n == other.n

a, b = Version(1), Version(2)
print(a < b)
print(a > b)
print(a == Version(1), a != Version(1), a == 1, a != 1)
print([v.n for v in sorted([Version(3), b, a])])
print(min(a, b).n, max(a, b).n)
try:
    a < 5
except TypeError:
    print("TypeError")
try:
    a <= b
except TypeError:
    print("no <=")
try:
    hash(a)
except TypeError:
    print("unhashable")
