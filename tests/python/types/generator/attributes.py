# What generators answer besides their items.
def g():
    yield 1
x = g()
print(iter(x) is x, type(x).__name__, hasattr(x, "send"), hasattr(x, "throw"), hasattr(x, "close"), callable(x))
print(next(x), list(x), list(x))
y = (i for i in [1])
print(type(y).__name__, list(y))
def running():
    yield next(me)
me = running()
try:
    next(me)
except ValueError:
    print("already executing")
def raising():
    yield 1
    raise ValueError("inside")
z = raising()
print(next(z))
try:
    next(z)
except ValueError as e:
    print(e)
print(list(z))
def leaks():
    raise StopIteration
    yield
try:
    next(leaks())
except RuntimeError:
    print("StopIteration became RuntimeError")
