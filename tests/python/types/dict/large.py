# Dicts so large that a place of their index stands for several entries.
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
