a = [10, 20, 30]
print(a[0], a[-1], a[True], a[1:][0])
a[0] = "new"; a[-1] = "last"; print(a)
a[1] += 5; print(a)
for f in (lambda: a[3], lambda: a[-4], lambda: a["0"], lambda: a[1.0], lambda: a.__setitem__(3, 1), lambda: a.__delitem__(-4), lambda: a[2**70], lambda: a[None]):
    try:
        f()
        print("no error")
    except (IndexError, TypeError) as e:
        print(type(e).__name__)
del a[-1], a[0]
print(a)
