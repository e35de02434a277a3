# desktop only: file descriptors are the desktop's
import select
import sys

p = select.poll()
p.register(1, select.POLLOUT)
p.register(sys.stderr, select.POLLOUT)
print(p.poll(0)[0], len(p.poll(0)))
p.unregister(1)
try:
    p.register(-1)
except ValueError as e:
    print(e)
p = select.poll()
p.register(999)
print(p.poll(0))
# expect: (1, 4) 2
# expect: file descriptor cannot be a negative integer
# expect: [(999, 32)]
