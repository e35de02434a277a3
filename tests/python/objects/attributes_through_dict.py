# What is written into x.__dict__ reaches x.
class A:
    pass


a = A()
a.__dict__["x"] = 1
a.__dict__.update(y=2, z=3)
print(a.x, a.y, a.z, vars(a))
del a.__dict__["x"]
print(hasattr(a, "x"), a.__dict__.pop("y"), hasattr(a, "y"), a.__dict__.setdefault("w", 5), a.w)
attributes = a.__dict__
attributes |= {"v": 6}
print(a.v, sorted(attributes), attributes == {"z": 3, "w": 5, "v": 6}, len(attributes), isinstance(attributes, dict))
attributes.clear()
print(vars(a), dict(attributes))
a.__dict__ = {"p": 1, "q": 2}
print(a.p + a.q, a.__dict__)
a.__dict__.popitem()
print(a.__dict__, {**a.__dict__}, (lambda **named: named)(**a.__dict__))


class Cached:
    """A descriptor that keeps its result under its own name, so that it is asked only once."""

    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        print("computed")
        value = instance.__dict__[self.name] = self.function(instance)
        return value


class B:
    @Cached
    def area(self):
        return 42


b = B()
print(b.area, b.area)
