# Generator expressions are lazy, and have a scope of their own.
log = []
def note(x):
    log.append(x)
    return x

g = (note(x) for x in range(5) if x % 2 == 0)
print(log)
print(next(g), log)
print(list(g), log)
x = "kept"
print(sum(x for x in range(4)), x)
print(tuple((a, b) for a in "ab" for b in (1, 2)))
print(any(n > 3 for n in range(10)), all(n < 3 for n in range(10)))
print(dict((k, len(k)) for k in ("a", "bb")))
n = 3
print(list(n * i for i in range(n)))
print("-".join(str(i) for i in range(4)))
