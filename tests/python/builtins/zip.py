print(list(zip()), list(zip([1])), list(zip([1, 2], "ab")), list(zip([1, 2, 3], "ab", (True,))))
a, b = zip(*[(1, "x"), (2, "y")])
print(a, b, dict(zip("ab", range(5))))
print(list(zip([1, 2], [3, 4], strict=True)))
for lists in (([1], [1, 2]), ([1, 2], [1]), ([1], [1], []), ([], [1])):
    try:
        print(list(zip(*lists, strict=True)))
    except ValueError as e:
        print(e)
z = zip("ab", "cd")
print(next(z), iter(z) is z, list(z), list(z))
it = iter(range(5))
print(list(zip(it, it)))
try:
    zip(5)
except TypeError:
    print("TypeError")
