t = (1, 2, 3, 2)
print(t.count(2), t.index(2), t.index(2, 2), t.count(9))
for f in (lambda: t.index(9), lambda: t.index(1, 1), lambda: t.append(1), lambda: t.index()):
    try:
        f()
        print("no error")
    except (ValueError, AttributeError, TypeError) as e:
        print(type(e).__name__)
print(t[0], t[-1], t[1:], t[::-1], t[::2], t[5:], t[-2:])
for f in (lambda: t[4], lambda: t["a"], lambda: t.__getitem__(-5)):
    try:
        f()
        print("no error")
    except (IndexError, TypeError) as e:
        print(type(e).__name__)
def change():
    t[0] = 1
def remove():
    del t[0]
for f in (change, remove):
    try:
        f()
    except TypeError:
        print("TypeError")
