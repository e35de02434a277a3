d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i))
d["c"] = 3
print(list(k), list(v), list(i), "c" in k, 3 in v, ("c", 3) in i, ("c", 4) in i, "zz" in k)
print(sorted(k & {"a", "x"}), sorted(k | {"x"}), sorted(k - {"a"}), sorted(k ^ {"a", "x"}), sorted(i & {("a", 1), ("b", 9)}))
print(k == {"a", "b", "c"}, k < {"a", "b", "c", "d"}, k >= {"a"}, i == {("a", 1), ("b", 2), ("c", 3)}, k == ["a", "b", "c"])
print(k.isdisjoint("xyz"), k.isdisjoint("a"), type(k & {"a"}) is set)
print(list(reversed(k)), list(reversed(i)), sum(v), max(k), dict(i) == d)
for x, y in d.items():
    print(x, y, end="; ")
print()
del d["a"]
print(k, list(zip(d, d.values())))
print({}.keys(), {}.values(), {}.items(), bool({}.keys()), {1: 2}.keys() == {1: 3}.keys())
it = iter(i)
print(next(it), list(it), next(it, "end"))
