# Operator methods that refuse, raise, recurse, or are missing: who is asked next, and what it says.


class Left:
    def __init__(self, log):
        self.log = log

    def __add__(self, other):
        self.log.append("add")
        return NotImplemented

    def __sub__(self, other):
        self = other = None  # the operands are still known
        return NotImplemented

    def __imul__(self, other):
        self.log.append("imul")
        return NotImplemented

    def __mul__(self, other):
        self.log.append("mul")
        return 7

    def __truediv__(self, other):
        return 1 / other

    def __getitem__(self, key):
        return key if key else self[key + 1]

    def __call__(self, a, b=2, *rest):
        return a, b, rest

    def __floordiv__(self, depth):
        return depth if depth == 0 else (self // (depth - 1)) + 1

    def __and__(self, other):
        yield other


class Right:
    def __radd__(self, other):
        return "radd"

    def __rsub__(self, other):
        return type(other).__name__


class Derived(Left):
    def __radd__(self, other):
        return "derived first"


log = []
left = Left(log)
for _ in range(2):
    print(left + Right(), left - Right(), left + Derived(log))
    each = left
    each *= 3
    print(each, left * 2, left[0], left["x"], left(1), left(1, 3, 5), left // 60, list(left & 4))
    for attempt in (lambda: left + 1, lambda: left - left, lambda: left / 0, lambda: left ** 2, lambda: left + None):
        try:
            print(attempt())
        except (TypeError, ZeroDivisionError) as error:
            print(type(error).__name__)
print(log)

Left.__add__ = lambda self, other: "replaced"
print(left + Right(), left + 1)
del Left.__add__
print(left + Right())
Left.__add__ = staticmethod(lambda *operands: len(operands))
print(left + Right())
Left.__add__ = lambda self: None
try:
    left + 1
except TypeError as error:
    print("TypeError")
