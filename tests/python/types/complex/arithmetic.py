a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, -a, +a, abs(a), a.conjugate(), a.real, a.imag, bool(0j), bool(1j))
print(a + 1, 1 - a, 2.5 * a, a / 2, True + 1j, (1 << 20) + 0.5j, (1 << 70) * 1j == (1 << 70) * 1.0 * 1j, 10 / a)
print(a**2, a**0, b**3, (1 + 1j) ** -2, 0j**2, 0j**0)
for value in (2j**0.5, (-8) ** (1 / 3), (-1.5) ** 2.25, 1j**1j, 2 ** (1 + 1j)):
    print("%.4f %.4f" % (value.real, value.imag))
print(a == 3 + 4j, a != 3, 2 + 0j == 2, 2.0 == 2 + 0j, 1j == "j", True == 1 + 0j, hash(5 + 0j) == hash(5), {1 + 0j: "x"}[1], len({1j, 1j, 2j}))
z = 1j
z += 2
print(z, z in (1, 2 + 1j), isinstance(z, complex), type(z), complex is type(1j), sum([1j, 2, 3.5]))


class Other:
    def __radd__(self, left):
        return "other and " + str(left)


print(1j + Other())
for f in (
    lambda: 1j / 0,
    lambda: 0j**-1,
    lambda: 0j**1j,
    lambda: 1j < 2j,
    lambda: 1j // 2,
    lambda: 1j % 2,
    lambda: ~1j,
    lambda: 1 | 1j,
    lambda: 1j + [],
    lambda: int(1j),
    lambda: float(1j),
):
    try:
        print(f())
    except (ZeroDivisionError, TypeError) as e:
        print(type(e).__name__)
try:
    z.imag = 5
except AttributeError:
    print("AttributeError")
