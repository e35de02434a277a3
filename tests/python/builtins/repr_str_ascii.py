values = [0, -1, 1.5, 2.0, 1e20, "a'b", 'q"q', "\n\t\\", "é", b"a\xff'", None, True, [1, "x"], (1,), (), {}, {"a": (1, 2)}, set(), {1}, frozenset(), frozenset([1]), ..., NotImplemented, slice(1, None, 2), bytearray(b"ab"), range(2)]
for v in values:
    print(repr(v), str(v))
print(ascii("é\u20ac\U0001F600"), ascii(["ü"]), ascii(5))
a = [1]
a.append(a)
d = {"self": a}
d["d"] = d
print(a, d)
t = ([],)
t[0].append(t)
print(t)
