# bin, oct, hex, and parsing what they print.
for n in (0, 1, 8, 255, -255, 2 ** 31, 2 ** 40 + 5, -(2 ** 100) - 1, 10 ** 30):
    print(bin(n), oct(n), hex(n), int(bin(n), 2) == n, int(oct(n), 8) == n, int(hex(n), 16) == n, int(hex(n), 0) == n)
