import micropython
from micropython import const
LIMIT = const(5)
_HIDDEN = const(7)
print(LIMIT, _HIDDEN)  # expect: 5 7
print(micropython.opt_level())  # expect: 0
print(micropython.stack_use() > 0)  # expect: True
failed = False
micropython.heap_lock()
try:
    [1, 2, 3] * 10
    print("allocated")
except MemoryError:
    failed = True
micropython.heap_unlock()
print(failed)  # expect: True
print(micropython.heap_unlock() if False else "unlocked")  # expect: unlocked
seen = []
micropython.schedule(seen.append, 1)
micropython.schedule(lambda x: seen.append(x * 2), 2)
for i in range(3):
    pass
print(seen)  # expect: [1, 4]
micropython.alloc_emergency_exception_buf(100)
micropython.kbd_intr(-1)
micropython.kbd_intr(3)

try:
    s = micropython.schedule
    (s(print, 1), s(print, 2), s(print, 3), s(print, 4), s(print, 5))
except RuntimeError as e:
    print(e)  # expect: schedule queue full
for i in range(3):
    pass
# expect: 1
# expect: 2
# expect: 3
# expect: 4
