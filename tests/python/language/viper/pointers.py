import array
import micropython


@micropython.viper
def fill8(p: ptr8, n: int, value: int):
    for i in range(n):
        p[i] = value + i


b = bytearray(6)
fill8(b, 4, 254)
print(b)  # expect: bytearray(b'\xfe\xff\x00\x01\x00\x00')
fill8(memoryview(b)[3:], 3, 7)
print(b)  # expect: bytearray(b'\xfe\xff\x00\x07\x08\t')


@micropython.viper
def halves(p: ptr16, i: int) -> int:
    p[i + 1] = p[i] + 1
    return p[i + 1]


h = array.array("H", [1, 65535, 3])
print(halves(h, 0), halves(h, 1), h)  # expect: 2 3 array('H', [1, 2, 3])


@micropython.viper
def words(p: ptr32, i: int) -> int:
    p[i] = 0x01020304
    p[i + 1] += 5
    return p[0] >> 8


w = array.array("I", [1, 2, 3])
print(hex(words(w, 0)), list(w))  # expect: 0x10203 [16909060, 7, 3]


@micropython.viper
def sign(p: ptr32):
    p[0] = -1
    p[1] = 0x7FFF


w = array.array("i", [0, 0])
sign(w)
print(w)  # expect: array('i', [-1, 32767])


@micropython.viper
def sum8(p: ptr8, n: int) -> int:
    total = 0
    for i in range(n):
        total += p[i]
    return total


print(sum8(b"\x01\x02\xff", 3), sum8("AB", 2))  # expect: 258 131


@micropython.viper
def address(p: ptr) -> uint:
    return uint(p)


@micropython.viper
def at(where: uint) -> int:
    return ptr8(where)[1]


b = bytearray(b"abc")
print(chr(at(address(b))), address(b) == address(memoryview(b)))  # expect: b True


@micropython.viper
def cast(data, index: int) -> int:
    return ptr8(data)[index] + ptr16(data)[0]


print(cast(b"\x01\x01\x05", 2))  # expect: 262


@micropython.viper
def reverse(p: ptr8, n: int):
    i, j = 0, n - 1
    while i < j:
        p[i], p[j] = p[j], p[i]
        i += 1
        j -= 1


b = bytearray(b"kinglet")
reverse(b, len(b))
print(b)  # expect: bytearray(b'telgnik')


@micropython.viper
def flag(p: ptr8, on: bool):
    p[0] = on


flag(b, "yes")
print(b[0])  # expect: 1
try:
    sum8([1, 2], 1)
except TypeError as e:
    print("TypeError", e)  # expect: TypeError can't convert list to int
