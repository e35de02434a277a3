# Context managers: enter, exit, exceptions, several at once.
class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return self.name.upper()

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value)
        return self.swallow

with Manager("a") as a:
    print("body", a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with Manager("s", swallow=True):
    raise ValueError("swallowed")
try:
    with Manager("p"):
        raise ValueError("propagated")
except ValueError as e:
    print("outside", e)

def leave():
    with Manager("r"):
        return "value"

print(leave())
for i in range(3):
    with Manager("l%d" % i):
        if i == 0:
            continue
        break
with Manager("x") as (first, *rest):
    print(first, rest)
try:
    with 5:
        pass
except (AttributeError, TypeError):
    print("no context manager")
