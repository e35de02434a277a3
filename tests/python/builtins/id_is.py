a = [1]
b = [1]
c = a
print(id(a) == id(c), id(a) == id(b), a is c, a is b, a == b)
print(None is None, True is True, ... is Ellipsis, NotImplemented is NotImplemented)
print(type(id(a)) is int, id(a) == id(a))
x = "interned"
print(x is x, 5 is not None)
