# desktop only: the chip has no unions of classes
# X | Y of classes is what isinstance() takes for one of several.
class A:
    pass


class B(A):
    pass


either = int | str
print(either, isinstance(1, either), isinstance("a", either), isinstance(1.5, either))
print(isinstance(True, int | None), isinstance(None, int | None), isinstance(None, None | str), isinstance([], None | str))
print(issubclass(B, A | int), issubclass(B, int | str), int | str | float | None)
print(int | int, (int | str) | (str | bytes), isinstance(B(), list | A))
print(int | str == int | str, hash(int | str) == hash(int | str))
for wrong in (lambda: int | 5, lambda: "int" | int, lambda: int & str, lambda: isinstance(1, int | [])):
    try:
        wrong()
        print("made")
    except TypeError:
        print("TypeError")
