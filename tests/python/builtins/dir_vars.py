class Base:
    inherited = 1
class C(Base):
    own = 2
    def method(self):
        pass
c = C()
c.attribute = 3
names = dir(c)
print([n for n in names if not n.startswith("__")], names == sorted(names))
print([n for n in dir(C) if not n.startswith("__")])
print("append" in dir([]), "append" in dir(list), "upper" in dir(""), "sqrt" in dir(__import__("math")))
print(vars(c))
def f():
    only = 1
x = 5
print("x" in dir(), "c" in dir(), "only" in dir())
class Own:
    def __dir__(self):
        return ["z", "a"]
print(dir(Own()))
