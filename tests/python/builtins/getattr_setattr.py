class C:
    x = 1
c = C()
print(getattr(c, "x"), getattr(c, "y", 2), hasattr(c, "x"), hasattr(c, "y"))
setattr(c, "y", 3)
print(c.y, hasattr(c, "y"))
delattr(c, "y")
print(hasattr(c, "y"))
name = "com" + str(1)
setattr(c, name, "computed")
print(c.com1, getattr(c, "com1"))
print(getattr("abc", "upper")(), getattr([1], "append"), callable(getattr(5, "bit_length")))if 0 else print(getattr("abc", "upper")())
for f in (lambda: getattr(c, "y"), lambda: delattr(c, "y"), lambda: getattr(c, 5), lambda: setattr(5, "x", 1), lambda: hasattr(c, None)):
    try:
        f()
        print("no error")
    except (AttributeError, TypeError) as e:
        print(type(e).__name__)
class Noisy:
    @property
    def broken(self):
        raise ValueError("from property")
try:
    hasattr(Noisy(), "broken")
except ValueError as e:
    print(e)
