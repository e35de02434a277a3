a = list(range(10))
for s in (slice(None), slice(2, 5), slice(-3, None), slice(None, -7), slice(None, None, 3), slice(None, None, -1),
          slice(8, 2, -2), slice(2, 8, -1), slice(100, 200), slice(-100, 3), slice(5, 5), slice(9, None, -4)):
    print(a[s], end=" ")
print()
a[2:4] = ["x"]; print(a)
a[1:1] = [10, 20]; print(a)
a[:0] = "ab"; print(a)
a[len(a):] = (1, 2); print(a)
a[3:5] = []; print(a)
a[::2] = [0] * len(a[::2]); print(a)
a[::-3] = range(len(a[::-3])); print(a)
a[5:2] = ["in"]; print(a)
a[:] = [1, 2, 3, 4, 5, 6, 7, 8]; print(a)
del a[1:3]; print(a)
del a[::2]; print(a)
del a[::-2]; print(a)
del a[5:]; print(a)
a[:] = range(9)
del a[7:0:-3]; print(a)
a[1:3] = a; print(a)
a = [1, 2, 3]
a[:] = reversed(a); print(a)
for f in (lambda: a.__setitem__(slice(None, None, 2), [1]), lambda: a.__setitem__(slice(0, 1), 5), lambda: a[::0], lambda: a["x":]):
    try:
        f()
        print("no error")
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
