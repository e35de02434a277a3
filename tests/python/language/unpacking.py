# Assignment to several targets, starred and nested.
a, b = 1, 2
a, b = b, a
print(a, b)
(a, b), c = [3, 4], "5"
print(a, b, c)
first, *rest = "hello"
print(first, rest)
*init, last = range(5)
print(init, last)
head, *middle, tail = (1, 2)
print(head, middle, tail)
[x, y] = {"k": 1, "l": 2}
print(x, y)
for first, *others in [(1, 2, 3), (4,)]:
    print(first, others)
x = y = z = 0
print(x, y, z)
for wrong in ((1,), (1, 2, 3), ()):
    try:
        a, b = wrong
    except ValueError:
        print("ValueError for", len(wrong))
try:
    a, b = 5
except TypeError:
    print("TypeError")
try:
    a, *b, c = [1]
except ValueError:
    print("ValueError starred")
i = 0
values = [0, 0, 0]
i, values[i] = 1, 9
print(i, values)
