print(None, repr(None), str(None), bool(None), None is None, None == 0, None != 1, type(None).__name__, hash(None) == hash(None))
for f in (lambda: None + 1, lambda: None < 1, lambda: None(), lambda: None[0], lambda: len(None), lambda: None.x, lambda: [x for x in None]):
    try:
        f()
        print("no error")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__)
def f():
    pass
print(f(), [None], {None: None}, (None,))
