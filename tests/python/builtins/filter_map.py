print(list(filter(None, [0, 1, "", "a", [], [0]])))
print(list(filter(lambda x: x % 2, range(6))))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], (10, 20))))
print(list(map(max, "ab", "ba", "cc")))
m = map(lambda x: print("call", x) or x, [1, 2, 3])
print(next(m))
print(iter(m) is m, list(m))
def fail(x):
    raise ValueError(x)
try:
    list(map(fail, [7]))
except ValueError as e:
    print(e)
for wrong in (lambda: map(str), lambda: filter(None), lambda: map(str, 5), lambda: filter(str, 5)):
    try:
        wrong()
    except TypeError:
        print("TypeError")
