print(list(range(5)), list(range(2, 5)), list(range(0, 10, 3)), list(range(5, 0, -2)), list(range(0)), list(range(3, 3)))
r = range(10, 50, 7)
print(r, len(r), r[0], r[-1], r[2:4], r[::-1], r.start, r.stop, r.step)
print(17 in r, 18 in r, 17.0 in r, "a" in r, r.index(24), r.count(24), r.count(25))
print(range(3) == range(0, 3, 1), range(0, 4, 2) == range(0, 3, 2), range(0) == range(5, 5), hash(range(3)) == hash(range(3)))
print(list(reversed(range(5))), list(reversed(range(0, 10, 3))), bool(range(0)), bool(range(1)))
print(list(range(-3, 3)), range(5)[1:], range(10)[2:8:3], list(range(10)[::-3]))
print(repr(range(1, 2)), repr(range(1, 2, 3)), sum(range(101)))
for f in (lambda: range(0, 1, 0), lambda: range("a"), lambda: range(1.5), lambda: range(3)[5], lambda: range(), lambda: r.index(25)):
    try:
        f()
        print("no error")
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__)
it = iter(range(3))
print(next(it), list(it), list(it))
