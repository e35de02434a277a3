# Positional, default, keyword, starred, keyword-only.
def f(a, b=2, *args, c=3, d, **kwargs):
    print(a, b, args, c, d, sorted(kwargs.items()))

f(1, d=4)
f(1, 5, 6, 7, d=8, c=9, e=10, f=11)
f(*(1, 2, 3), **{"d": 4, "x": 5})
f(0, *[1], *[2, 3], d=1, **{"p": 1}, **{"q": 2})

def only(*, key):
    return key

print(only(key=1))

def positional(a, b, /, c):
    return a + b + c

print(positional(1, 2, c=3), positional(1, 2, 3))

for call in (lambda: f(), lambda: f(1), lambda: only(1), lambda: only(), lambda: only(key=1, other=2),
             lambda: positional(1, b=2, c=3), lambda: f(1, a=1, d=1), lambda: (lambda x: x)(1, 2)):
    try:
        call()
        print("no error")
    except TypeError:
        print("TypeError")
