# What makes an int, a bool and a float numbers among others.
for number in (5, -3, 0, True, False, 2 ** 70, 1.5, -0.25):
    print(number, number.real, number.imag, number.conjugate(), number.as_integer_ratio())
print((7).numerator, (7).denominator, True.numerator, type(True.real).__name__)
print(hasattr(1.5, "numerator"), hasattr(1.5, "denominator"))


class Mine(int):
    pass


print(type(Mine(3).real).__name__, Mine(3).imag, type(Mine(3).conjugate()).__name__)
# Their special methods can be called by name.
print((7).__divmod__(2), (7).__rdivmod__(2), (7.5).__divmod__(2), (7).__divmod__("x"))
print((7).__int__(), (7).__float__(), (7).__index__(), (2.5).__int__(), (2.5).__trunc__(), (-2.5).__trunc__())
print((2.5).__floor__(), (2.5).__ceil__(), (-2.5).__floor__(), (7).__ceil__(), (2.5).__round__(), (1234).__round__(-2))
print(hasattr(1.0, "__index__"), hasattr(1, "__index__"), hasattr("", "__int__"))


class Doubled(int):
    def __int__(self):
        return super().__int__() * 2

    def __lt__(self, other):
        return super().__lt__(other)


print(int(Doubled(4)), Doubled(4) < 5)
print(object.__lt__(object(), 2) is NotImplemented, hasattr(object(), "__ge__"))
