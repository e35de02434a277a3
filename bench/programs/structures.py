# Binary records: struct, int.from_bytes, bytes joined.
import struct


def run(count):
    records = []
    for i in range(count):
        records.append(struct.pack("<HBi", i & 0xFFFF, i & 0xFF, -i))
    data = b"".join(records)
    size = struct.calcsize("<HBi")
    total = 0
    for at in range(0, len(data), size):
        a, b, c = struct.unpack_from("<HBi", data, at)
        total += a + b - c
        total ^= int.from_bytes(data[at : at + 2], "little")
    buffer = bytearray(16)
    for i in range(count):
        struct.pack_into(">II", buffer, 4, i, i * 2)
        total += buffer[7] + len(i.to_bytes(4, "big"))
    return total, len(data)


print(run(700))
