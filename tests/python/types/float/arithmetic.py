# The operators on numbers that are exact in both widths.
print(1.5 + 2.25, 1.5 - 2.25, 1.5 * 2.5, 7.5 / 2.5, -1.5, +1.5, abs(-2.5))
for a in (7.5, -7.5, 7.0, -7.0, 0.0):
    for b in (2.0, -2.0, 2.5, -2.5):
        print(a, b, a // b, a % b, divmod(a, b))
print(5.0 % float("inf"), -5.0 % float("inf"), 5.0 // float("inf"), -5.0 // float("inf"))
print(2.0 ** 10, 2.0 ** -1, 0.25 ** 0.5, (-2.0) ** 3, 0.0 ** 0, 1.0 ** float("inf"))
