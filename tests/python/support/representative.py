# A little of everything, in few allocations: the program that torture.py runs with the Nth allocation failing, for every N.
class Shape:
    sides = 0

    def __init__(self, name, *sizes, scale=1):
        self.name = name
        self.sizes = [size * scale for size in sizes]

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r}, {sum(self.sizes):>4})"

    @property
    def total(self):
        return sum(self.sizes)


class Square(Shape):
    sides = 4

    def __init__(self, size):
        super().__init__("square", *[size] * 4, scale=2)

    def __eq__(self, other):
        return self.sizes == other.sizes


def numbers(limit):
    a, b = 0, 1
    while a < limit:
        yield a
        a, b = b, a + b


def outer(n):
    def inner(m, **options):
        nonlocal n
        n += m
        return n, sorted(options.items())

    return inner


shapes = [Shape("line", 3), Square(2), Square(2)]
print(shapes, shapes[1] == shapes[2], shapes[1].total)
print(list(numbers(50)), {n: n * n for n in numbers(20)}, {n % 3 for n in numbers(30)})
print(outer(5)(6, b=1, a=2), 7 ** 40, 10 ** 30 // 7, "%5.2f|%-4s|%x" % (2.5, "ab", 255))
try:
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("no", 1) from error
except ValueError as error:
    print(repr(error), repr(error.__cause__))
text = "one,two,,three"
print(text.split(","), text.replace("o", "0").upper(), text[::-2], b"\x00\xff" + bytes(2))
first, *rest = (x for x in range(5) if x % 2 == 0)
print(first, rest, list(zip("abc", map(str, rest))), max([3, 9, 2], key=lambda v: -v))
exec("value = 1 + 2\nprint(value)")
import functools

print(functools.reduce(lambda a, b: a * b, range(1, 12)))
