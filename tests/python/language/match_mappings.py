# Mapping patterns.
from collections import OrderedDict


class Keys:
    NAME = "name"


def look(x):
    match x:
        case {"kind": "point", "at": [x, y]}:
            return "point", x, y
        case {Keys.NAME: name, **rest}:
            return name, rest
        case {1: {2: value}}:
            return "deep", value
        case {-1: a, None: b}:
            return a, b
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


print(look({"kind": "point", "at": (3, 4), "more": 1}))
rest = {"name": "x", "a": 1, "b": 2}
print(look(rest), rest)
print(look(OrderedDict(name="y")))
print(look({1: {2: [3]}}), look({1: {3: 4}}))
print(look({-1: 1, None: 2}), look({-1: 1}), look({}), look([1]), look("kind"))
