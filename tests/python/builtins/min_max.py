print(min(3, 1, 2), max(3, 1, 2), min([5]), max("hello"), min("b", "abc"), max((1, 2), (1, 3)))
print(max([1, -5, 3], key=abs), min("bb", "a", "ccc", key=len), max([], default="none"), min((), default=None))
print(max(1, 1.5), min(2, 2.0), max(2.0, 2), min(True, 0))
print(max(["b", "a"], key=None), max({3: "a", 7: "b"}), min(x * x for x in range(-3, 3)))
print(max([(1, "first"), (1, "second")], key=lambda p: p[0]), min([(1, "first"), (1, "second")], key=lambda p: p[0]))
for f in (lambda: max([]), lambda: min(), lambda: max(1, "a"), lambda: max(5), lambda: min([], key=len), lambda: max([1], other=2)):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
