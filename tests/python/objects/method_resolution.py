# Order of bases (C3), super() in diamonds, methods taken from the class, static and class methods.
class X:
    def f(self):
        return "X"

    @staticmethod
    def s(a):
        return a * 2

    @classmethod
    def c(cls, a):
        return (cls.__name__, a)


class Y(X):
    def f(self):
        return "Y" + super().f()


class Z(X):
    def f(self):
        return "Z" + super().f()

    @classmethod
    def c(cls, a):
        return ("Z", super().c(a))


class W(Y, Z):
    def f(self):
        return "W" + super().f()


print(W().f(), [k.__name__ for k in W.__mro__], [k.__name__ for k in W.mro()])
print(X.f(W()), Y.f(W()), W().s(3), W.s(4), W.c(1), W().c(2), X.c(3))
print(W.__bases__ == (Y, Z), Y.__bases__ == (X,), W.__name__, W.__base__ is Y)
print(isinstance(W(), X), issubclass(W, Z), issubclass(Z, Y), isinstance(W(), (int, Z)), issubclass(W, (int, str)))
for bases in ((X, Y), (object, X), (int, str), (5,), (bool,)):
    try:
        type("Bad", bases, {})
        print("made")
    except TypeError:
        print("TypeError")


class Mixin:
    def describe(self):
        return "%s of %d" % (type(self).__name__, len(self))


class Stack(Mixin, list):
    pass


class Table(dict, Mixin):
    pass


print(Stack([1, 2]).describe(), Table(a=1).describe(), [k.__name__ for k in Stack.__mro__])


class Late:
    pass


o = Late()
Late.method = lambda self: "added later"
print(o.method())
Late.method = lambda self: "changed"
print(o.method())
o.method = lambda: "own"
print(o.method())
del o.method
del Late.method
print(hasattr(o, "method"))
f = W().f
print(f(), W.f(W()), f.__self__.__class__ is W)
