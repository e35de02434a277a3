# A list may change while it is walked; the walk goes by index.
a = [1, 2, 3, 4]
for x in a:
    if x == 2:
        a.remove(2)
    print(x, end=" ")
print(a)
a = [0]
for x in a:
    if len(a) < 5:
        a.append(x + 1)
print(a)
it = iter(a)
print(list(it))
a.append(99)
print(list(it))
a = [1, 2, 3]
it = iter(a)
next(it)
a.clear()
print(list(it))
class Meddler:
    def __eq__(self, other):
        items.clear()
        return False
items = [Meddler(), 1, 2]
print(1 in items, items)
items = [Meddler(), 1, 2]
try:
    items.index(5)
except ValueError:
    print("ValueError")
items = [Meddler(), 1]
print(items.count(1))
