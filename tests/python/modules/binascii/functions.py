# Hexadecimal and base 64.
from array import array
import binascii

print(binascii.hexlify(b"\x00\x7f\xff"), binascii.hexlify(b"abc", ":"), binascii.hexlify(b"abcde", b"-", 2), binascii.hexlify(bytearray(b"x")))
print(binascii.hexlify(memoryview(b"\x01\x02")), binascii.hexlify(array("B", [1, 255])), binascii.hexlify(b""))
print(binascii.unhexlify("0aFF"), binascii.unhexlify(b""))
for text in (b"0", b"0g", "é"):
    try:
        print(binascii.unhexlify(text))
    except ValueError:
        print("ValueError")
for n in range(7):
    data = bytes(range(250, 250 + n)) if n < 6 else bytes(range(60))
    text = binascii.b2a_base64(data)
    print(text, binascii.a2b_base64(text) == data)
print(binascii.b2a_base64(b"\xfb\xff\xbf", newline=False), binascii.a2b_base64("+/\n+/ =="), binascii.a2b_base64(b"Zm9v===YmFy"))
for text in (b"Zg", b"Z", b"Zm9vY"):
    try:
        print(binascii.a2b_base64(text))
    except ValueError:
        print("ValueError")
for call in (lambda: binascii.hexlify(1), lambda: binascii.b2a_base64("text")):
    try:
        call()
    except TypeError:
        print("TypeError")
