# MicroPython's: a view of a str shows its UTF-8 and cannot be written to.
view = memoryview("gr\u00fcn")
print(bytes(view), len(view), view[0])  # expect: b'gr\xc3\xbcn' 5 103
print(bytes(view[2:4]).decode(), bytes(memoryview("")))  # expect: ü b''
try:
    view[0] = 1
except TypeError:
    print("TypeError")  # expect: TypeError
