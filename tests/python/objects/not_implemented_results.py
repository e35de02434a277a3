class C:
    def __neg__(self):
        return NotImplemented

    def __add__(self, other):
        return NotImplemented


print(-C())
for f in (lambda: C() + 1, lambda: ~C(), lambda: -object()):
    try:
        f()
    except TypeError:
        print("TypeError")
