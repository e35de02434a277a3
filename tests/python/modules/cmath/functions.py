# desktop only: the chip has no cmath
# Functions of complex numbers.
import cmath


def show(z):
    print("%.6g %.6g" % (z.real, z.imag) if isinstance(z, complex) else "%.6g" % z)


for z in (1j, -1, 3 + 4j, complex(-0.5, -2), 2.5):
    for f in (cmath.exp, cmath.log, cmath.log10, cmath.sqrt, cmath.cos, cmath.sin, cmath.phase):
        show(f(z))
    print("%.6g %.6g" % cmath.polar(z))
show(cmath.rect(2, 1))
show(cmath.log(8, 2))
show(cmath.pi)
show(cmath.e)
for f, z in ((cmath.log, 0), (cmath.exp, 1e6), (cmath.sin, "1"), (cmath.sqrt, None)):
    try:
        f(z)
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__)
