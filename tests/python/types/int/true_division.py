# / of ints gives floats; these quotients are short in single and double precision.
print(1 / 2, 7 / 4, -7 / 8, 10 / 5, 0 / 3, 1 / -4)
print(10 ** 20 / 10 ** 19, (10 ** 30) / (10 ** 30 * 8), -(2 ** 70) / 2 ** 68, 2 ** 100 / 2 ** 90)
print((3 * 2 ** 200) / 2 ** 201, 2 ** 64 / 2 ** 65)
