# micropython.RingIO: a queue of bytes that never waits.
import micropython

ring = micropython.RingIO(4)
print(ring, ring.any(), ring.read())  # expect: <RingIO> 0 b''
print(ring.write(b"abcdef"), ring.any(), ring.write(b"g"))  # expect: 4 4 0
print(ring.read(3), ring.write(b"xyz"), ring.any())  # expect: b'abc' 3 4
print(ring.read(), ring.any())  # expect: b'dxyz' 0
ring.write(b"a\nbc")
print(ring.readline(), ring.readline(), ring.readline())  # expect: b'a\n' b'bc' b''

memory = bytearray(4)
ring = micropython.RingIO(memory)
into = bytearray(2)
print(ring.write(b"1234"), memory, ring.readinto(into), into)  # expect: 3 bytearray(b'123\x00') 2 bytearray(b'12')
ring.close()
print(ring.any())  # expect: 1

names = []
for wrong in (0, -1, 65535, bytearray(1), b"read only", None, "x"):
    try:
        micropython.RingIO(wrong)
    except (TypeError, ValueError) as error:
        names.append(type(error).__name__)
print(*names)  # expect: ValueError ValueError ValueError ValueError TypeError TypeError TypeError
