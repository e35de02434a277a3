# Functions that yield.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1

print(list(count(4)), sum(count(5)), max(count(3)))
g = count(2)
print(next(g), next(g))
try:
    next(g)
except StopIteration:
    print("exhausted")
print(next(g, "default"))

def with_return():
    yield 1
    return "result"

g = with_return()
next(g)
try:
    next(g)
except StopIteration as e:
    print(e.value)

def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

for n in fibonacci():
    if n > 50:
        break
    print(n, end=" ")
print()

def tree(t):
    if t:
        left, value, right = t
        for x in tree(left):
            yield x
        yield value
        for x in tree(right):
            yield x

print(list(tree(((None, 1, None), 2, (None, 3, (None, 4, None))))))
print(iter(g) is g)
