# Functions keep the variables around them, not their values.
def counter(start):
    n = start
    def step(by=1):
        nonlocal n
        n += by
        return n
    def reset():
        nonlocal n
        n = start
    return step, reset

step, reset = counter(10)
print(step(), step(5))
reset()
print(step())
other, _ = counter(0)
print(other(), step())

functions = []
for i in range(3):
    functions.append(lambda: i)
print([f() for f in functions])
functions = [lambda i=i: i for i in range(3)]
print([f() for f in functions])

def a(x):
    def b(y):
        def c(z):
            return (x, y, z)
        return c
    return b

print(a(1)(2)(3))

def adders():
    return [lambda x, n=n: x + n for n in (1, 10, 100)]

print([f(1) for f in adders()])

def use_before():
    def inner():
        return value
    value = 7
    return inner()

print(use_before())
