# __getattr__, __getattribute__, __setattr__, __delattr__, descriptors, properties.
class H:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattr__(self, n):
        if n.startswith("a"):
            return n.upper()
        raise AttributeError(n)

    def __setattr__(self, n, v):
        self.log.append((n, v))
        super().__setattr__(n, v)

    def __delattr__(self, n):
        self.log.append(n)
        object.__delattr__(self, n)


h = H()
h.b = 3
print(h.b)
del h.b
print(h.abc, h.log, hasattr(h, "zzz"), getattr(h, "zz", 4))


class G:
    x = 1

    def __getattribute__(self, n):
        if n == "magic":
            return 42
        return object.__getattribute__(self, n)


class Both(G):
    def __getattr__(self, n):
        return "fallback " + n


g = G()
g.k = 2
print(g.magic, g.x, g.k, hasattr(g, "no"), Both().nothing, Both().magic, Both().x)


class D:
    def __set_name__(self, owner, n):
        self.n = n
        print("set_name", owner.__name__, n)

    def __get__(self, o, t):
        return self if o is None else ("get", self.n, t.__name__)

    def __set__(self, o, v):
        print("set", v)

    def __delete__(self, o):
        print("delete")


class N:
    def __get__(self, o, t):
        return "nondata"


class U:
    d = D()
    n = N()


u = U()
print(u.d, u.n)
u.d = 5
u.n = 6
print(u.n, u.__dict__)
del u.d
print(type(U.d).__name__)


class P:
    def __init__(self):
        self._p = 1

    @property
    def p(self):
        return self._p

    @p.setter
    def p(self, v):
        self._p = v

    @p.deleter
    def p(self):
        del self._p

    @property
    def read_only(self):
        return "r"


class Q(P):
    @property
    def p(self):
        return super().p * 100


o = P()
o.p = 42
print(o.p, o.read_only, Q().p)
del o.p
for action in (lambda: o.p, lambda: setattr(o, "read_only", 1), lambda: delattr(o, "read_only"), lambda: setattr(Q(), "p", 1)):
    try:
        action()
    except AttributeError:
        print("AttributeError")
print(isinstance(P.p, property), P.p.fget(P()))


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


print(Slotted().a)


class Cached:
    def __init__(self, f):
        self.f = f

    def __get__(self, o, t):
        value = o.__dict__.get(self.f.__name__)
        setattr(o, self.f.__name__, self.f(o))
        return getattr(o, self.f.__name__)


class Uses:
    @Cached
    def value(self):
        print("computed")
        return 5


c = Uses()
print(c.value, c.value)
