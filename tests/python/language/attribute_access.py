# __getattr__, __setattr__, __delattr__.
class Proxy:
    def __init__(self, target):
        super().__setattr__("target", target)

    def __getattr__(self, name):
        print("get", name)
        return getattr(self.target, name)

    def __setattr__(self, name, value):
        print("set", name, value)
        setattr(self.target, name, value)

    def __delattr__(self, name):
        print("del", name)
        delattr(self.target, name)

class Target:
    x = 1

t = Target()
p = Proxy(t)
print(p.x)
p.y = 5
print(t.y, p.y)
del p.y
print(hasattr(t, "y"))
try:
    p.missing
except AttributeError:
    print("AttributeError")

class Lazy:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        value = name * 2
        setattr(self, name, value)
        return value

lazy = Lazy()
print(lazy.ab, lazy.ab, lazy.__dict__)
print(getattr(lazy, "_no", None))
