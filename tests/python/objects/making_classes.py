# __new__, __init_subclass__, metaclasses, type(), __class_getitem__, class decorators.
class S:
    one = None

    def __new__(cls, *a):
        if cls.one is None:
            cls.one = super().__new__(cls)
        return cls.one

    def __init__(self, v=0):
        self.v = v


print(S(1) is S(2), S().v)


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


print(Other())


class P:
    subs = []

    def __init_subclass__(cls, tag=None, **k):
        super().__init_subclass__(**k)
        P.subs.append((cls.__name__, tag))


class Q(P, tag="hi"):
    pass


class R(Q):
    pass


print(P.subs)


class M(type):
    def __new__(m, n, b, d, **k):
        d["extra"] = k.get("z", 0)
        return super().__new__(m, n, b, d)

    def __init__(c, n, b, d, **k):
        super().__init__(n, b, d)
        c.inited = True

    def __call__(c, *a):
        o = super().__call__(*a)
        o.tag = "made"
        return o

    def hello(c):
        return "hello " + c.__name__

    @property
    def prop(c):
        return "prop"

    def __getitem__(c, k):
        return (c.__name__, k)

    def __len__(c):
        return 3

    def __iter__(c):
        return iter("it")


class MM(metaclass=M, z=5):
    def __init__(self, a):
        self.a = a


class MN(MM):
    hello = "hidden"


print(MM.extra, MM.inited, MM(1).tag, MM.hello(), MN.hello, type(MN).__name__, MM.prop, MM[4], len(MM), list(MM))
print(isinstance(MM, M), isinstance(MM, type), hasattr(MM(1), "prop"), MM.__class__ is M)


class A:
    pass


T = type("T", (A,), {"k": 5, "f": lambda self: self.k})
print(T.k, T().f(), T.__name__, T.__bases__[0].__name__, issubclass(T, A))


class Cg:
    def __class_getitem__(cls, k):
        return (cls.__name__, k)


print(Cg[1])


def mark(cls):
    cls.marked = True
    return cls


@mark
class Dc:
    pass


print(Dc.marked)
print(type(A()) is A, A.__class__ is type, type(type) is type, type(1), type(None), type(type))
for call in (lambda: A(1), lambda: type(1, 2), lambda: type("n", (), 5), lambda: A.missing, lambda: type(None)(1), lambda: A() < A()):
    try:
        print(call())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
A.__name__ = "Renamed"
print(A.__name__)


class BadInit:
    def __init__(self):
        return 5


try:
    BadInit()
except TypeError:
    print("__init__ returned something")
