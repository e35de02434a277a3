import gc
gc.collect()
free = gc.mem_free()
used = gc.mem_alloc()
print(free > 1000, used > 0)  # expect: True True
junk = [[i] for i in range(200)]
print(gc.mem_alloc() > used)  # expect: True
junk = None
gc.collect()
print(gc.mem_free() > free - 3000)  # expect: True
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
print(gc.mem_free() > free - 6000)  # expect: True
