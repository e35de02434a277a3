def f(a, b=2):
    return a
print(f.__name__, (lambda: 0).__name__, type(f).__name__)
f.note = "kept"
print(f.note, hasattr(f, "other"))
class C:
    def m(self):
        return self
c = C()
print(c.m.__name__, c.m() is c, C.m(c) is c, c.m == c.m, c.m.__self__ is c, c.m.__func__ is C.m)
print([f, len].index(len), {f: 1}[f], f == f, f != c.m)
g = f
print(g is f, g(3))
for wrong in (lambda: f(), lambda: f(1, 2, 3), lambda: f(1, c=2), lambda: f.missing, lambda: len(1, 2), lambda: len()):
    try:
        wrong()
        print("no error")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
