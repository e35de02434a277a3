# A dict with ints for keys: filled, counted, looked up, emptied.
def run(count):
    table = {}
    for i in range(count):
        table[i * 7 % 1009] = i
    hits = 0
    for i in range(count * 4):
        if i in table:
            hits += table[i]
        else:
            hits += table.get(i, 1)
    for key in list(table):
        if key & 1:
            del table[key]
    for key, value in table.items():
        hits += key ^ value
    return hits, len(table), sum(table.values())


print(run(1000))
