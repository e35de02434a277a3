# What a scheduled call schedules waits until that call has ended; the queue has an end, and queueing takes no memory.
import micropython

done = []


def wait_for(count):
    for _ in range(1000):  # no longer: without memory nothing may come
        if len(done) >= count:
            return


def outer(name):
    micropython.schedule(done.append, "inner")
    for _ in range(3):
        pass
    done.append(name)


micropython.schedule(outer, "outer")
wait_for(2)
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
wait_for(3)
for _ in range(10):
    pass
print(done[2])  # expect: (4, ('schedule queue full',))
