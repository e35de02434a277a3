# A class derived from float.
class Celsius(float):
    def kelvin(self):
        return Celsius(self + 273)
c = Celsius(1.5)
print(c, c.kelvin(), c + 1, 1 + c, c == 1.5, isinstance(c, float), type(c + 1) is float, "%.1f" % c, f"{c:.2f}")
c.place = "here"
print(c.place, Celsius("2.5"), Celsius(), hash(c) == hash(1.5), bool(Celsius(0)), -c)
