# Where a small int becomes a large one, and back.
for bits in (15, 16, 29, 30, 31, 32, 61, 62, 63, 64, 65, 96, 128):
    n = 1 << bits
    print(bits, n - 1, n, n + 1, -n, -n - 1, -n + 1)
    print(n - 1 + 1 == n, n - n, (n + 1) - n, n // n, n * -1 + n, (n - 1) * (n + 1) == n * n - 1)
