from array import array
for code in "bBhHiIlLqQ":
    a = array(code, [1, 2, 3])
    a.append(4)
    a.extend([5])
    print(code, a, len(a), a[0], a[-1], sum(a))
f = array("f", [1.5, 2]); f[1] = -0.25
print(f, array("d", (0.5,)), array("i"))
a = array("h", range(10))
print(a[2:5], a[::-3], a[-2:], 3 in a, 99 in a, list(a[:3]))
a[1:3] = array("h", [7, 8, 9]); print(a)
a[::5] = array("h", [-1, -2, -3]); print(a)
del a[0]; del a[:3]; print(a)
b = a + array("h", [100]); b += array("h", [200]); print(b, b == a, a == a[:], a != b)
print(array("b", [1, 2]) * 2, array("B", b"\x01\xff"), array("H", b"\x01\x02"), array("b", [-1]).tobytes(), a.itemsize, a.typecode)
print(array("b", [1]) < array("b", [2]), array("b", [1, 2]) > array("b", [1]), array("i", array("b", [3])), bool(array("i")))
c = array("B"); c.frombytes(b"xyz"); print(c, c.pop(), c.pop(0), c, c.tolist())
for g in (lambda: array("z"), lambda: array("i", "abc"), lambda: array("i", [1.5]), lambda: a[99], lambda: array("i", ["x"]), lambda: array("h", b"abc"),
          lambda: a.extend(array("b", [1])), lambda: a.__setitem__(slice(0, 1), [1]), lambda: array("i").pop(), lambda: array(5)):
    try:
        g()
        print("no error")
    except (ValueError, TypeError, IndexError) as e:
        print(type(e).__name__)
big = array("i")
for i in range(1000):
    big.append(i * i)
print(len(big), big[999], sum(big))
