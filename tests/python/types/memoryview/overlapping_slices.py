# Slices over slices of the same memory, forwards, backwards and with steps.
b = bytearray(range(20))
v = memoryview(b)
v[0:10] = v[5:15]; print(bytes(b))
v[5:15] = v[0:10]; print(bytes(b))
v[::2] = v[1::2]; print(bytes(b))
v[0:5] = b'abcde'; print(bytes(b))
v[2:2] = b''; print(bytes(b))
import array
a = array.array('h', range(10)); w = memoryview(a)
w[1:5] = w[0:4]; print(a)
w[::-1][0:3] = w[0:3]; print(a)
b2 = bytearray(100); x = memoryview(b2)[50:]
print(bytes(x[::3])[:3], x[::3].tolist()[:3])
