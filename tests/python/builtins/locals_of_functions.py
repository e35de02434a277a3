# desktop only: the chip does not keep the names of variables
def outer(a, *rest, keyword=3, **others):
    x = 1

    def inner():
        nonlocal x
        y = a
        print(sorted(locals().items()))
        return eval("y + x")

    print(inner())
    names = locals()
    del names["inner"]
    print(sorted(names.items()))
    for i in range(2):
        pass
    exec("print(x, i)")
    print(sorted(dir()))
    print(eval("x", {"x": 5}), eval("x", {"x": 5}, {"x": 6}))
    print((lambda p: locals())(4))


outer(1, 2, q=4)


def empty():
    return locals()


print(empty())


def generate():
    v = 1
    yield locals()["v"]
    v = 2
    yield locals()["v"]


print(list(generate()))
