a = [1, 2]
print(a + [3], a * 3, 2 * a, a * 0, a * -1, [] + [], [[]] * 2)
b = a
b += [3]; print(a, b is a)
b *= 2; print(a, b is a)
a *= 0; print(a, b)
a += "xy"; print(a)
print([1, 2] == [1, 2], [1, 2] == [1, 2, 3], [1] == (1,), [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9], [] < [0], [1, "a"] != [1, "b"])
print(1 in [1, 2], 3 not in [1, 2], 1.0 in [1], "a" in ["ab"], [1] in [[1]], float("nan") in [1])
nan = float("nan")
print(nan in [nan], [nan] == [nan], nan == nan)
for f in (lambda: [1] + (2,), lambda: [1] * "a", lambda: [1] * 1.0, lambda: [1] < [None], lambda: [1] - [1], lambda: [1] + None):
    try:
        f()
        print("no error")
    except TypeError as e:
        print("TypeError")
print([1, None] < [2, None], [[1, 2], [3]] > [[1, 2]])
