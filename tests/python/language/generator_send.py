# send, throw and close.
def average():
    total = 0
    n = 0
    result = None
    while True:
        x = yield result
        total += x
        n += 1
        result = total / n

g = average()
next(g)
print(g.send(10), g.send(20), g.send(3))

def guarded():
    try:
        while True:
            try:
                x = yield
                print("got", x)
            except ValueError as e:
                print("caught", e)
                yield "handled"
    finally:
        print("cleanup")

g = guarded()
next(g)
g.send(1)
print(g.throw(ValueError("v")))
next(g)
g.close()
try:
    next(g)
except StopIteration:
    print("closed")

g = guarded()
try:
    g.send(1)
except TypeError:
    print("cannot send before the first yield")
g = guarded()
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("KeyError", e)

def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

g = stubborn()
next(g)
try:
    g.close()
except RuntimeError:
    print("ignored GeneratorExit")
