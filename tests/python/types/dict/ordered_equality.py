# Two OrderedDicts are equal if they are in the same order too; with a plain dict order is no matter.
from collections import OrderedDict

a = OrderedDict([("x", 1), ("y", 2)])
b = OrderedDict([("y", 2), ("x", 1)])
print(a == b, a != b, a == dict(b), dict(a) == b, a == OrderedDict(a))
b["y"] = b.pop("y")
print(list(b), a == b)
b["z"] = 3
print(a == b, OrderedDict() == OrderedDict())


class Mine(OrderedDict):
    pass


print(Mine(a) == a, Mine([("y", 2), ("x", 1)]) == a)
