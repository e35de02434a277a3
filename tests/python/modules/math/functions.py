import math
def close(a, b):
    return abs(a - b) <= 1e-5 * max(1, abs(b))
print(math.sqrt(16), math.pow(2, 10), math.exp(0), math.log(1), math.floor(2.7), math.floor(-2.5), math.ceil(2.1), math.ceil(-2.9), math.trunc(-2.7))
print(close(math.pi, 3.14159265), close(math.e, 2.71828182), close(math.sin(math.pi / 6), 0.5), close(math.cos(0), 1), close(math.tan(math.pi / 4), 1))
print(close(math.asin(1), math.pi / 2), close(math.acos(1), 0), close(math.atan(1) * 4, math.pi), close(math.atan2(-1, -1), -3 * math.pi / 4))
print(math.fabs(-2.5), math.fmod(7, 3), math.fmod(-7, 3), math.copysign(3, -0.0), math.modf(2.75), math.modf(-0.5), math.frexp(8), math.ldexp(0.5, 4))
print(math.isfinite(1), math.isinf(math.inf), math.isnan(math.nan), math.isnan(1), math.isfinite(-math.inf))
print(close(math.radians(180), math.pi), close(math.degrees(math.pi), 180), math.log(8, 2) == 3, math.log2(8), math.log10(1000) == 3)
print(math.floor(5), math.ceil(10**20) == 10**20, math.gcd(12, 18), math.gcd(-4, 6), math.hypot(3, 4), math.isclose(1, 1.0000000001), math.isclose(1, 2))
for f in (lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.acos(2), lambda: math.exp(100000), lambda: math.fmod(1, 0), lambda: math.sqrt("a"), lambda: math.floor(math.inf), lambda: math.floor(math.nan), lambda: math.pow(0, -1), lambda: math.pow(-8, 0.5)):
    try:
        f()
        print("no error")
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__)
print(math.sqrt(math.inf), math.exp(-math.inf), math.isnan(math.sqrt(math.nan)), math.isnan(math.sin(math.nan)))
