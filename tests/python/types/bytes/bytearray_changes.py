# What changes a bytearray.
a = bytearray(b"hello")
a[0] = 72
a[-1] = ord("O")
a.append(33)
a.extend(b"??")
a.extend([1, 2])
a += b"xyz"
print(a, len(a), a.pop(), a.pop(0), a)
a.insert(0, 65)
a.insert(-1, 66)
a.insert(100, 67)
a.remove(66)
a.reverse()
print(a, a.copy() == a, a.copy() is a)
a[1:3] = b"NEW"
print(a)
a[::2] = bytes(len(a[::2]))
print(a)
del a[0]
del a[1:3]
del a[::2]
print(a)
a[2:2] = a
a[:] = [7, 8, 9]
print(a, list(a), 8 in a, a * 2, a + b"z", type(a + b"z"), type(b"z" + a))
a.clear()
print(a, bool(a), bytearray(3), bytearray("\u00e4", "utf-8"), bytearray([1, 2]), bytearray(b"ab") == b"ab")
for f in (lambda: a.pop(), lambda: bytearray(1)[1]):
    try:
        f()
    except IndexError as e:
        print("IndexError", e)
for f in (lambda: a.append(256), lambda: a.remove(5), lambda: a.extend([300])):
    try:
        f()
    except ValueError as e:
        print("ValueError", e)
try:
    hash(a)
except TypeError as e:
    print("TypeError", e)
