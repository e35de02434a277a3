# Augmented assignment changes mutable objects in place, and evaluates its target once.
a = b = [1, 2]
a += [3]
print(a, b, a is b)
a = a + [4]
print(a, b, a is b)
t = u = (1,)
t += (2,)
print(t, u)
n = 7
n -= 2; n *= 3; n //= 2; n **= 2; n %= 30; n <<= 2; n >>= 1; n |= 8; n &= 62; n ^= 5
print(n)

def index():
    print("index once")
    return 0

items = [10]
items[index()] += 5
print(items)

class Box:
    value = 1

box = Box()
box.value += 1
print(box.value, Box.value)
s = "ab"
s *= 3
print(s)
d = {"k": [1]}
d["k"] += [2]
print(d)
