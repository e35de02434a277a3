from array import array
b = bytearray(b"0123456789")
m = memoryview(b)
m[0] = 65
m[-1] = 0x5A
m[2:4] = b"--"
print(b)
m[4::2] = b"xyz"
print(b, m.readonly)
m[1:] = m[:-1]
print(b)
m[:-1] = m[1:]
print(b)
a = array("H", range(6))
v = memoryview(a)[1:5]
v[0] = 65535
v[1:3] = memoryview(array("H", [7, 8]))
print(a, list(v))
part = v[1:]
part[-1] = 9
print(a)
c = memoryview(bytearray(4)).cast("H")
c[1] = 0x0102
print(c.tobytes(), len(c), c.cast("B").tolist())


def attempt(f):
    try:
        f()
        print("no error")
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__)


attempt(lambda: memoryview(b"ab").__setitem__(0, 1))
attempt(lambda: m.__setitem__(slice(0, 2), b"abc"))
attempt(lambda: m.__setitem__(99, 1))
attempt(lambda: m.__setitem__(0, "x"))
attempt(lambda: v.__setitem__(slice(0, 1), b"ab1"))
attempt(lambda: hash(m))
attempt(lambda: memoryview(b"abc").cast("H"))
attempt(lambda: memoryview(b"abc").cast("Z"))
