import io

b = io.BytesIO(b"hello world")
print(b.read(5), b.tell(), b.read(), b.read(3), b.read(0))
print(b.seek(-5, 2), b.read())
print(b.seek(2), b.seek(3, 1), b.read(1))
b.seek(20)
print(b.read(4), b.tell())
b.write(b"!")
print(b.getvalue())

target = bytearray(4)
b.seek(0)
print(b.readinto(target), target)
view = memoryview(bytearray(6))
print(b.readinto(view[2:4]), bytes(view))
print(b.readinto(bytearray(0)))
try:
    b.readinto(b"constant")
except TypeError:
    print("TypeError")

b = io.BytesIO()
print(b.write(bytearray(b"ab")), b.write(memoryview(b"xcdx")[1:3]), b.getvalue())
print(io.BytesIO(b"1\n2\n3").readlines(), list(io.BytesIO(b"a\nb")))
print(io.BytesIO(b"abc\ndef").readline(), io.BytesIO(b"abcdef").readline(4))

# What it was made of is copied.
source = bytearray(b"source")
b = io.BytesIO(source)
source[0] = 0
print(b.getvalue())
big = io.BytesIO()
for i in range(200):
    big.write(bytes([i]) * 7)
print(len(big.getvalue()), big.getvalue()[700:708], sum(big.getvalue()))
b.close()
try:
    b.getvalue()
except ValueError:
    print("ValueError")
