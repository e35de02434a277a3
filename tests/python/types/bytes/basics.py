# Making, indexing, slicing, comparing bytes.
b = b"hello\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], b[::-1], b[::2], b[:], b[10:], list(b), tuple(b"ab"), bool(b""), bool(b"a"))
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes((65, 66)), bytes(range(5)), bytes(b"x"), bytes(bytearray(b"yz")), bytes("\u00e4", "utf-8"), bytes("a", "ascii"))
print(b"a" + b"b", b"ab" * 3, 2 * b"x", b"a" * -1, b"a" == b"a", b"a" != b"b", b"a" < b"b", b"ab" > b"a", b"a" == "a", b"a" == bytearray(b"a"))
print(104 in b, b"ell" in b, b"z" in b, 300 in [300], hash(b"ab") == hash(b"a" + b"b"), {b"k": 1}[b"k"], sorted([b"b", b"a", b""]))
for f in (lambda: b[7], lambda: b[-8]):
    try:
        f()
    except IndexError as e:
        print("IndexError", e)
for f in (lambda: bytes([256]), lambda: bytes([-1]), lambda: bytes(-1), lambda: 256 in b):
    try:
        f()
    except ValueError:
        print("ValueError")
for f in (lambda: b"a" + "a", lambda: bytes("a"), lambda: bytes(["a"]), lambda: "a" in b, lambda: b"a" < "a"):
    try:
        f()
    except TypeError:
        print("TypeError")
