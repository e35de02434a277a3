# Values to text.
import json
from collections import OrderedDict, namedtuple

for value in (None, True, False, 0, -5, 123456789012345678901234567890, 0.5, -1.5e10, "", "a\"b\\c/\n\r\t\b\f\x01\x7f", "é€\U0001f600",
              [], [1, [2, ()]], (1,), {}, {"a": {"b": []}}, {1: 2, None: 3, True: 4, 1.5: 5}, OrderedDict([("z", 1), ("a", 2)])):
    print(json.dumps(value))
print(json.dumps(float("inf")), json.dumps([-float("inf"), float("nan")]))


class Number(int):
    def __repr__(self):
        return "not this"


class Text(str):
    pass


print(json.dumps([Number(5), Text("t"), namedtuple("P", "x y")(1, 2)]))
data = {"b": [1, {"c": ()}], "a": {}}
print(json.dumps(data, indent=2))
print(json.dumps(data, indent="\t", sort_keys=True))
print(json.dumps(data, indent=0), json.dumps([1, 2], separators=(",", ":")), json.dumps({"a": 1}, separators=[" ; ", "="]))
print(json.dumps("é", ensure_ascii=False), json.dumps({3, 4}, default=sorted), json.dumps(1, indent=4))
for value in ({(1, 2): 3}, object, {"a": {1}}):
    try:
        json.dumps(value)
    except TypeError as e:
        print(e)
loop = [1]
loop.append({"x": loop})
try:
    json.dumps(loop)
except ValueError as e:
    print(e)
deep = []
for _ in range(400):
    deep = [deep]
try:
    print(json.dumps(deep)[:5])
except RuntimeError:  # the chip's stack is smaller
    print("[[[[[")
for separators in (1, (",",), (1, 2)):
    try:
        json.dumps([1, 2], separators=separators)
    except (TypeError, ValueError):
        print("refused")
