print((1,) + (2,), (1, 2) * 2, 2 * (1,), () * 5, (1,) * 0, () + ())
print((1, 2) == (1, 2), (1, 2) == [1, 2], (1, 2) < (1, 3), (1,) < (1, 0), (2,) >= (1, 9), () < (0,), (1, 2) != (2, 1))
print(1 in (1, 2), 3 in (1, 2), (1,) in ((1,), 2))
print(hash((1, "a", None)) == hash((1, "a", None)), {(1, 2): "x"}[(1, 2)], {(1, (2, 3))} == {(1, (2, 3))})
t = ([1], 2)
try:
    hash(t)
except TypeError:
    print("unhashable inside")
t[0].append(5)
print(t)
try:
    t[0] += [6]
except TypeError:
    print("TypeError", t)
print((), (1,), (1, 2), ((),), ("a",), tuple(), tuple([1, 2]), tuple("ab"), tuple(x for x in range(3)))
empty = ()
print(() is empty, tuple() == (), bool(()), bool((0,)), len((1, 2, 3)))
u = (1, 2, 3)
print(tuple(u) is u, u[:] is u, tuple(list(u)) == u)
for f in (lambda: (1,) + [2], lambda: (1,) * "a", lambda: (1,) < (None,), lambda: tuple(5)):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
print(list(iter((1, 2))), max((3, 1)), sorted((3, 1)), [a + b for a, b in ((1, 2), (3, 4))])
