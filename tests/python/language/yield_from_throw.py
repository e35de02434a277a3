def leaf():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("leaf: exit")
    except KeyError as e:
        print("leaf:", type(e).__name__, e.args)
        yield 20


def outer(inner):
    try:
        print("result", (yield from inner))
    except GeneratorExit:
        print("outer: exit")
        raise


g = outer(leaf())
print(next(g))
g.close()  # both see it, whatever the leaf makes of it
print(next(g, "ended"))

g = outer(leaf())
next(g)
try:
    g.throw(GeneratorExit)
except GeneratorExit:
    print("out")

g = outer(leaf())
next(g)
print(g.throw(KeyError("k")), next(g, "ended"))


def plain(inner):
    print("result", (yield from inner))


class Source:
    def __iter__(self):
        return self

    def __next__(self):
        return 5

    def throw(self, what):
        print("throw", what)
        return 6

    def close(self):
        print("close")


g = plain(Source())
print(next(g), g.throw(ValueError), g.throw("not an exception"))
g.close()

g = plain(iter([1, 2]))
next(g)
for thrown in (ValueError("v"), 5):
    try:
        g.throw(thrown)
    except (ValueError, TypeError) as e:
        print(type(e).__name__)
    g = plain(iter([1, 2]))
    next(g)


def stop_at_three(x):
    if x == 3:
        raise StopIteration("three")
    return x


print(list(plain(map(stop_at_three, range(10)))))
