# bool derives from int; its operators & | ^ stay bools.
print(issubclass(bool, int), isinstance(True, int), type(True), bool(0), bool(""), bool([1]), bool())
print(True + True, True * 5, -True, ~True, True << 3, True / 2, 5 - False)
print(True & False, True | False, True ^ True, True & 1, type(True & True), type(True | 0))
print(str(True), repr(False), "%d %s" % (True, False), [10, 20][True], sum([True, False, True]))
print(True == 1, False == 0, True < 2, {True: "a"}[1], f"{True} {False!r} {True:d} {True:5}|{False:<4}|")
print(int(True), float(True), True is True, not True, not 0, not [])
