# Nothing locks the memory under a view: what has gone is not read.
b = bytearray(range(10))
m = memoryview(b)[4:8]
b.clear()
try:
    m[0]
except ValueError:
    print("gone")  # expect: gone
try:
    m[1] = 5
except ValueError:
    print("gone")  # expect: gone
print(bytes(b) == b"", len(m))  # expect: True 4
b.extend(range(100, 120))
print(list(m))  # expect: [104, 105, 106, 107]
del b[6:]
try:
    print(m == b"hi")  # expect: False
    m.tobytes()
except ValueError:
    print("too short")  # expect: too short
