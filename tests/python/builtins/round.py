print(round(2.5), round(3.5), round(-2.5), round(0.5), round(1.5), round(2.4), round(-0.4), round(7))
print(round(1234.5678, 2) == 1234.57, round(1.25, 1), round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1), round(25, -1))
print(type(round(2.5)) is int, type(round(2.5, 0)) is float, round(5, 3), round(0.5, 0), round(1e10), round(True))
class R:
    def __round__(self, n=None):
        return ("rounded", n)
print(round(R()), round(R(), 2))
for f in (lambda: round("a"), lambda: round(float("inf")), lambda: round(float("nan")), lambda: round(1.5, "a")):
    try:
        f()
        print("no error")
    except (TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__)
