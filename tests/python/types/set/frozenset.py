f = frozenset("abc")
print(len(f), sorted(f), "a" in f, f == set("abc"), hash(f) == hash(frozenset("cba")), frozenset(f) is f, f.copy() is f)
print({f: 1}[frozenset("bca")], frozenset(), frozenset([1]))
for name in ("add", "remove", "pop", "update", "clear"):
    print(hasattr(f, name), end=" ")
print()
print(sorted(f - {"a"}), sorted(f ^ {"a", "z"}), f.isdisjoint("x"), f <= {"a", "b", "c", "d"}, f.issuperset("ab"))
nested = {frozenset([1, 2]), frozenset([2, 1]), frozenset()}
print(len(nested), frozenset([2, 1]) in nested)
