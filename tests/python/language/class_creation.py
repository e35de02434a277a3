# type(), __init_subclass__, __new__, metaclass behaviour that programs use.
Dynamic = type("Dynamic", (), {"x": 1, "double": lambda self: self.x * 2})
print(Dynamic.__name__, Dynamic().double())
Child = type("Child", (Dynamic,), {"x": 5})
print(Child().double(), Child.__bases__[0] is Dynamic)

class Singleton:
    instance = None

    def __new__(cls, *args):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
        return cls.instance

    def __init__(self, value):
        self.value = value

a, b = Singleton(1), Singleton(2)
print(a is b, a.value)

class Base:
    children = []

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        Base.children.append(cls.__name__)

class One(Base):
    pass

class Two(One):
    pass

print(Base.children)

def make(n):
    class Local:
        value = n
        def get(self):
            return n + 1
    return Local

print(make(3).value, make(4)().get())

class Outer:
    class Inner:
        value = "inner"

print(Outer.Inner.value, Outer.Inner.__name__)
