# desktop only: the chip leaves them out
# Hyperbolic functions, error functions, gamma, factorial.
import math

for name in ("sinh", "cosh", "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "expm1", "gamma", "lgamma"):
    f = getattr(math, name)
    for x in (-2, -0.5, 0, 0.25, 1, 3.5, 400, math.inf, -math.inf):
        try:
            print(name, x, "%.10g" % f(x))
        except (ValueError, OverflowError) as e:
            print(name, x, e)
print([math.factorial(n) for n in (0, 1, 5, 25)])
for x in (-1, 2.5, "3"):
    try:
        math.factorial(x)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
