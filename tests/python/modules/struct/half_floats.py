import struct

for x in (0.0, -0.0, 1.0, -2.5, 0.1, 65504.0, 65519.9, 6.1e-05, 5.960464477539063e-08, 2.9e-08, 3e-08, 1e-07, 1 / 3, 2049.0, 2051.0, float("inf"), float("-inf")):
    packed = struct.pack("<e", x)
    print(packed.hex(), struct.unpack("<e", packed)[0] == x, struct.pack(">e", x)[::-1] == packed)
print(struct.unpack("<eee", b"\x00\x3c\x01\x00\xff\x03") == (1.0, 2.0**-24, 1023 * 2.0**-24), struct.calcsize("be"))
nan = struct.unpack("<e", b"\x01\x7e")[0]
print(nan == nan)
for x in (65520.0, 1e9, -70000.0):
    try:
        struct.pack("e", x)
    except OverflowError:
        print("OverflowError")
