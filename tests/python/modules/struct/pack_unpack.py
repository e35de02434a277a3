import struct
for fmt, values in (("<bBhHiIqQ", (-1, 255, -2, 65535, -3, 4000000000, -5, 2**64 - 1)), (">hIq", (1, 2, 3)), ("<3s5s0s", (b"ab", b"abcdefg", b"")),
                    ("!2H", (1, 2)), ("<2x3B2x", (1, 2, 3)), ("<f", (1.5,)), (">d", (-2.25,)), ("<?c", (True, b"z")), ("<5p", (b"abc",)), ("<", ()), ("= h i", (7, 8))):
    data = struct.pack(fmt, *values)
    print(fmt, data, struct.calcsize(fmt), struct.unpack(fmt, data))
print(struct.calcsize("bi"), struct.calcsize("<bi"), struct.calcsize("bhq"), struct.calcsize("ib"), struct.pack("bh", 1, 2))
buffer = bytearray(8)
struct.pack_into("<HH", buffer, 2, 0x1234, 0xABCD)
print(buffer)
struct.pack_into(">H", buffer, -2, 7)
print(buffer, struct.unpack_from("<H", buffer, 2), struct.unpack_from("<H", buffer), struct.unpack_from(">H", buffer, -2))
for f in (lambda: struct.pack("<h"), lambda: struct.pack("<h", 1, 2), lambda: struct.unpack("<h", b"abc"), lambda: struct.unpack_from("<i", b"abc"),
          lambda: struct.pack("<z", 1), lambda: struct.calcsize("5"), lambda: struct.pack_into("<i", bytearray(2), 0, 1), lambda: struct.unpack_from("<h", b"abcd", 3)):
    try:
        f()
        print("no error")
    except struct.error:
        print("error")
for f in (lambda: struct.unpack("<h", 5), lambda: struct.pack_into("<h", b"abc", 0, 1), lambda: struct.calcsize(5)):
    try:
        f()
        print("no error")
    except TypeError:
        print("TypeError")
