# What a scheduled call schedules waits until that call has ended; the queue has an end, and queueing takes no memory.
import micropython

done = []


def outer(name):
    micropython.schedule(done.append, "inner")
    for _ in range(3):
        pass
    done.append(name)


micropython.schedule(outer, "outer")
while len(done) < 2:
    pass
print(done)  # expect: ['outer', 'inner']

add = done.append
micropython.heap_lock()
micropython.schedule(len, "")
micropython.heap_unlock()


def fill(_):
    count = 0
    try:
        while True:
            micropython.schedule(len, "")
            count += 1
    except RuntimeError as error:
        done.append((count, error.args))


micropython.schedule(fill, None)
while len(done) < 3:
    pass
for _ in range(10):
    pass
print(done[2])  # expect: (4, ('schedule queue full',))
