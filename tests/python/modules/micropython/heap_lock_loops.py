# Loops over containers while the heap is locked: some iterators are set aside when it is locked, anew each time.
from array import array
from micropython import heap_lock, heap_unlock

containers = ((1, 2), [3, 4], b"\5\6", bytearray(b"\7\10"), array("H", (9, 10)), {11: 12}, {13}, frozenset((14,)))
total = result = 0  # their places exist before the heap is locked


def add_all():
    global total
    for container in containers:
        heap_lock()
        for item in container:
            total += item
        heap_unlock()


def together(numbers):
    heap_lock()
    result = sum(numbers) + max(numbers) + min(numbers) if all(numbers) and any(numbers) else 0
    heap_unlock()
    return result


for _ in range(20):
    add_all()
print(total)  # expect: 1860
print(together((1, 2, 3)), together([4, 5]))  # expect: 10 18


def nested(depth):
    count = 0
    for item in (1, 2):
        count += item if depth == 0 else nested(depth - 1)
    return count


heap_lock()
result = nested(2)
heap_unlock()
print(result)  # expect: 12

heap_lock()
try:
    nested(20)
except MemoryError:
    result = None
heap_unlock()
print(result, nested(3))  # expect: None 24
