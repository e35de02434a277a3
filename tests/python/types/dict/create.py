print({}, dict(), dict(a=1, b=2), dict({"x": 1}), dict([("k", "v"), (1, 2)]), dict({"x": 1}, x=2, y=3), dict(zip("ab", (1, 2))))
class Mapping:
    def keys(self):
        return ["one", "two"]
    def __getitem__(self, key):
        return key.upper()
print(dict(Mapping()), {**Mapping()})
print({"a": 1, "a": 2}, {1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2})
print({(1, 2): 3, None: 4, frozenset([1]): 5, "k": {}, b"b": 6})
for f in (lambda: {[]: 1}, lambda: {{}: 1}, lambda: dict(5), lambda: dict([1]), lambda: dict(1, 2), lambda: {set(): 1}):
    try:
        f()
        print("no error")
    except (TypeError, ValueError) as e:
        print(type(e).__name__)
