d = {"a": 1, "b": 2}
print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("z", "none"), d)
print(d.setdefault("b", 9), d.setdefault("c", 3), d.setdefault("n"), d)
d.update({"b": 20, "d": 4}); print(d)
d.update([("e", 5), ["f", 6]], g=7); print(d)
d.update(); d.update(h=8); print(len(d))
print(d.popitem(), d.popitem(), len(d))
c = d.copy(); c["new"] = 1
print("new" in d, "new" in c, c == d)
d.clear(); print(d, len(d), bool(d))
print(dict.fromkeys("abc"), dict.fromkeys([1, 2], 0), dict.fromkeys(range(2), []))
class D(dict):
    pass
print(type(D.fromkeys("x", 1)).__name__, D.fromkeys("x", 1))
for f in (lambda: {}.popitem(), lambda: {}.pop("k"), lambda: {}["k"], lambda: {}.update(5), lambda: {}.update([1]), lambda: {}.update([(1,)]), lambda: {}.update([(1, 2, 3)]), lambda: {}.get(), lambda: {}.get([])):
    try:
        f()
        print("no error")
    except (KeyError, TypeError, ValueError) as e:
        print(type(e).__name__)
