import gc
gc.collect()
free = gc.mem_free()
used = gc.mem_alloc()
print(free > 1000, used > 0)  # expect: True True
junk = [[i] for i in range(200)]
print(gc.mem_alloc() > used)  # expect: True
size = gc.mem_alloc() - used
for _ in range(20):
    junk = [[i] for i in range(200)]
junk = None
gc.collect()
# The C stack is scanned conservatively: a word left there may keep one list or two, not twenty.
print(gc.mem_free() > free - 3 * size)  # expect: True
print(gc.isenabled())  # expect: True
gc.disable()
print(gc.isenabled())  # expect: False
gc.enable()
gc.threshold(5000)
print(gc.threshold())  # expect: 5000
gc.threshold(-1)
print(gc.threshold())  # expect: -1
# A circle of objects is garbage too.
class Node:
    pass
for _ in range(300):
    a, b = Node(), Node()
    a.other, b.other = b, a
gc.collect()
print(gc.mem_free() > free - 4 * size)  # expect: True
