# Many items, added and taken out again.
s = set()
for i in range(1000):
    s.add(i * 7)
print(len(s), 7 * 999 in s, 5 in s, sum(s))
for i in range(0, 1000, 2):
    s.remove(i * 7)
print(len(s), sorted(s)[:3], sorted(s)[-1])
for i in range(500):
    s.add("x%d" % i)
    s.discard((i * 2 + 1) * 7)
print(len(s), "x0" in s, "x499" in s, 7 in s)
t = {str(i) for i in range(300)}
u = {str(i) for i in range(200, 400)}
print(len(t | u), len(t & u), len(t - u), len(t ^ u))
mixed = {1, 1.0, True, "1", (1,), None, b"1"}
print(len(mixed))
copy = set(t)
copy.add("new")
print(len(copy), len(t), copy > t)
def walk():
    for x in t:
        t.add(x + "!")
try:
    walk()
except RuntimeError as e:
    print("RuntimeError")
