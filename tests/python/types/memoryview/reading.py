from array import array
m = memoryview(b"kinglet")
print(len(m), m[0], m[-1], list(m[2:5]), bytes(m[::2]), bytes(m[::-1]), bytes(m[5:1:-2]))
print(m[1:4].tobytes(), m[1:4].tolist(), m.hex(), m[:2].hex(":"), m.itemsize, m.format, m.nbytes, m.readonly)
print(m[1:] == b"inglet", m == bytearray(b"kinglet"), m != b"other", b"in" == m[1:3], m == 5, m[3:3] == b"")
print(hash(m) == hash(b"kinglet"), 105 in m, 1 in m, max(m), bool(m[7:]), m.obj)
n = memoryview(array("h", [-2, 300, 7]))
print(list(n), n.itemsize, n.nbytes, n.tobytes(), list(n[::-2]), n == array("i", [-2, 300, 7]))
print(list(memoryview(n)[1:]), [x * 2 for x in memoryview(array("f", [0.5, 1.25]))])
print(b"<" + memoryview(b"ab") + b">", b",".join([memoryview(b"x"), b"y"]), bytearray(b"abc").find(memoryview(b"c")), str(memoryview(b"gr\xc3\xbcn")[:4], "utf-8"))
print(int(memoryview(b"42")), bytes(memoryview(bytearray(b"123"))[1:]))
for f in (lambda: memoryview(), lambda: memoryview(5), lambda: m[7], lambda: m[-8], lambda: m["x"], lambda: m.nothing):
    try:
        print(f())
    except (TypeError, IndexError, AttributeError) as e:
        print(type(e).__name__)
