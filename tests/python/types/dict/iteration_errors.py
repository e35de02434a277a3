# A dict that changes its size while it is walked is noticed.
def walk(change, view=lambda d: d):
    d = {"a": 1, "b": 2, "c": 3}
    try:
        for k in view(d):
            change(d)
        print("finished", d)
    except RuntimeError as e:
        print("RuntimeError", e)
walk(lambda d: d.update(a=5))
walk(lambda d: d.update(z=5))
walk(lambda d: d.pop("a", None))
walk(lambda d: d.clear())
walk(lambda d: d.setdefault("new"), lambda d: d.items())
walk(lambda d: d.popitem(), lambda d: d.values())
d = {"a": 1}
it = iter(d)
d["b"] = 2
try:
    next(it)
except RuntimeError:
    print("RuntimeError")
for k in list(d):
    del d[k]
print(d)
