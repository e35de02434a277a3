print(type(1) is int, type("") is str, type(None).__name__, type([]).__name__, type(int) is type, type(type) is type)
print(type(1.5).__name__, type(True).__name__, type(print).__name__ != "", type(lambda: 0).__name__, type(range(1)).__name__)
class C:
    pass
print(type(C()) is C, type(C) is type, type(C()).__name__, C.__class__ is type)
print(type(1) == int, type(1) != str, type(True) == int)
def g():
    yield
print(type(g()).__name__, type(C().__init__).__name__ != "", type(ValueError()).__name__)
D = type("D", (C,), dict(x=5))
print(D.x, D().x, issubclass(D, C), D.__name__)
print({int: "i", str: "s"}[type(3)])
for f in (lambda: type(), lambda: type(1, 2), lambda: type(1, 2, 3)):
    try:
        f()
    except TypeError:
        print("TypeError")
