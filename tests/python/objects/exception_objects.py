# Exceptions as objects: arguments, text, attributes, subclasses, causes and contexts.
for e in [ValueError("x"), ValueError(), ValueError(1, 2), KeyError("a"), KeyError(1), KeyError(), OSError(), StopIteration(3),
          SystemExit(3), Exception("a\nb"), UnicodeError("u"), NotImplementedError("n"), AssertionError()]:
    print(type(e).__name__, "|", str(e), "|", e.args)


class E(Exception):
    def __init__(self, a):
        self.a = a


class E2(Exception):
    def __str__(self):
        return "hey"


class E3(ValueError):
    extra = "cls"

    def __init__(self, msg, code):
        super().__init__(msg)
        self.code = code


for make in (lambda: E(5), lambda: E2(5), lambda: E3("m", 7)):
    try:
        raise make()
    except Exception as e:
        print(type(e).__name__, str(e), e.args, sorted(e.__dict__.items()), isinstance(e, ValueError))
print(E3.__mro__[1].__name__, issubclass(E3, Exception), E3.extra, E3("a", 2).code)


def raised(how):
    try:
        try:
            1 / 0
        except ZeroDivisionError as z:
            if how == "from":
                raise ValueError("v") from z
            if how == "none":
                raise ValueError("v") from None
            raise ValueError("v")
    except ValueError as e:
        return e


for how in ("from", "none", "context"):
    e = raised(how)
    print(type(e.__cause__).__name__, type(e.__context__).__name__, e.__suppress_context__)
for wrong in (5, "text", object, None):
    try:
        raise wrong
    except TypeError:
        print("TypeError")
try:
    raise ValueError
except ValueError as e:
    print(repr(e))
print(StopIteration(5).value, SystemExit(4).code, OSError(2, "x").errno, OSError(2, "x").strerror)
e = ValueError("a")
e.args = (1, 2)
print(e.args, e, e.__cause__, e.__traceback__)
print(Exception("a") == Exception("a"), e == e, hash(e) == hash(e))
try:
    ValueError(x=1)
except TypeError:
    print("no keywords")
