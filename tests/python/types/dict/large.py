# Dicts and sets so large that a place of their index stands for several entries.
table = {}
for i in range(2600):
    table[i * 3] = i
print(len(table), table[2599 * 3], 4 in table, list(table)[:3])
for i in range(0, 2600, 2):
    del table[i * 3]
print(len(table), 6 in table, table[3])
for i in range(1000):
    table[-i] = i
print(len(table), table[-999], table[2599 * 3])
table = None

items = set()
for i in range(5000):
    items.add(i * 7)
print(len(items), 7 * 4999 in items, 8 in items)
for i in range(0, 5000, 3):
    items.remove(i * 7)
print(len(items), 7 in items, 21 in items)
