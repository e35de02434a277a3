# A metaclass decides what isinstance() and issubclass() say.
class Meta(type):
    def __instancecheck__(cls, obj):
        return obj == 5

    def __subclasscheck__(cls, other):
        return other is int


class A(metaclass=Meta):
    pass


print(isinstance(5, A), isinstance(6, A), issubclass(int, A), issubclass(str, A), isinstance(5, (str, A)))


class Text(str):
    pass


class Shown:
    def __str__(self):
        return Text("abc")

    def __repr__(self):
        return Text("def")


print(type(str(Shown())).__name__, type(repr(Shown())).__name__, type(str(Text("x"))).__name__)
print("%s %r" % (Shown(), Shown()), f"{Shown()!r}", [Shown()])
