import math

inf, nan = float("inf"), float("nan")
print(pow(0.0, -inf), 0.0**inf, 0**-inf, (-0.0) ** -inf, math.pow(0.0, -inf), math.fmod(nan, 0.0), math.fmod(inf, nan), math.fmod(5.0, inf))
for f in (lambda: 0.0**-1, lambda: math.pow(0.0, -2.0), lambda: math.fmod(1.0, 0.0), lambda: math.fmod(inf, 2.0)):
    try:
        print(f())
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__)
