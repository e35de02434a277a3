# A property's own methods, and the attributes of super()
class A:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        return self._x

    @x.setter
    def x(self, value):
        self._x = value

    @x.deleter
    def x(self):
        self._x = None


a = A()
print(A.x.__get__(a), A.x.__get__(None, A) is A.x, A.x.fget(a))
A.x.__set__(a, 5)
print(a.x)
A.x.__delete__(a)
print(a.x)


class B(A):
    def who(self):
        found = super()
        return found.__self__ is self, found.__self_class__.__name__, found.__thisclass__.__name__


class C(B):
    pass


print(B().who(), C().who())
