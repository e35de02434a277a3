print([], [1], [1, "a", None, [2.5]], list(), list("abc"), list((1, 2)), list({"k": 1}), list(range(3)))
a = [1]; a.append(a); a.append([a])
print(a, str(a) == repr(a))
b = list(a); print(b == b, b is a, len(b))
print([[]] == [list()], bool([]), bool([0]))
class L(list):
    pass
x = L([1, 2])
print(x, type(x).__name__, x == [1, 2], type(x + [3]).__name__, type(x[:]).__name__, type(x.copy()).__name__)
for f in (lambda: list(5), lambda: list(1, 2), lambda: list(x=1)):
    try:
        f()
    except TypeError:
        print("TypeError")
big = list(range(1000))
print(len(big), big[999], sum(big))
while len(big) > 3:
    big.pop()
print(big)
