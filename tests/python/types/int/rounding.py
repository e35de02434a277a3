# round() of ints, to tens and hundreds, half to even.
for n in (15, 25, 35, -15, -25, 14, 16, 149, 150, 151, 250, 10 ** 20 + 50, 5, 55):
    print(round(n), round(n, 1), round(n, -1), round(n, -2), round(n, -3))
