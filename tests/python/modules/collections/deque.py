from collections import deque
d = deque([1, 2, 3])
d.append(4); d.appendleft(0); print(d, len(d))
print(d.pop(), d.popleft(), list(d))
d.extend("ab"); d.extendleft("xy"); print(d)
d.rotate(2); print(list(d))
d.rotate(-3); print(list(d))
print(d[0], d[-1], d[2], "a" in d, d.count("a"), d.index("b"))
d[0] = "first"; del d[1]; d.remove("a"); print(d)
d.reverse(); print(list(d), list(reversed(d)))
m = deque([1, 2, 3, 4], 3); print(m, m.maxlen, d.maxlen)
m.append(5); print(m)
m.appendleft(0); print(m, deque([], 0), deque("ab") == deque("ab"), deque() == [])
c = m.copy(); c.append(9); print(m, c)
m.clear(); print(m, bool(m))
z = deque([], 0); z.append(1); print(z)
for f in (lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[1], lambda: deque(5), lambda: deque([], -1), lambda: deque().remove(1)):
    try:
        f()
        print("no error")
    except (IndexError, TypeError, ValueError) as e:
        print(type(e).__name__)
d = deque(range(100))
for _ in range(1000):
    d.append(d.popleft())
print(d[0], d[99], sum(d))
try:
    for x in d:
        d.append(x)
except RuntimeError:
    print("RuntimeError")
