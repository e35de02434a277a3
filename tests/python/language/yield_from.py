# yield from hands everything through: values, sent ones, exceptions, the result.
def inner():
    try:
        a = yield 1
        print("inner got", a)
        b = yield 2
        print("inner got", b)
    except ValueError:
        print("inner caught")
        yield "recovered"
    return "done"

def outer():
    result = yield from inner()
    print("result", result)
    yield from [10, 20]
    yield from "ab"

g = outer()
print(next(g), g.send("x"), g.send("y"), next(g), list(g))
g = outer()
next(g)
print(g.throw(ValueError()), list(g))

def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x

print(list(flatten([1, [2, [3, 4], []], 5])))

def empty():
    return "nothing"
    yield

def delegate():
    print((yield from empty()))
    yield "end"

print(list(delegate()))
