class C:
    def method(self):
        pass
class D:
    def __call__(self):
        return 1
def f():
    pass
for x in (f, C, C(), D(), D, C().method, C.method, len, [].append, 5, "s", None, lambda: 0, int):
    print(callable(x), end=" ")
print()
