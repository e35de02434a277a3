# Which operator binds closer.
print(2 + 3 * 4 ** 2, -2 ** 2, 2 ** -1, 2 ** 3 ** 2, (2 ** 3) ** 2)
print(7 // 2 * 2, 7 % 4 + 1, -7 // 2, -7 % 3, 7 - 2 - 1)
print(1 | 2 ^ 3 & 4, 1 << 2 + 1, ~5 + 1, 5 & 3 == 1)
print(not 1 == 2, not True and False, True or False and False)
print(1 + 2 < 4, 3 in [1, 2] + [3], "a" + "b" * 2)
print(1 if 0 else 2 if 0 else 3, lambda: 1 if 1 else 0 and None or 1 is None)if 0 else print("end")
x = 3
print(-x ** 2, (-x) ** 2, +x - -x, ~-x, not-x)
