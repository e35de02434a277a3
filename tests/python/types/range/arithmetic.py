# Ranges against a list of what they should hold.
def model(a, b, c):
    out = []
    while (c > 0 and a < b) or (c < 0 and a > b):
        out.append(a)
        a += c
    return out
bad = 0
for a in range(-4, 5, 2):
    for b in range(-5, 6):
        for c in (-3, -2, -1, 1, 2, 3):
            r = range(a, b, c)
            m = model(a, b, c)
            if list(r) != m or len(r) != len(m) or list(reversed(r)) != m[::-1]:
                bad += 1
            if [x in r for x in range(-6, 7)] != [x in m for x in range(-6, 7)]:
                bad += 1
            for s in (slice(1, 3), slice(None, None, -1), slice(-2, None), slice(None, None, 2), slice(3, 0, -2)):
                if list(r[s]) != m[s]:
                    bad += 1
print("differences:", bad)
print(range(0, 10**6)[999999], len(range(0, -10**6, -7)), range(5) == range(5), range(2, 3) != range(2, 4))
