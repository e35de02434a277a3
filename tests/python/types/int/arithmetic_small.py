# Small ints: every operator, signs of // and % included.
for a in (17, -17, 0, 1, -1):
    for b in (5, -5, 1, -1, 17):
        print(a, b, a + b, a - b, a * b, a // b, a % b, divmod(a, b))
print(7 & 3, 7 | 8, 7 ^ 2, ~7, -7 & 3, -7 | 8, -7 ^ 2)
print(1 << 10, 1023 >> 3, -1023 >> 3, -1 >> 100, 5 << 0)
print(+5, -5, abs(-5), -(-5))
