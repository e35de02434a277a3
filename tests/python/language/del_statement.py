# del of names, items, slices and attributes.
a, b = 1, 2
del a, b
for name in ("a", "b"):
    print(name in globals())
items = list(range(10))
del items[0], items[-1]
print(items)
del items[1:4]
print(items)
del items[::2]
print(items)
d = {"x": 1, "y": 2}
del d["x"]
print(d)

class Thing:
    pass

thing = Thing()
thing.size = 3
del thing.size
print(hasattr(thing, "size"))
try:
    del thing.size
except AttributeError:
    print("AttributeError")
try:
    del d["x"]
except KeyError as e:
    print("KeyError", e)

def f():
    local = 1
    del local
    try:
        local
    except NameError:
        print("gone")

f()
