print(True, False, int(True), True + True, True * 3, True == 1, False == 0, True is True, bool(0), bool("x"), bool([]), bool(None))
print(True & False, True | False, True ^ True, ~True == -2, not True, -True, True < 2, True / 2)
print(str(True), repr(False), "%d %s" % (True, False), [10, 20][True], isinstance(True, int), {True: "t"}[1])
print(type(True & True).__name__, type(True + 1).__name__, type(True & 1).__name__, bool(2.5), bool(-1), bool(()))
class T:
    def __bool__(self):
        return False
print(bool(T()), not T(), 1 if T() else 2)
class W:
    def __bool__(self):
        return 1
try:
    bool(W())
except TypeError:
    print("TypeError")
