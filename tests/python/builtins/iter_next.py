it = iter([1, 2])
print(next(it), next(it), next(it, "end"))
try:
    next(it)
except StopIteration as e:
    print("StopIteration", e.args)
n = 0
def step():
    global n
    n += 1
    return n
print(list(iter(step, 4)), n)
values = iter([5, 0, 7])
print(list(iter(lambda: next(values), 0)), list(values))
for kind in ([1], (1,), "a", {1}, {1: 2}, range(1), b"a"):
    i = iter(kind)
    print(iter(i) is i, next(i), next(i, None))
for wrong in (lambda: iter(5), lambda: next([]), lambda: next(5), lambda: iter(5, 0)):
    try:
        wrong()
    except TypeError:
        print("TypeError")
