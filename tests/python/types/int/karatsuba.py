# Products of numbers long enough for the fast way; (a+b)(a-b) = a*a - b*b.
a = 3 ** 1500
b = 7 ** 700
print((a + b) * (a - b) == a * a - b * b)
print(a * b == b * a, (a * b) // b == a, (a * b + 12345) % b == 12345)
print((a * a) % (10 ** 9 + 7), (a * b) % (10 ** 9 + 9))
print((2 ** 4000 - 1) * (2 ** 3000 + 1) == 2 ** 7000 + 2 ** 4000 - 2 ** 3000 - 1)
