# float(...) of everything that it takes.
print(float(), float(3), float(-2), float(True), float(0.5), float(10 ** 20))
for s in ("1", "1.5", " 2.5 ", "-0.25", "+4", ".5", "5.", "1e3", "1E-2", "1_000.5", "inf", "-INF", "Infinity", "nan", "  -0  ", "1e400", "1e-400", "00012.50"):
    print(s, float(s))
print(float(b"2.5"), float(bytearray(b"1e2")))
class A:
    def __float__(self):
        return 2.75
class B:
    def __index__(self):
        return 3
print(float(A()), float(B()))
for s in ("", " ", "x", "1e", "1e+", ".", "1_", "1__0", "_1", "1 2", "0x10", "--1", "infin"):
    try:
        print(float(s))
    except ValueError as e:
        print("ValueError", e)
for v in (None, [], {}):
    try:
        float(v)
    except TypeError:
        print("TypeError")
