# List, set and dict comprehensions.
print([x * x for x in range(6)])
print([x for x in range(20) if x % 2 if x % 3])
print([(x, y) for x in range(3) for y in range(x)])
print([[row * col for col in range(3)] for row in range(3)])
print({k: v for k, v in zip("abc", range(3))})
print(sorted({x % 3 for x in range(10)}))
print({x: {y: x * y for y in range(2)} for x in range(2)})
print([a + b for a, b in [(1, 2), (3, 4)]])
x = "outside"
[x for x in range(3)]
print(x)
def f(n):
    return [i + n for i in range(n)]
print(f(3))
print([y for x in [[1, 2], [3]] for y in x])
class C:
    items = [1, 2, 3]
    doubled = [i * 2 for i in items]
print(C.doubled)
print([i if i > 1 else -i for i in range(4)])
