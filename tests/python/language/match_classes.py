# Class patterns: by position through __match_args__, by keyword, of builtin types.
class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


def where(p):
    match p:
        case Point3(z=0):
            return "flat"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return "on y", y
        case Point(x, y=0):
            return "on x", x
        case Point(Point() as inner, y):
            return "nested", inner.x, y
        case Point():
            return "somewhere"
        case str(text) | bytes(text):
            return text
        case [Point(x, y), *_]:
            return "list", x, y
        case dict(d):
            return "dict", d
        case float() | int():
            return "number"
    return None


for p in (Point3(1, 2, 0), Point(0, 0), Point(0, 5), Point(5, 0), Point(Point(1, 2), 3), Point(5, 5), "text", b"bytes",
          [Point(1, 2), 3], {1: 2}, 1.5, True, None, Point3(5, 5, 1)):
    print(where(p))


class Plain:
    a = 1


match Plain():
    case Plain(missing=1):
        print("wrong")
    case Plain(a=1):
        print("attribute of the class")


def fails(function):
    try:
        function()
    except TypeError as error:
        print("TypeError")


def too_many():
    match Point(1, 2):
        case Point(1, 2, 3):
            pass


def twice():
    match Point(1, 2):
        case Point(1, x=1):
            pass


def no_class():
    f = len
    match 3:
        case f():
            pass


def no_tuple():
    class Odd:
        __match_args__ = ["a"]
    match Odd():
        case Odd(1):
            pass


for function in (too_many, twice, no_class, no_tuple):
    fails(function)
