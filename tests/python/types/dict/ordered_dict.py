from collections import OrderedDict
d = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
d.move_to_end("a"); print(list(d.items()))
d.move_to_end("c", last=False); print(list(d.items()))
print(d.popitem(), d.popitem(last=False), list(d))
print(isinstance(d, dict), len(OrderedDict()), OrderedDict(x=1) == {"x": 1})
for f in (lambda: OrderedDict().popitem(), lambda: d.move_to_end("zz")):
    try:
        f()
    except KeyError:
        print("KeyError")
