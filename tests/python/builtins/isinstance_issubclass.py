class A:
    pass
class B(A):
    pass
b = B()
print(isinstance(b, B), isinstance(b, A), isinstance(b, object), isinstance(b, int), isinstance(A(), B))
print(isinstance(5, (str, int)), isinstance(5, (str, (list, (int,)))), isinstance(5, ()))
print(isinstance(True, int), isinstance(None, type(None)), isinstance(int, type), isinstance(B, type), isinstance(1.0, float))
print(issubclass(B, A), issubclass(A, B), issubclass(A, A), issubclass(bool, int), issubclass(B, (int, A)), issubclass(int, object))
for f in (lambda: isinstance(1, 1), lambda: issubclass(1, int), lambda: issubclass(int, 1), lambda: isinstance(1, (1,)), lambda: isinstance(1)):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
