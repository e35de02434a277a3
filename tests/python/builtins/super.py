class A:
    value = "A value"
    def f(self, x):
        return ("A.f", x)
    @classmethod
    def make(cls):
        return cls.__name__
class B(A):
    def f(self, x):
        return super().f(x + 1)
    def g(self):
        return super(B, self).f(0), super().value
    @classmethod
    def make(cls):
        return "made " + super().make()
print(B().f(1), B().g(), B.make())
class C(B):
    def f(self, x):
        helper = lambda: x
        return super().f(helper())
print(C().f(5), C.make())
class D(A):
    def __getattr__(self, name):
        return "from __getattr__ " + name
    def h(self):
        return super().f(9)
print(D().h(), D().nothing)
class E(A):
    def f(self, x):
        def inner():
            return super(E, self).f(x)
        return inner()
print(E().f(2))
try:
    class F(A):
        def g(self):
            return super().missing
    F().g()
except AttributeError:
    print("AttributeError")
