a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, a, a | {})
a |= b; print(a)
a |= [("w", 0)]; print(a)
print({1: 2} == {1: 2}, {1: 2} == {1: 3}, {1: 2, 3: 4} == {3: 4, 1: 2}, {} == [], {1: [2]} == {1: [2]}, {1: 2} != {1: 2})
print("x" in a, 1 in a, "x" not in a, bool({}), bool({0: 0}), len(a))
d = {1: "a"}
d[1.0] = "b"; d[True] = "c"
print(d, d[1])
for f in (lambda: {} | [], lambda: {} < {}, lambda: {} + {}, lambda: [] in {}, lambda: {}[[]]):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
