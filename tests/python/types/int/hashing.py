# Equal numbers hash equal and are one key.
d = {}
for n in (1, 2 ** 31, 2 ** 64, -(2 ** 90), 10 ** 25):
    d[n] = "int"
    d[n + 0] = "same"
d[1.0] = "float"
d[True] = "bool"
d[float(2 ** 31)] = "float 31"
d[float(2 ** 64)] = "float 64"
d[-float(2 ** 90)] = "float 90"
print(len(d), d[1], d[2 ** 31], d[2 ** 64], d[-(2 ** 90)], d[10 ** 25])
print(hash(7) == hash(7.0) == 7, hash(True) == 1, hash(2 ** 100) == hash(float(2 ** 100)), hash(-3) == hash(-3.0))
print(len({0.0, 0, False, -0.0}))
