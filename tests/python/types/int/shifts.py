# Shifts in both directions; right shifts round towards minus infinity.
n = 0xDEADBEEFCAFEBABE0123456789
for s in (0, 1, 7, 31, 32, 33, 64, 100, 103, 104, 200):
    print(s, n << s, n >> s, -n << s, -n >> s)
print(1 << 200, 0 << 1000, 1 >> 1000, -1 >> 1000)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: n << -1, lambda: n >> -1):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
