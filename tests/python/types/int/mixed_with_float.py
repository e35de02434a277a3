# An int with a float gives a float; comparison is exact.
print(1 + 0.5, 0.5 + 1, 3 - 0.25, 0.25 - 3, 2 * 1.5, 1.5 * 2, 1 / 0.5, 7 // 2.0, -7 // 2.0, 7.5 % 2, -7 % 2.5, 2 ** 0.5 > 1.41, 2 ** 3.0)
print(2 ** 24 + 1 == 2.0 ** 24, 2 ** 53 + 1 == 2.0 ** 53, 2 ** 24 + 1 > 2.0 ** 24, 2.0 ** 53 < 2 ** 53 + 1)
print(10 ** 30 > 1e20, -(10 ** 30) < -1e20, 10 ** 400 > float("inf"), -(10 ** 400) < float("-inf"), 10 ** 400 < float("inf"))
print(1 < float("nan"), 10 ** 30 == float("nan"), 10 ** 30 != float("nan"))
print(1 == 1.0, 1 < 1.5, 2 > 1.5, 3 <= 2.5, 2 ** 100 == 2.0 ** 100, 2 ** 100 + 1 > 2.0 ** 100)
try:
    1.0 + 10 ** 400
except OverflowError as e:
    print("OverflowError", e)
