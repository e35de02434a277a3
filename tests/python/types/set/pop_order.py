# A small set of small ints gives them in their order, as CPython does; all come out once in any case.
s = set(range(11))
out = []
while s:
    out.append(s.pop())
print(out)
s = set(range(1000))
s.discard(0)
print(sorted(s.pop() for _ in range(999)) == list(range(1, 1000)), s)
s.add(7)
print(s.pop())
try:
    s.pop()
except KeyError:
    print("KeyError")
