import io
import select
import time


class Stream(io.IOBase):
    def __init__(self, name):
        self.name = name
        self.state = 0

    def __repr__(self):
        return self.name

    def ioctl(self, request, argument):
        return self.state & (argument | 24) if request == 3 else -1


a, b = Stream("a"), Stream("b")
p = select.poll()
print(select.POLLIN, select.POLLOUT, select.POLLERR, select.POLLHUP)  # expect: 1 4 8 16
p.register(a)
p.register(b, select.POLLIN)
print(p.poll(0))  # expect: []
a.state = b.state = 5
print(p.poll(0))  # expect: [(a, 5), (b, 1)]
p.modify(a, select.POLLOUT)
p.register(b, select.POLLOUT | select.POLLIN)
print(p.poll())  # expect: [(a, 4), (b, 5)]
b.state = 24
print(p.poll(0))  # expect: [(a, 4), (b, 24)]
p.unregister(a)
print(p.poll(0))  # expect: [(b, 24)]
b.state = 0
start = time.ticks_ms()
print(p.poll(20), 15 <= time.ticks_diff(time.ticks_ms(), start) < 500)  # expect: [] True

p.register(a, 1)
a.state = b.state = 1
for stream, events in p.ipoll(0):
    print(stream, events)
# expect: b 1
# expect: a 1
print([x[1] for x in p.ipoll(0, 1)], p.poll(0))  # expect: [1, 1] []
p.modify(a, 1)
p.modify(b, 1)
for stream, events in p.ipoll(0):
    p.unregister(stream)
print(p.poll(0))  # expect: []

print(select.select([a, b], [b], [a], 0))  # expect: ([a, b], [], [])
a.state = 0
b.state = 4
print(select.select([a, b], [b], [], 0.01))  # expect: ([], [b], [])
print(select.select([a], [], [], 0.01))  # expect: ([], [], [])


def attempt(action):
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


attempt(lambda: p.unregister(a))  # expect: KeyError a
attempt(lambda: p.modify(a, 1))  # expect: OSError [Errno 2] ENOENT
attempt(lambda: p.modify(a))  # expect: TypeError modify expected 2 arguments, got 1
attempt(lambda: p.register([]))  # expect: OSError stream operation not supported
b.state = 0


class Broken(Stream):
    def ioctl(self, request, argument):
        return -5


p.register(Broken("x"))
attempt(lambda: p.poll(0))  # expect: OSError [Errno 5] EIO
