# desktop only: the chip leaves crc32 out, as MicroPython's does
# CRC-32, in one piece and in two.
import binascii

print(binascii.crc32(b""), binascii.crc32(b"123456789"), binascii.crc32(b"6789", binascii.crc32(b"12345")))
print(binascii.crc32(bytes(range(256)), 2 ** 32 - 1))
for arguments in ((None,), (b"", "")):
    try:
        binascii.crc32(*arguments)
    except TypeError:
        print("TypeError")
