# to_bytes and from_bytes.
print((1).to_bytes(2, "big"), (1).to_bytes(2, "little"), (0).to_bytes(0, "big"), (258).to_bytes(4, "big"))
print((-1).to_bytes(2, "big", signed=True), (-128).to_bytes(1, "little", signed=True), (127).to_bytes(1, "little", signed=True))
n = 0x123456789ABCDEF0123456789
print(n.to_bytes(16, "big"), n.to_bytes(13, "little"), (-n).to_bytes(16, "little", signed=True))
for signed in (False, True):
    for order in ("big", "little"):
        for b in (b"", b"\x80", b"\x7f\xff", b"\xff\xfe\xfd\xfc\xfb", b"\x01" + bytes(12), b"\x80" + bytes(11), bytes(8), b"\xff" * 8):
            print(int.from_bytes(b, order, signed=signed), end=" ")
        print()
for f in (lambda: (256).to_bytes(1, "big"), lambda: (-1).to_bytes(1, "big"), lambda: (128).to_bytes(1, "big", signed=True), lambda: (-129).to_bytes(1, "big", signed=True)):
    try:
        print(f())
    except OverflowError as e:
        print("OverflowError", e)
