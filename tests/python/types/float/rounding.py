# round(): half to even, to places, to an int without places.
for x in (0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.25, 0.75, 2.4, 2.6, 1e6 + 0.5, 0.0):
    print(round(x), round(x, 1), round(x, 0), type(round(x)), type(round(x, 1)))
print(round(1234.5, -2), round(1250.0, -2), round(1350.0, -2), round(-1250.0, -2), round(3.0, 50), round(12345.0, -10))
print(round(10.75, 1), round(0.125, 2), round(0.375, 2), round(-0.125, 2), round(5.5), round(6.5))
print(round(float("inf"), 2), round(float("nan"), 1))
for s in ("inf", "nan"):
    try:
        round(float(s))
    except (OverflowError, ValueError) as e:
        print(type(e).__name__, e)
