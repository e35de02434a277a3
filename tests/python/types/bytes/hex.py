# hex and fromhex.
b = b"\x00\x01\xab\xff\x10"
print(b.hex(), b.hex(":"), b.hex("-", 2), b.hex(" ", -2), b"".hex(), bytearray(b).hex(), bytes.fromhex("00 01 abFF10"), bytes.fromhex(""), bytearray.fromhex("0a"), bytes.fromhex(b.hex()) == b)
for s in ("0", "zz", "0 1", "00 0"):
    try:
        bytes.fromhex(s)
    except ValueError as e:
        print("ValueError", e)
