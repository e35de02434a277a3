# object.__class__ can be set to a class whose instances are laid out alike.
class A:
    def who(self):
        return "A", self.__dict__


class B:
    def who(self):
        return "B", self.__dict__


class C(A):
    pass


a = A()
for i in range(6):
    setattr(a, "x%d" % i, i)
a.__class__ = B
print(a.who(), type(a).__name__, isinstance(a, A))
a.more = 7
del a.x0
print(a.who())
a.__class__ = C
print(a.who(), a.x5, A().who())
for kind in (int, 5, type("L", (list,), {})):
    try:
        a.__class__ = kind
    except TypeError:
        print("TypeError")
print(type(a).__name__)
