# Insertion order, also after deletions and with many entries.
d = {}
for k in ("c", "a", "b"):
    d[k] = k * 2
d["c"] = "changed"
print(list(d), list(d.values()))
del d["a"]; d["a"] = "again"
print(list(d.items()))
d = {i: i * i for i in range(50)}
for i in range(0, 50, 3):
    del d[i]
for i in range(0, 12, 3):
    d[i] = -i
print(list(d))
print(d[1], d[49], d[9], 48 in d, len(d))
while len(d) > 5:
    d.popitem()
print(d)
big = {}
for i in range(600):
    big["key%d" % i] = i
print(len(big), big["key0"], big["key599"], list(big)[:2], list(big)[-1])
for i in range(590):
    del big["key%d" % i]
print(list(big.items())[:2], len(big))
for i in range(600):
    big[i] = i
print(len(big), sum(v for v in big.values()))
queue = {}
for i in range(500):
    queue[i] = i
    if i >= 10:
        del queue[i - 10]
print(list(queue))
