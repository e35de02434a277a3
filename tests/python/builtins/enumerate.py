print(list(enumerate("abc")), list(enumerate("ab", 5)), list(enumerate([], 1)))
for i, (a, b) in enumerate([(1, 2), (3, 4)], start=1):
    print(i, a, b)
e = enumerate("xy")
print(next(e), iter(e) is e, list(e), list(e))
print(list(enumerate("a", 2**70)))
for wrong in (lambda: enumerate(5), lambda: enumerate("a", "b"), lambda: enumerate()):
    try:
        wrong()
    except TypeError:
        print("TypeError")
