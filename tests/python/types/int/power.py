# ** and pow, with two and three arguments.
print(2 ** 10, 2 ** 100, 10 ** 50, (-3) ** 3, (-3) ** 4, 0 ** 0, 5 ** 0, 1 ** 1000000, (-1) ** 1000001)
print(3 ** 200)
print(2 ** -1, 4 ** -2, (-2) ** -3)
print(pow(3, 4, 5), pow(2, 1000, 1000007), pow(-7, 5, 13), pow(7, 5, -13), pow(3, -1, 11), pow(12345, -3, 10007))
print(pow(10 ** 30 + 57, 10 ** 20 + 3, 10 ** 25 + 13))
print(pow(5, 0, 1), pow(0, 5, 7))
for args in ((2, 3, 0), (2, -1, 4)):
    try:
        print(pow(*args))
    except ValueError as e:
        print("ValueError", e)
try:
    0 ** -1
except ZeroDivisionError:
    print("ZeroDivisionError")
