# The body of a class is a scope that its methods do not see.
x = "global"

class C:
    x = "class"
    y = x

    def method(self):
        return x

    def own(self):
        return self.x

    z = [x for _ in range(1)]

print(C.y, C().method(), C().own(), C.z)

def f():
    x = "function"
    class D:
        y = x
        def get(self):
            return x
    return D

print(f().y, f()().get())

class E:
    def __init__(self):
        __class__.made = True

E()
print(E.made)

class F:
    global created_in_class
    created_in_class = 1
print(created_in_class, hasattr(F, "created_in_class"))
