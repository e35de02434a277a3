# Angles far outside a turn, and arcs and sides at the ends of their ranges.
import math

for angle in (0.8, 2.5, -4.0, 100.0, -12345.0, 2.0**20, 2.0**80, -(2.0**120)):
    print(*["%.4f" % f(angle) for f in (math.sin, math.cos, math.tan)])
for x in (-1.0, -0.75, 0.0, 0.25, 1.0):
    print("%.4f %.4f" % (math.asin(x), math.acos(x)))
for f in (math.asin, math.acos):
    try:
        f(1.5)
    except ValueError as error:
        print(error)
