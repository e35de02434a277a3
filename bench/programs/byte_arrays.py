# Bytes changed in place, searched, sliced and summed: a checksum, a run-length code, hexadecimal.
def fletcher(data):
    a = b = 0
    for byte in data:
        a = (a + byte) % 255
        b = (b + a) % 255
    return b << 8 | a


def pack(data):
    packed = bytearray()
    at = 0
    while at < len(data):
        end = at + 1
        while end < len(data) and data[end] == data[at] and end - at < 255:
            end += 1
        packed.append(end - at)
        packed.append(data[at])
        at = end
    return packed


def unpack(packed):
    data = bytearray()
    for at in range(0, len(packed), 2):
        data += bytes(packed[at + 1 : at + 2]) * packed[at]
    return data


data = bytearray(2000)
for i in range(len(data)):
    data[i] = i * i >> 9 & 0xFF
for i in range(0, len(data), 2):
    data[i], data[i + 1] = data[i + 1], data[i]
packed = pack(data)
print(fletcher(data), len(packed), unpack(packed) == data, fletcher(data.hex().encode()), data.find(b"\x0a\x0a"))
