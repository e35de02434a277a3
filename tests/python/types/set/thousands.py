# A set so large that it has neither order nor index.
items = set()
for i in range(5000):
    items.add(i * 7)
print(len(items), 7 * 4999 in items, 8 in items)
for i in range(0, 5000, 3):
    items.remove(i * 7)
print(len(items), 7 in items, 21 in items)
