# Classes, attributes of classes and instances, methods.
class Counter:
    """Counts."""
    instances = 0

    def __init__(self, start=0):
        self.value = start
        Counter.instances += 1

    def up(self, by=1):
        self.value += by
        return self

a = Counter()
b = Counter(10)
a.up().up(5)
print(a.value, b.value, Counter.instances, a.instances)
a.instances = "own"
print(a.instances, b.instances)
method = b.up
method(2)
print(b.value, Counter.up(b).value)
print(type(a) is Counter, isinstance(a, Counter), Counter.__name__, a.__class__.__name__)
a.extra = 1
print(hasattr(a, "extra"), hasattr(b, "extra"))
Counter.down = lambda self: self.up(-1)
print(a.down().value)
try:
    a.missing
except AttributeError:
    print("AttributeError")

class Empty:
    pass

e = Empty()
e.x, e.y = 1, 2
print(sorted(e.__dict__.items()))
print(getattr(e, "x"), getattr(e, "z", "default"))
class Local:
    n = 3
    squares = [n, n * n]
    if n > 2:
        big = True
print(Local.squares, Local.big)
